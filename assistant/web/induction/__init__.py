"""The induction as its people meet it, and its register."""
