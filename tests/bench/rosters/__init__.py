"""A roster of any length, and two ways to bring it in."""
