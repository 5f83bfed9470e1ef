"""The only place that writes notices and what becomes of them."""

from .telling import TOPIC, tell

__all__ = ["TOPIC", "tell"]
