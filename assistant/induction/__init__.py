"""Induction: what binds a role, read in its own words, quizzed, declared and recorded."""
