"""Customers: the list, the search, the file."""
