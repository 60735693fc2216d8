"""How good the data is: what customers lack, how fresh their contacts are, what looks wrong, by source."""
