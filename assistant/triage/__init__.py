"""What a message is, decided before anything is looked up; and the card for a live concern."""
