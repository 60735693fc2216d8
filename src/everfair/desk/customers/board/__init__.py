"""The room of relationships: the board of the life cycle, the flows between stages, the ladder."""
