"""What can be found out about a show as a whole: a finder for each finding, kept by its code in `registry`."""
