"""Connections as Relay describes them: pages in both directions, cursors, and counts only when asked."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import graphene
from django.db.models import Q, QuerySet

from .errors import problem
from .keyset import Order
from .peers import together

DEFAULT_PAGE = 20
LARGEST_PAGE = 100


@dataclass(frozen=True)
class Wanted:
    """Which page somebody asks for, checked. Raises BAD_PAGE_SIZE or BOTH_DIRECTIONS."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None:
            raise problem("BOTH_DIRECTIONS")
        for argument, given in (("first", self.first), ("last", self.last)):
            if given is not None and not 0 <= given <= LARGEST_PAGE:
                raise problem("BAD_PAGE_SIZE", argument=argument, given=given, allowed=LARGEST_PAGE)

    @property
    def backward(self) -> bool:
        return self.last is not None

    @property
    def size(self) -> int:
        size = self.last if self.backward else self.first
        return DEFAULT_PAGE if size is None else size


class Page:
    """One page of a list. What is not asked for (count, neighbours of the page) is not computed.

    `counted` are the same rows, asked for in the way that is quickest to count, where that is another.
    """

    def __init__(
        self,
        rows: QuerySet[Any] | Callable[[], QuerySet[Any]],
        order: Order,
        wanted: Wanted,
        *,
        counted: QuerySet[Any] | None = None,
    ) -> None:
        self._rows, self.order, self.wanted, self._counted = rows, order, wanted, counted
        self.after = self._position("after", wanted.after)
        self.before = self._position("before", wanted.before)

    @cached_property
    def everything(self) -> QuerySet[Any]:
        return self._rows() if callable(self._rows) else self._rows

    def _position(self, argument: str, cursor: str | None) -> list[Any] | None:
        if cursor is None:
            return None
        position = self.order.read(cursor, self.everything)
        if position is None:
            raise problem("BAD_CURSOR", argument=argument)
        return position

    @cached_property
    def _read(self) -> tuple[list[Any], bool]:
        rows, order, wanted = self.everything, self.order, self.wanted
        if self.after is not None:
            rows = rows.filter(order.beyond(self.after, forward=True))
        if self.before is not None:
            rows = rows.filter(order.beyond(self.before, forward=False))
        # One row more than wanted says whether there are more.
        found = list(order.sorted(rows, backward=wanted.backward)[: wanted.size + 1])
        page = found[: wanted.size]
        if wanted.backward:
            page.reverse()
        return together(page), len(found) > wanted.size

    @property
    def rows(self) -> list[Any]:
        return self._read[0]

    @property
    def has_next(self) -> bool:
        if not self.wanted.backward and self._read[1]:
            return True
        return self.before is not None and self._any(
            self.order.beyond(self.before, forward=True, inclusive=True)
        )

    @property
    def has_previous(self) -> bool:
        if self.wanted.backward and self._read[1]:
            return True
        return self.after is not None and self._any(
            self.order.beyond(self.after, forward=False, inclusive=True)
        )

    def _any(self, condition: Q) -> bool:
        return self.everything.filter(condition).exists()

    @cached_property
    def total(self) -> int:
        return (self.everything if self._counted is None else self._counted).count()

    def cursor(self, row: Any) -> str:
        return self.order.cursor(row)


class PageInfo(graphene.ObjectType):
    class Meta:
        description = "Where a page begins and ends, and whether there is more on either side."

    has_next_page = graphene.Boolean(required=True, description="Whether rows follow this page.")
    has_previous_page = graphene.Boolean(required=True, description="Whether rows precede this page.")
    start_cursor = graphene.String(description="The first row's cursor, for `before`; null on an empty page.")
    end_cursor = graphene.String(description="The last row's cursor, for `after`; null on an empty page.")

    def resolve_has_next_page(page: Any, info: Any) -> bool:
        return page.has_next

    def resolve_has_previous_page(page: Any, info: Any) -> bool:
        return page.has_previous

    def resolve_start_cursor(page: Any, info: Any) -> str | None:
        return page.cursor(page.rows[0]) if page.rows else None

    def resolve_end_cursor(page: Any, info: Any) -> str | None:
        return page.cursor(page.rows[-1]) if page.rows else None


def connection_of(
    node: Any,
    name: str,
    what: str,
    *,
    edge_fields: dict[str, Any] | None = None,
    fields: dict[str, Any] | None = None,
) -> Any:
    """The connection type of a list: `connection_of(EnterpriseType, "Enterprise", "enterprises")`.

    Its resolvers take a `Page`, or whatever has its `rows`, `cursor`, `total`, `has_next` and
    `has_previous`. `edge_fields` are resolved with (page, row), `fields` with the page.
    """
    edge = type(
        f"{name}Edge",
        (graphene.ObjectType,),
        {
            "Meta": type("Meta", (), {"description": f"One of the {what}, and its place in the list."}),
            "node": graphene.Field(
                node, required=True, description="The thing itself.", resolver=lambda edge, info: edge[1]
            ),
            "cursor": graphene.String(
                required=True,
                description="Its position, for `after` and `before`.",
                resolver=lambda edge, info: edge[0].cursor(edge[1]),
            ),
            **(edge_fields or {}),
        },
    )
    return type(
        f"{name}Connection",
        (graphene.ObjectType,),
        {
            "Meta": type("Meta", (), {"description": f"A page of {what}."}),
            "total_count": graphene.Int(
                description="How many there are on all pages, e.g. `312`. Counted only when asked for.",
                resolver=lambda page, info: page.total,
            ),
            "edges": graphene.List(
                graphene.NonNull(edge),
                required=True,
                description="The page's rows, in order.",
                resolver=lambda page, info: [(page, row) for row in page.rows],
            ),
            "page_info": graphene.Field(
                PageInfo,
                required=True,
                description="What lies around the page.",
                resolver=lambda page, info: page,
            ),
            **(fields or {}),
        },
    )


def page_arguments(*, backward: bool = True) -> dict[str, graphene.Argument]:
    """`first`, `after` and, unless the list goes forward only, `last`, `before`."""
    forward = {
        "first": graphene.Argument(
            graphene.Int, description="How many from the start, 0 to 100. Default 20."
        ),
        "after": graphene.Argument(
            graphene.String, description="Only what follows this cursor (`endCursor`)."
        ),
    }
    if not backward:
        return forward
    return forward | {
        "last": graphene.Argument(
            graphene.Int, description="How many from the end, 0 to 100; instead of `first`."
        ),
        "before": graphene.Argument(
            graphene.String, description="Only what precedes this cursor (`startCursor`)."
        ),
    }
