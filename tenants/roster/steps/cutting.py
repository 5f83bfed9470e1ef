"""Cuts a table into rows: from here on there are fields, no columns."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenants.roster.cells.text import as_text
from tenants.roster.files.sheet import Cell, Sheet
from tenants.roster.places import Towers
from tenants.roster.steps.filling import Above, repeat_ditto
from tenants.roster.steps.header import Header, repeats_header
from tenants.roster.steps.leftovers import leftover
from tenants.roster.steps.sections import read_section


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header: `number` from 1 as the spreadsheet shows it, `cells` by field."""

    sheet: str
    number: int
    cells: dict[str, Cell]
    headings: dict[str, str]
    is_sum: bool = False


def cut(
    sheet: Sheet, header: Header, end: int, towers: Towers, above: Above, kinds: dict[int, str]
) -> Iterator[Row]:
    """Yields the rows of tenants and units, and the subtotals, from below the header up to the row of index
    `end`. What a row is that is neither tenant nor unit is noted in `kinds` by its number, in the words of
    `RosterLines`.

    `above` is what a row may leave to those above it; it goes from table to table of a sheet.
    """
    titles = {text for row in sheet.rows[: header.top] for cell in row if (text := as_text(cell))}
    for at in range(header.at + 1, end):
        line = sheet.rows[at]
        if repeats_header(line, header):
            kinds[at + 1] = "header"
            continue
        texts = [text for cell in line if (text := as_text(cell))]
        if texts and titles.issuperset(texts):
            kinds[at + 1] = "title"
            continue
        section = read_section(texts, towers)
        if section is not None:
            above.enter(section.tower, section.floor)
            kinds[at + 1] = "section"
            continue
        cells = {
            field: line[column] if column < len(line) else "" for field, column in header.columns.items()
        }
        kind = leftover(cells, texts)
        if kind == "signature":
            kinds[at + 1] = kind
            continue
        if kind != "sum":
            above.fill(cells)
        if kind == "blank":
            kinds[at + 1] = kind
            continue
        if kind is None:
            repeat_ditto(cells, above)
        if kind == "sum":
            kinds[at + 1] = kind
        yield Row(sheet.name, at + 1, cells, header.headings, is_sum=kind == "sum")
