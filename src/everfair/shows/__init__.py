"""What they come to: series, editions, participations, and who of the staff works on which show."""
