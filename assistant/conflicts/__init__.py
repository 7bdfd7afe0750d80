"""Clauses that pull in two directions."""
