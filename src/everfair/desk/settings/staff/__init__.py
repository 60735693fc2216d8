"""The staff: who is let in, and to what."""
