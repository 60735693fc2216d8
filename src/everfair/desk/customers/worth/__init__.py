"""What a customer is worth: the ledger of a relationship, who brought whom, what they suggest."""
