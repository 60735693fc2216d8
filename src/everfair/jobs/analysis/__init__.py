"""The analysis: one snapshot of the books, grouped into cells, thought about, written as scores, published."""
