from datetime import UTC, date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from alliance.resources.models import Audience, ListingKind
from alliance.resources.rules import (
    PartTerms,
    Terms,
    WindowTerms,
    check,
    check_kind,
    check_not_over,
    state_on,
    weekdays_in,
    weekdays_of,
)
from tenants.errors import Refusal

PART = PartTerms(title="志愿者")


def part(**said: Any) -> PartTerms:
    return PartTerms(**({"title": "志愿者"} | said))


def window(**said: Any) -> WindowTerms:
    valid: dict[str, Any] = {"weekdays": frozenset({0}), "opens": time(9), "closes": time(10)}
    return WindowTerms(**(valid | said))


REFUSED = [
    ({"title": "   "}, "REQUIRED", ("title",)),
    ({"title": "字" * 121}, "TOO_LONG", ("title",)),
    ({"title": "a\0b"}, "OUT_OF_RANGE", ("title",)),
    ({"title": "half a pair \ud800"}, "OUT_OF_RANGE", ("title",)),
    ({"description": "字" * 5001}, "TOO_LONG", ("description",)),
    ({"quantity": Decimal("0")}, "OUT_OF_RANGE", ("quantity",)),
    ({"quantity": Decimal("-3")}, "OUT_OF_RANGE", ("quantity",)),
    ({"quantity": Decimal("NaN")}, "OUT_OF_RANGE", ("quantity",)),
    ({"quantity": Decimal("Infinity")}, "OUT_OF_RANGE", ("quantity",)),
    ({"quantity": Decimal("1e30")}, "OUT_OF_RANGE", ("quantity",)),
    ({"quantity": Decimal("0.0001")}, "OUT_OF_RANGE", ("quantity",)),
    ({"tags": tuple("abcdefghijk")}, "TOO_MANY", ("tags",)),
    ({"tags": ("ok", "长" * 41)}, "TOO_LONG", ("tags", "1")),
    ({"starts": date(2026, 5, 2), "last_day": date(2026, 5, 1)}, "BEFORE_START", ("availableUntil",)),
    ({"last_day": date(9999, 12, 31)}, "OUT_OF_RANGE", ("availableUntil",)),
    ({"tags": tuple(map(str, range(1000)))}, "TOO_MANY", ("tags",)),
    ({"place": "字" * 121}, "TOO_LONG", ("place",)),
    ({"sharing_terms": "字" * 501}, "TOO_LONG", ("sharingTerms",)),
    ({"unit": UUID(int=1), "place": "南口"}, "OUT_OF_RANGE", ("place",)),
    ({"files": tuple(UUID(int=n) for n in range(11))}, "TOO_MANY", ("files",)),
    ({"windows": (window(), window(weekdays=frozenset()))}, "REQUIRED", ("windows", "1", "weekdays")),
    ({"windows": (window(closes=time(8)),)}, "BEFORE_START", ("windows", "0", "until")),
    ({"windows": (window(closes=time(9)),)}, "BEFORE_START", ("windows", "0", "until")),
    ({"windows": (window(opens=time(9, tzinfo=UTC)),)}, "OUT_OF_RANGE", ("windows", "0", "from")),
    ({"windows": (window(), window())}, "OUT_OF_RANGE", ("windows", "1")),
    ({"windows": tuple(window(closes=time(10, n)) for n in range(15))}, "TOO_MANY", ("windows",)),
    ({"parts": (PART,)}, "KIND_NOT_ACCEPTED", ("parts",)),
    ({"kind": "PROJECT"}, "REQUIRED", ("parts",)),
    ({"kind": "PROJECT", "parts": (PART,) * 101}, "TOO_MANY", ("parts",)),
    ({"kind": "PROJECT", "parts": (PART, PartTerms(title=" "))}, "REQUIRED", ("parts", "1", "title")),
    ({"kind": "PROJECT", "parts": (part(quantity=Decimal(0)),)}, "OUT_OF_RANGE", ("parts", "0", "quantity")),
    ({"kind": "PROJECT", "parts": (part(quantity=Decimal(-1)),)}, "OUT_OF_RANGE", ("parts", "0", "quantity")),
    ({"kind": "PROJECT", "parts": (part(measure="长" * 21),)}, "TOO_LONG", ("parts", "0", "measure")),
    ({"kind": "PROJECT", "parts": (part(due=date(9999, 12, 31)),)}, "OUT_OF_RANGE", ("parts", "0", "due")),
    ({"kind": "PROJECT", "parts": (part(id=UUID(int=1)),) * 2}, "OUT_OF_RANGE", ("parts", "1", "id")),
    ({"principals": frozenset({UUID(int=1)})}, "REQUIRED", ("audience", "kind")),
    ({"audience": Audience.NAMED}, "REQUIRED", ("audience", "enterprises")),
    ({"named": frozenset({UUID(int=1)})}, "REQUIRED", ("audience", "kind")),
]


@pytest.mark.parametrize(("said", "code", "path"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_cannot_be_is_refused_where_it_was_said(said: dict, code: str, path: tuple[str, ...]) -> None:
    with pytest.raises(Refusal) as refused:
        kind = said.get("kind", ListingKind.OFFER)
        check(Terms(**({"title": "会议室"} | {k: v for k, v in said.items() if k != "kind"})), kind)
    assert (refused.value.code, refused.value.path) == (code, path)


def test_one_day_from_first_to_last_is_a_listing() -> None:
    day = date(2026, 5, 1)
    check(Terms(title="会议室", starts=day, last_day=day, quantity=Decimal("1.5"), tags=("路演", "投影")))


def test_there_are_three_lists_and_no_fourth() -> None:
    for kind in ListingKind:
        check_kind(kind)
    with pytest.raises(Refusal, match="KIND_NOT_ACCEPTED"):
        check_kind("GIFT")


@pytest.mark.parametrize("days", [{0}, {5, 6}, set(range(7))])
def test_weekdays_are_kept_as_bits(days: set[int]) -> None:
    assert weekdays_in(weekdays_of(days)) == days


def test_today_is_still_a_last_day_and_yesterday_is_not() -> None:
    today = date(2026, 5, 2)
    check_not_over(today, today)
    with pytest.raises(Refusal, match="IN_THE_PAST"):
        check_not_over(date(2026, 5, 1), today)


@pytest.mark.parametrize(
    ("state", "ends", "told"),
    [
        ("OPEN", None, "OPEN"),
        ("OPEN", date(2026, 5, 3), "OPEN"),
        ("OPEN", date(2026, 5, 2), "EXPIRED"),
        ("PROMISED", date(2026, 5, 1), "EXPIRED"),
        ("DONE", date(2026, 5, 1), "DONE"),
        ("CLOSED", date(2026, 5, 1), "CLOSED"),
    ],
)
def test_what_stands_open_past_its_last_day_has_expired(state: str, ends: date | None, told: str) -> None:
    assert state_on(state, ends, date(2026, 5, 2)) == told
