"""The customer's file: all that is known of one customer, on one page."""
