"""Planning a draft by what earlier rounds taught: whom, what was seen, who gets which play, what to expect of it."""
