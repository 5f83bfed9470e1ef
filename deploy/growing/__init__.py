"""Districts of any size, for measurements."""
