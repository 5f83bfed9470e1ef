"""Lists that property managers send on: who is where, what is vacant, what ends, who came and went."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from tenants.isolation.scope import scope
from tenants.selectors.endings import ENDING_HEADINGS, ending_rows
from tenants.selectors.lists import (
    HEADINGS,
    MOVE_HEADINGS,
    VACANT_HEADINGS,
    move_rows,
    occupancy_rows,
    vacancy_rows,
)
from tenants.selectors.lobby import BOARD_HEADINGS, board_rows
from tenants.selectors.moves import move_report

from .asking import DistrictView
from .writing import MEDIA_TYPE, as_csv, as_xlsx

LISTS = ["Lists"]
FILES = {(200, "text/csv"): OpenApiTypes.STR, (200, MEDIA_TYPE): OpenApiTypes.BINARY}
DAY = OpenApiParameter(
    "day", OpenApiTypes.DATE, description="The day asked about, e.g. 2026-03-01. Default: today."
)
MONTH = OpenApiParameter("month", OpenApiTypes.STR, required=True, description="The month, e.g. 2026-03.")
DAYS = OpenApiParameter(
    "days",
    OpenApiTypes.INT,
    description="How many days ahead, 1 to 366; offices use 30, 60 and 90. Default: 90.",
)
LONGEST_AHEAD = 366


class ListView(DistrictView):
    """A list that goes out as CSV or, by its address, as Excel. `sheet` is what the sheet is called."""

    permission = ("export", "occupancy")
    excel = False
    name: str
    sheet: str

    def file(
        self, headings: tuple[str, ...], rows: Callable[[], Iterable[tuple[Any, ...]]]
    ) -> HttpResponseBase:
        """The list in the form that the address asks for."""
        if self.excel:
            return as_xlsx(self.name, self.sheet, self.district, headings, rows)
        return as_csv(self.name, self.district, headings, rows)


class OccupancyView(ListView):
    """Who is where on a day."""

    name, sheet = "occupancy", "入驻情况"

    @extend_schema(summary="Who is where on a day", tags=LISTS, parameters=[DAY], responses=FILES)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        day = day_asked(request)
        return self.file(HEADINGS, lambda: occupancy_rows(day))


class VacancyView(ListView):
    """Which units are vacant on a day."""

    name, sheet = "vacant", "空置单元"

    @extend_schema(summary="What is vacant on a day", tags=LISTS, parameters=[DAY], responses=FILES)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        day = day_asked(request)
        return self.file(VACANT_HEADINGS, lambda: vacancy_rows(day))


class EndingsView(ListView):
    """Which contracts end soon. For the offices only: the public sees no dates of contracts."""

    permission = ("export", "contract.ends")
    name, sheet = "contracts-ending", "合同到期"

    @extend_schema(
        summary="Which contracts end in the next days",
        description="One row per unit under a contract whose last day is within so many days, today "
        "included, the first to end first. A contract that has run out already while the tenant is still "
        "there (合同到期仍在场) is not of these.",
        tags=LISTS,
        parameters=[DAYS],
        responses=FILES,
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        days = days_asked(request)
        return self.file(ENDING_HEADINGS, lambda: ending_rows(days))


class MovesView(ListView):
    """Who moved in and who moved out in a month."""

    permission = ("read", "move_report")
    name, sheet = "moves", "入驻迁出月报"

    @extend_schema(
        summary="Who came and who went in a month", tags=LISTS, parameters=[MONTH], responses=FILES
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        first = month_asked(request)
        with scope(self.district):
            report = move_report(first.year, first.month)
        return self.file(MOVE_HEADINGS, lambda: move_rows(report))


class LobbyBoardView(ListView):
    """Who is there today, floor by floor, as the board in the lobby shows it to everybody."""

    permission = ("read", "directory")
    name, sheet = "lobby-board", "水牌"

    @extend_schema(
        summary="The lobby board: who is there today, floor by floor",
        description="Public, where the district is: tower, floor, units, name and shop sign, from the top "
        "floor down. `/d/{slug}/lobby-board` is the page to print.",
        tags=LISTS,
        responses=FILES,
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        return self.file(BOARD_HEADINGS, board_rows)


def day_asked(request: Request) -> date | None:
    """The `day` of the address; None where it is not given. Raises ValidationError."""
    given = request.query_params.get("day")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise ValidationError({"day": _("“%s” is not a day; 2026-03-01 is one.") % given}) from None


def days_asked(request: Request) -> int:
    """The `days` of the address. Raises ValidationError."""
    given = request.query_params.get("days") or "90"
    if given.isascii() and given.isdecimal() and len(given) < 5 and 1 <= int(given) <= LONGEST_AHEAD:
        return int(given)
    raise ValidationError({"days": _("“%s” is not a number of days from 1 to 366.") % given})


def month_asked(request: Request) -> date:
    """The first day of the `month` of the address. Raises ValidationError."""
    given = request.query_params.get("month", "")
    try:
        first = date.fromisoformat(f"{given}-01")
        first + timedelta(days=31)  # there is a day on which it is over
        return first
    except (ValueError, OverflowError):
        raise ValidationError({"month": _("“%s” is not a month; 2026-03 is one.") % given}) from None
