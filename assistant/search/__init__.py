"""Finding the clauses that answer, and how surely they do."""
