"""What waits for a principal. Each area says what of its own does, so that nothing is orphaned when the
person who looked after it goes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from . import kinds

# A thing that waits: its GraphQL type, its id, and params for the sentence (`title`: what people call it).
Pending = tuple[str, UUID, Mapping[str, Any]]
Finder = Callable[[UUID], Sequence[Pending]]
FINDERS: dict[str, Finder] = {}
TITLE = _("To take over: %(title)s")
TEXT = _("%(who)s no longer looks after this. It is still open and waits for you.")


def register(name: str, finder: Finder, *, title: Any = TITLE) -> None:
    """`finder(principal_id)` → what waits for whoever acts for it: claims, exchanges, approvals, drafts.

    Called in an open scope. `title` is the line of the notice, filled with what the finder says of a thing.
    Raises ValueError for a name that is taken.
    """
    kinds.register(kind_of(name), title=title, text=TEXT)
    FINDERS[name] = finder


def kind_of(name: str) -> str:
    return f"handover.{name}"


def pending_for(principal_id: UUID) -> Iterator[tuple[str, Pending]]:
    """Everything that waits for a principal, each thing once, with the kind of notice it is told by."""
    seen = set()
    for name in sorted(FINDERS):
        for thing in FINDERS[name](principal_id):
            if thing[:2] not in seen:
                seen.add(thing[:2])
                yield kind_of(name), thing
