"""The list of customers: its rows, columns, filters and what is done to many at once."""
