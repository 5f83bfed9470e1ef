"""Where a thing is shown: an address that opens the thing itself."""

from collections.abc import Callable
from uuid import UUID

# How an id is written in an address is known by whoever speaks to the outside (`api`), which says it here.
_written: list[Callable[[str, str, UUID], str | None]] = []


def written_by(write: Callable[[str, str, UUID], str | None]) -> None:
    """Say how: (the district's slug, the type, the id) → a path, or None for a type that is never shown."""
    _written[:] = [write]


def path_of(slug: str, about_type: str, about_id: UUID) -> str | None:
    """The path of a thing's page, or None where it has none."""
    return _written[0](slug, about_type, about_id) if _written else None


def path_of_proof(slug: str, secret: str) -> str:
    """The path of the page that proves an address (`api.addresses`)."""
    return f"/d/{slug}/address/{secret}"
