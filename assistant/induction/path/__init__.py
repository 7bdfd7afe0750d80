"""What a role reads: clauses chosen, grouped, cut to the minutes, with a plain line beside."""
