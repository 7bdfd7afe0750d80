"""Passages and rulings become an answer in reviewed words, guarded at the end."""
