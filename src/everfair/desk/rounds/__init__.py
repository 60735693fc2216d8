"""Rounds, plays and their results."""
