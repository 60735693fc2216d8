"""What relationships are worth, reckoned: the terms of a show, the ripple of a loss, what customers suggest."""
