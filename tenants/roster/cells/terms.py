"""One cell for both days of a contract: "2025.3.1-2027.2.28", "2025年3月1日至长期"."""

import re
from dataclasses import dataclass
from datetime import date

from tenants.roster.cells.dates import is_open_end, read_date, read_end
from tenants.roster.cells.text import as_text, folded, says_nothing
from tenants.roster.files.sheet import Cell
from tenants.roster.problems import Read

_BETWEEN = re.compile(r"至|到|~|～|〜|—+|–|-{2,}|起")
_HYPHEN = re.compile(r"(.*\d[日号]?)-(\d{4}.*|长期.*|无固定.*|至今)")


@dataclass(frozen=True, slots=True)
class Term:
    """First and last day; None is open."""

    starts: date | None
    ends: date | None


def read_term(cell: Cell) -> Read[Term]:
    """Returns both days; None without a code when the cell is blank. Code: "not_a_term"."""
    if says_nothing(cell):
        return Read(None)
    if is_open_end(cell):
        return Read(Term(None, None))
    text = folded(cell)
    parts = [part.strip("-—:自从") for part in _BETWEEN.split(text)]
    parts = [part for part in parts if part]
    if len(parts) == 1:
        # With dots inside the days a hyphen parts them; with hyphens inside, the one before a year does.
        hyphen = _HYPHEN.fullmatch(text)
        parts = [hyphen[1], hyphen[2]] if hyphen else parts
    if len(parts) == 1 and re.search(r"(起|至今|开始)$", as_text(cell)):
        parts = [parts[0], "长期"]
    if len(parts) != 2:
        return Read(None, "not_a_term")
    starts, ends = read_date(parts[0]), read_end(parts[1])
    if starts.code or ends.code or starts.value is None:
        return Read(None, "not_a_term")
    return Read(Term(starts.value, ends.value))
