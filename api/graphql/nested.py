"""Pages inside of rows of a page (the first three listings of each enterprise), one statement for all."""

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from .connections import Page, Wanted
from .keyset import Order
from .peers import listed, load


class NestedPage(Page):
    """The page of one row's own list. `rows` gives the lists of all rows at once; `owner` is the
    column by which they fall to them; `question` names what is asked, filters included."""

    def __init__(
        self,
        parent: Any,
        question: Hashable,
        rows: Callable[[], QuerySet[Any]],
        *,
        owner: str,
        order: Order,
        wanted: Wanted,
    ) -> None:
        self.parent, self.question, self.owner = parent, question, owner
        super().__init__(rows, order, wanted)  # made for the one of the peers that asks first

    def _of(self, parents: list[Any]) -> QuerySet[Any]:
        return self.everything.filter(**{f"{self.owner}__in": [parent.pk for parent in parents]})

    def _ask(self, aspect: str, read: Callable[[list[Any]], dict[UUID, Any]], default: Any) -> Any:
        return load(self.parent, (self.question, aspect, self.wanted), read, default)

    @cached_property
    def _read(self) -> tuple[list[Any], bool]:  # type: ignore[override]
        size, order = self.wanted.size, self.order
        back = order.descending != self.wanted.backward

        def read(parents: list[Any]) -> dict[UUID, list[Any]]:
            rows = self._of(parents)
            if self.after is not None:
                rows = rows.filter(order.beyond(self.after, forward=True))
            if self.before is not None:
                rows = rows.filter(order.beyond(self.before, forward=False))
            rank = Window(
                RowNumber(),
                partition_by=F(self.owner),
                order_by=[F(column).desc() if back else F(column).asc() for column in order.columns],
            )
            ranked = rows.annotate(_rank=rank).filter(_rank__lte=size + 1)
            return listed(order.sorted(ranked, backward=self.wanted.backward), self.owner)

        found = self._ask("rows", read, [])
        page = found[:size]
        if self.wanted.backward:
            page = page[::-1]
        return page, len(found) > size

    def _any(self, condition: Any) -> bool:
        def read(parents: list[Any]) -> dict[UUID, bool]:
            found = self._of(parents).filter(condition).order_by().values_list(self.owner, flat=True)
            return dict.fromkeys(found.distinct(), True)

        return self._ask("any", read, False)

    @property
    def total(self) -> int:  # type: ignore[override]
        def read(parents: list[Any]) -> dict[UUID, int]:
            counted = self._of(parents).order_by().values_list(self.owner).annotate(Count("pk"))
            return dict(counted)

        return self._ask("total", read, 0)
