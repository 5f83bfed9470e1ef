"""Whose public page an act changes: a move planned must not be seen by the date of a change.

What is not told in days to come is the default: an enterprise is quiet only where all that an act did to it
is known to show nowhere today.
"""

from datetime import date
from typing import Any
from uuid import UUID

from tenants.calendar import today

# Of an enterprise, and on nobody's public page.
UNSEEN = frozenset({"tenants.Claim", "tenants.Contract", "tenants.Contact", "tenants.Person"})
Values = dict[str, Any] | None


class Pages:
    """What one act does to the pages of enterprises."""

    def __init__(self) -> None:
        self._day = today()
        self._loud: set[UUID] = set()
        self._moved: set[UUID] = set()

    def changed(self, row: Any, before: Values, after: Values) -> None:
        """A row was made (`before` is None), changed or taken away (`after` is None)."""
        label = row._meta.label
        if label in UNSEEN:
            return
        if label != "tenants.Tenancy":
            self._loud.add(row.pk if label == "tenants.Enterprise" else getattr(row, "enterprise_id", row.pk))
            return
        self._moved.add(row.enterprise_id)
        if self._shown(before) != self._shown(after):
            self._loud.add(row.enterprise_id)

    def quiet(self) -> set[UUID]:
        """The enterprises of which nothing moved but what does not show today."""
        return self._moved - self._loud

    def _shown(self, tenancy: Values) -> Any:
        """What a page shows of a tenancy today; None while it does not stand."""
        if tenancy is None:
            return None
        starts, ends = (
            date.fromisoformat(tenancy[end]) if tenancy[end] else None for end in ("starts", "ends")
        )
        if (starts and starts > self._day) or (ends and ends <= self._day):
            return None
        return tenancy["enterprise_id"], tenancy["unit_id"], tenancy["shared"]
