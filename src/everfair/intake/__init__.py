"""Data that arrives in files: batches, mappings, and what became of every row."""
