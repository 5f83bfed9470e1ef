"""Rows as a file that a spreadsheet opens: CSV written while it is sent, Excel row by row to disk."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from tenants.isolation.scope import scope, stream
from tenants.models import District

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet takes a cell that begins so for a formula and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDTH = 24
Rows = Callable[[], Iterable[tuple[Any, ...]]]


def as_csv(name: str, district: District, headings: Iterable[str], rows: Rows) -> StreamingHttpResponse:
    """A file written while it is sent, in a scope of its own; with a mark that it is UTF-8, for Excel."""
    response = StreamingHttpResponse(
        _lines(headings, stream(district, rows)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{district.slug}-{name}.csv")
    return response


def as_xlsx(
    name: str, sheet: str, district: District, headings: tuple[str, ...], rows: Rows
) -> HttpResponseBase:
    """A workbook of one sheet, never whole in memory."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    for place in range(1, len(headings) + 1):
        page.column_dimensions[get_column_letter(place)].width = WIDTH
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


def _lines(headings: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    yield "\N{ZERO WIDTH NO-BREAK SPACE}" + _line(headings)
    for row in rows:
        yield _line(row)


def _line(cells: Iterable[Any]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([_text(one) for one in cells])
    return text.getvalue()


def _text(value: Any) -> str:
    if value is None or not isinstance(value, str):
        return "" if value is None else str(value)
    return f"'{value}" if value.startswith(FORMULA) else value
