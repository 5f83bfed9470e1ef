"""The site with all its pages: each registers itself at import."""

from . import acts, enterprises, listings, mandates, outbox, places, readings
from .site import site
from .words import give_names

__all__ = ["acts", "enterprises", "listings", "mandates", "outbox", "places", "readings", "site"]

give_names()
