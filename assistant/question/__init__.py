"""How a question is put: form, follow-ups, several in one, misspelt words."""
