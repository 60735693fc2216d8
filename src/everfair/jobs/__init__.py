"""The machine room: bodies of jobs, found by name, and the console commands."""
