"""Everfair: the customer relationships of exhibitions."""
