"""Checks of one sentence against the clauses it names. Each gives a reason against it, or None."""
