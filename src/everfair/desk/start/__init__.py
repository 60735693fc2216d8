"""Signing in, and the desk everybody starts from."""
