"""The DSL's desk: inbox, drafts, signed replies, guidance, the leadership report."""
