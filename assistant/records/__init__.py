"""What is kept of questions, drafts and replies, and who did what."""
