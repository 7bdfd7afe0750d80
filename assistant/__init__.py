"""A question becomes an answer made of quoted clauses. Imports `ingest` alone."""
