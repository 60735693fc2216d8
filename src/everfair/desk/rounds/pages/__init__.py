"""The pages of the desk of rounds."""
