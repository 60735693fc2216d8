"""The look of Everfair: the frame of every page, its components, lists, palette and the relationship strip."""
