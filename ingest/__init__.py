"""Documents become clauses in the library. Imports nothing else of ours."""
