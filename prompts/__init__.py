"""The fixed words of the assistant, as data files checked when they are loaded."""
