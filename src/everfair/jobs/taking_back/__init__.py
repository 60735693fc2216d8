"""Taking a whole load back: what it wrote goes, what somebody has built on since stays."""
