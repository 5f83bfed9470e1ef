"""Zhongde Plaza and its neighbour, invented by deterministic code."""
