"""The director's page of one edition."""
