"""What robots say: apprise's plugins, made to tell what the platform answered."""

from .answers import Answer
from .robots import speak

__all__ = ["Answer", "speak"]
