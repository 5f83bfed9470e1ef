"""Whose public page an act changes: a move planned must not be seen by the date of a change.

What is not told in days to come is the default: an enterprise is quiet only where all that an act did to it
is known to show nowhere today.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tenants.calendar import today

# Of an enterprise, and on nobody's public page.
UNSEEN = frozenset({"tenants.Claim", "tenants.Contract", "tenants.Contact", "tenants.Person"})
# What stands on an enterprise's page from day to day, `[starts, ends)`: model → the columns it shows.
DATED: dict[str, tuple[str, ...]] = {"tenants.Tenancy": ("enterprise_id", "unit_id", "shared")}
# Of an enterprise, on nobody's public page, and yet in its search document: it changes, and quietly.
QUIET: set[str] = set()
Values = dict[str, Any] | None


def dated(label: str, *columns: str) -> None:
    """Register a model of a higher room whose rows an enterprise's page shows while they last."""
    DATED[label] = columns


def quiet(label: str) -> None:
    """Register a model of a higher room whose rows are about an enterprise, and not for everybody to know."""
    QUIET.add(label)


class Pages:
    """What one act does to the pages of enterprises."""

    def __init__(self) -> None:
        self._day = today()
        self._loud: set[UUID] = set()
        self._moved: set[UUID] = set()

    def changed(self, row: Any, before: Values, after: Values) -> None:
        """A row was made (`before` is None), changed or taken away (`after` is None)."""
        label = row._meta.label
        if label not in UNSEEN:
            self._of(label, row.pk, getattr(row, "enterprise_id", row.pk), before, after)

    def made(self, label: str, rows: Sequence[dict[str, Any]]) -> None:
        """Rows of one model were made, told by their columns."""
        if label not in UNSEEN:
            for row in rows:
                self._of(label, row["id"], row.get("enterprise_id", row["id"]), None, row)

    def _of(self, label: str, key: UUID, enterprise: UUID, before: Values, after: Values) -> None:
        if label in QUIET:
            self._moved.add(enterprise)
        elif label not in DATED:
            self._loud.add(key if label == "tenants.Enterprise" else enterprise)
        else:
            self._moved.add(enterprise)
            if self._shown(label, before) != self._shown(label, after):
                self._loud.add(enterprise)

    def quiet(self) -> set[UUID]:
        """The enterprises of which nothing moved but what does not show today."""
        return self._moved - self._loud

    def _shown(self, label: str, row: Values) -> Any:
        """What a page shows of it today; None while it does not stand."""
        if row is None:
            return None
        starts, ends = _day(row["starts"]), _day(row["ends"])
        if (starts and starts > self._day) or (ends and ends <= self._day):
            return None
        return tuple(row[column] for column in DATED[label])


def _day(said: str | date | None) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) else said
