"""Surveys: what is asked, what was answered."""
