"""Items made from clauses, approved, asked, counted."""
