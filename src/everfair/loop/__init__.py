"""Rounds: whom to care for, with what, what was done, and what it changed."""
