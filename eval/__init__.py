"""The evaluation set and the measures; runs the production pipeline, nothing imports it."""
