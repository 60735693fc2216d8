"""Shows: series, editions and their figures."""
