"""What a clause says about doing something: force, conditions, whom it binds."""
