"""When somebody is told, how often it is tried, and what a robot's address looks like. Pure."""
