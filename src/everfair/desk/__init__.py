"""The doors of the staff."""
