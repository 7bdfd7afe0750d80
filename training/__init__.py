"""Scripts that train the small models the assistant ships; nothing imports this package."""
