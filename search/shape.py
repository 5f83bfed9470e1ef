"""Which shape an index has: one that another release filled in another way is not read, but made anew."""

import hashlib

from search.fields import FILTERS, SEARCHABLE

# Raise it when the tokens of the same fields change: an index of another shape is rebuilt by itself.
EDITION = 4


def shape() -> str:
    """A short name of what is in the index's fields."""
    described = repr((EDITION, [(f.name, f.kind, f.kind.parts, f.subject) for f in SEARCHABLE], FILTERS))
    return hashlib.sha256(described.encode()).hexdigest()[:8]
