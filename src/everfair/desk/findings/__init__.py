"""Pages of what an analysis found out about a show: value, satisfaction, quality, loyalty, goals, leaving."""
