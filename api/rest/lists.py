"""The three lists as Excel, as the office sends them on: written row by row to disk, then sent."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse
from drf_spectacular.utils import OpenApiTypes, extend_schema
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from rest_framework.request import Request

from alliance.resources.selectors.sheets import PROJECT_HEADINGS, THING_HEADINGS, project_rows, thing_rows
from tenants.isolation.scope import scope
from tenants.models import District

from .asking import DistrictView
from .exports import FORMULA

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSX = {(200, MEDIA_TYPE): OpenApiTypes.BINARY}
WIDTH = 24


class ProjectsView(DistrictView):
    """The list of projects: 事项, 责任单位, 认领单位, 时限, 进展."""

    permission = ("export", "listing")

    @extend_schema(responses=XLSX)
    def get(self, request: Request, slug: str) -> FileResponse:
        return as_xlsx(
            "projects", "项目清单", self.district, PROJECT_HEADINGS, lambda: project_rows(self.reader)
        )


class OffersView(DistrictView):
    """The list of what members offer."""

    permission = ("export", "listing")

    @extend_schema(responses=XLSX)
    def get(self, request: Request, slug: str) -> FileResponse:
        return as_xlsx(
            "offers", "资源清单", self.district, THING_HEADINGS, lambda: thing_rows(self.reader, "OFFER")
        )


class WantsView(DistrictView):
    """The list of what members look for."""

    permission = ("export", "listing")

    @extend_schema(responses=XLSX)
    def get(self, request: Request, slug: str) -> FileResponse:
        return as_xlsx(
            "wants", "需求清单", self.district, THING_HEADINGS, lambda: thing_rows(self.reader, "WANT")
        )


def as_xlsx(
    name: str,
    sheet: str,
    district: District,
    headings: tuple[str, ...],
    rows: Callable[[], Iterable[tuple[Any, ...]]],
) -> FileResponse:
    """A workbook of one sheet, never whole in memory."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    for place in range(len(headings)):
        page.column_dimensions[chr(ord("A") + place)].width = WIDTH
    page.append(headings)
    with scope(district):
        for row in rows():
            page.append([cell(value) for value in row])
    file = TemporaryFile()  # noqa: SIM115  (the response closes it)
    book.save(file)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"{district.slug}-{name}.xlsx", content_type=MEDIA_TYPE
    )


def cell(value: Any) -> Any:
    """A value as a spreadsheet keeps it: numbers and days as such, texts never as formulas."""
    if value is None or isinstance(value, Decimal | date | int | float):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    return f"'{text}" if text.startswith(FORMULA) else text
