"""A generated show with known truth."""
