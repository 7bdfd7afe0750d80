"""A reply as a file to send: Word, PDF, or the text of an e-mail."""
