"""Measurements of the house: ``make bench``."""
