"""What the index is told, read from the database, many at once, in one snapshot: a subject a file."""
