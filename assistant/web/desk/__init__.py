"""The pages of the DSL desk."""
