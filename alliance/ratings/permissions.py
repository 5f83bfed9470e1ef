"""This area's rows in the one table of permissions."""
