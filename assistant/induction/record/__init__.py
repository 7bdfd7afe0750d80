"""Declarations, certificates, the register, and what has changed since."""
