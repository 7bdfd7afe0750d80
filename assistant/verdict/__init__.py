"""Question and clause become a verdict, or none."""
