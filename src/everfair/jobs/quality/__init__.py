"""Measuring how good the data is: every customer flagged once, then one grouped statement a measure."""
