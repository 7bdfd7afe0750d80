def canonical_title(t): return None
