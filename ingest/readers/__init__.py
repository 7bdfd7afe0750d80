"""Files become pages of lines: one module a format, each the only importer of its library."""
