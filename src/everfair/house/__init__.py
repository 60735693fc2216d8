"""The house itself: its staff, how they sign in, what language and light they work in."""
