"""Lists that property managers send on: who is where, what is vacant, who came and went. CSV, streamed."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from tenants.isolation.scope import scope, stream
from tenants.models import District
from tenants.selectors.lists import (
    HEADINGS,
    MOVE_HEADINGS,
    VACANT_HEADINGS,
    move_rows,
    occupancy_rows,
    vacancy_rows,
)
from tenants.selectors.moves import move_report

from .asking import DistrictView

LISTS = ["Lists"]
CSV = {(200, "text/csv"): OpenApiTypes.STR}
DAY = OpenApiParameter(
    "day", OpenApiTypes.DATE, description="The day asked about, e.g. 2026-03-01. Default: today."
)
MONTH = OpenApiParameter("month", OpenApiTypes.STR, required=True, description="The month, e.g. 2026-03.")
# A spreadsheet takes a cell that begins so for a formula and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class OccupancyView(DistrictView):
    """Who is where on a day."""

    permission = ("export", "occupancy")

    @extend_schema(summary="Who is where on a day", tags=LISTS, parameters=[DAY], responses=CSV)
    def get(self, request: Request, slug: str) -> StreamingHttpResponse:
        day = day_asked(request)
        return as_csv("occupancy", self.district, HEADINGS, lambda: occupancy_rows(day))


class VacancyView(DistrictView):
    """Which units are vacant on a day."""

    permission = ("export", "occupancy")

    @extend_schema(summary="What is vacant on a day", tags=LISTS, parameters=[DAY], responses=CSV)
    def get(self, request: Request, slug: str) -> StreamingHttpResponse:
        day = day_asked(request)
        return as_csv("vacant", self.district, VACANT_HEADINGS, lambda: vacancy_rows(day))


class MovesView(DistrictView):
    """Who moved in and who moved out in a month."""

    permission = ("read", "move_report")

    @extend_schema(summary="Who came and who went in a month", tags=LISTS, parameters=[MONTH], responses=CSV)
    def get(self, request: Request, slug: str) -> StreamingHttpResponse:
        first = month_asked(request)
        with scope(self.district):
            report = move_report(first.year, first.month)
        return as_csv("moves", self.district, MOVE_HEADINGS, lambda: move_rows(report))


def day_asked(request: Request) -> date | None:
    """The `day` of the address; None where it is not given. Raises ValidationError."""
    given = request.query_params.get("day")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise ValidationError({"day": _("“%s” is not a day; 2026-03-01 is one.") % given}) from None


def month_asked(request: Request) -> date:
    """The first day of the `month` of the address. Raises ValidationError."""
    given = request.query_params.get("month", "")
    try:
        first = date.fromisoformat(f"{given}-01")
        first + timedelta(days=31)  # there is a day on which it is over
        return first
    except (ValueError, OverflowError):
        raise ValidationError({"month": _("“%s” is not a month; 2026-03 is one.") % given}) from None


def as_csv(
    name: str, district: District, headings: Iterable[str], rows: Callable[[], Iterable[tuple[str, ...]]]
) -> StreamingHttpResponse:
    """A file written while it is sent, in a scope of its own; with a mark that it is UTF-8, for Excel."""
    response = StreamingHttpResponse(
        _lines(headings, stream(district, rows)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{district.slug}-{name}.csv"'
    return response


def _lines(headings: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "\N{ZERO WIDTH NO-BREAK SPACE}" + _line(headings)
    for row in rows:
        yield _line(row)


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return text.getvalue()
