"""Who: organisations and persons, their names, contact points and who is the same as whom."""
