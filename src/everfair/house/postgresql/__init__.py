"""PostgreSQL as the house talks to it; read only where that is the database."""
