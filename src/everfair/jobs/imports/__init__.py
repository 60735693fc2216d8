"""Bringing lists in: a dry run over the file, one decision, a load that goes on where it was killed."""
