"""What is known of each relationship: its owner, and the scores of published runs."""
