"""Names and case details are found and masked before anything is kept."""
