"""Who may read a file besides its owner: whoever may see a thing it is attached to. Each area says which."""

from collections.abc import Callable, Collection
from uuid import UUID

from tenants.readers import Reader

# Takes a reader and ids of files; returns those that this reader may read by something of the area's.
Finder = Callable[[Reader, Collection[UUID]], set[UUID]]
FINDERS: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Ask `finder`, too. Use as `@register` in a module that the area's `apps.ready` loads."""
    FINDERS.append(finder)
    return finder
