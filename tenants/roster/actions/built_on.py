"""What was done since that rests on an import: it stands in the way of taking that back."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from tenants.models import Act, ActChange

# Enough to know where to look; the rest is found when these are seen to.
NAMED = 5


def built_on(batch: Act) -> list[str]:
    """Takes an import's act; returns a line (day and summary) for each of the first acts since that touched a
    row of it, or made something that points to one, and still hold."""
    rows = {str(row) for row in ActChange.objects.filter(act=batch).values_list("row", flat=True)}
    taken_back = set(Act.objects.filter(undo_of__isnull=False).values_list("undo_of", flat=True))
    since = Act.objects.filter(at__gte=batch.at, undo_of=None).exclude(id=batch.id).order_by("at", "id")
    found: list[str] = []
    for act in since:
        if act.id in taken_back:
            continue
        if any(rows & set(_ids(change)) for change in _changes(act)):
            found.append(f"{timezone.localtime(act.at):%Y-%m-%d} {act.summary or act.verb}")
            if len(found) >= NAMED:
                break
    return found


def _changes(act: Act) -> Iterator[Mapping[str, Any]]:
    yield from ActChange.objects.filter(act=act).values("row", "before", "after")


def _ids(change: Mapping[str, Any]) -> Iterator[str]:
    yield str(change["row"])
    for values in (change["before"], change["after"]):
        yield from (value for value in (values or {}).values() if isinstance(value, str))
