"""The way out: a roster in the layout it came in, or a blank one to fill in."""
