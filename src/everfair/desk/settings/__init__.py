"""The house's settings, staff and audit."""
