"""A letter to one person: what is in it."""
