"""Data coming in, and who is who."""
