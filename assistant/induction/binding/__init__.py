"""Whom a clause tells to do what."""
