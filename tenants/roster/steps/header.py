"""Finds the headings under whatever titles stand above them: in one row or in two, once or for each table."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from tenants.roster.cells.text import as_text, folded
from tenants.roster.files.sheet import Cell, Sheet
from tenants.roster.steps.forbidden import is_forbidden
from tenants.roster.steps.headings import Headings, field_of

# Titles, dates of report, notes to the reader: nobody has been seen to write more than this above a table.
SEARCHED_ROWS = 40
# A title may by chance hold one known word; a table of tenants has at least these.
FEWEST_FIELDS = 3
# Nobody's heading is longer; a data cell often is.
_LONGEST_HEADING = 30
# What the lower of two headings says without its group comes after what both say together.
_ALONE = 100_000
_HALVES = frozenset(
    ["起", "止", "自", "至", "到", "从", "始", "终", "开始", "结束", "起始", "终止", "截止", "到期"]
)
_FIGURE = re.compile(r"\d")
_OTHER_SPANS = re.compile(r"免租|装修|押金|保证金|优惠")


@dataclass(frozen=True, slots=True)
class Header:
    """`top` and `at` are the indices of its first and its last row; `columns` gives each field its column's
    index, `headings` its heading, `texts` what each column is headed by, known or not, `lines` its rows as
    they stand. `forbidden` are the columns that must not be kept, `unread` the headings not known."""

    top: int
    at: int
    columns: dict[str, int]
    headings: dict[str, str]
    texts: dict[int, str]
    lines: tuple[tuple[str, ...], ...]
    forbidden: tuple[int, ...]
    unread: tuple[str, ...]


def find_header(sheet: Sheet, known: Headings) -> Header | None:
    """The first header of the sheet, or None: a heading for the name or the unit among at least three known
    ones, in a row or in two rows that are read together."""
    for at in range(min(SEARCHED_ROWS, len(sheet.rows))):
        header = _at(sheet, at, known)
        if header is not None:
            return header
    return None


def find_headers(sheet: Sheet, known: Headings) -> list[Header]:
    """The headers of the tables that stand in the sheet one beneath the other; a header that merely comes
    again, as on every printed page, begins no table."""
    first = find_header(sheet, known)
    if first is None:
        return []
    headers = [first]
    after = first.at
    for at in range(first.at + 1, len(sheet.rows)):
        if at <= after or not _may_be_header(sheet.rows[at]):
            continue
        if repeats_header(sheet.rows[at], headers[-1]):
            continue
        header = _at(sheet, at, known)
        if header is not None and header.columns != headers[-1].columns:
            headers.append(header)
            after = header.at
    return headers


def repeats_header(row: list[Cell], header: Header) -> bool:
    """Whether the header, or a row of it, stands here again, as on every printed page."""
    at = header.columns.get("name", header.columns.get("units", 0))
    if (
        at < len(row)
        and row[at] != ""
        and not any(line[at : at + 1] == (folded(row[at]),) for line in header.lines)
    ):
        return False
    texts = {column: folded(cell) for column, cell in enumerate(row) if folded(cell)}
    # A heading merged over both rows of a header has been written into the lower one.
    if not all(any(line[at : at + 1] == (text,) for line in header.lines) for at, text in texts.items()):
        return False
    for line in header.lines:
        headings = {column: text for column, text in enumerate(line) if text}
        found = sum(headings.get(column) == text for column, text in texts.items())
        if found >= min(FEWEST_FIELDS, len(headings)):
            return True
    return False


def _may_be_header(row: list[Cell]) -> bool:
    """A cheap look before the long one: words only, several, and no two with figures in them."""
    words = figures = 0
    for cell in row:
        if cell == "":
            continue
        if not isinstance(cell, str) or isinstance(cell, bool | date | time | timedelta):
            return False
        if len(cell) > _LONGEST_HEADING:
            return False
        words += 1
        if _FIGURE.search(cell):
            figures += 1
            if figures > 1:
                return False
    return words >= FEWEST_FIELDS


def _at(sheet: Sheet, at: int, known: Headings) -> Header | None:
    one = _read(sheet, at, at, known)
    if at + 1 < len(sheet.rows):
        two, below = _read(sheet, at, at + 1, known), _read(sheet, at + 1, at + 1, known)
        more = len(two.columns) > max(len(one.columns), len(below.columns))
        if more or (len(two.columns) == len(one.columns) and _stands_below_groups(sheet, at)):
            one = two
    if len(one.columns) >= FEWEST_FIELDS and one.columns.keys() & {"name", "units"}:
        return one
    return None


def _stands_below_groups(sheet: Sheet, at: int) -> bool:
    """Whether all that the next row holds are words, several, each below a heading that spans columns."""
    lower = sheet.rows[at + 1]
    if any(cell != "" and not isinstance(cell, str) for cell in lower):
        return False
    filled = {column for column, cell in enumerate(lower) if as_text(cell)}
    above = sheet.rows[at]
    blank = {column for column in filled if column >= len(above) or not as_text(above[column])}
    spanning = {column for column in filled if column + 1 in blank}
    return len(filled) > 1 and bool(blank) and filled == blank | spanning


def _read(sheet: Sheet, top: int, at: int, known: Headings) -> Header:
    best: dict[str, tuple[int, int]] = {}
    texts: dict[int, str] = {}
    forbidden: list[int] = []
    unread: list[str] = []
    for column, (text, words) in enumerate(_words(sheet, top, at)):
        if not text:
            continue
        if any(is_forbidden(word) for word in words):
            forbidden.append(column)
            texts[column] = text
            continue
        at_best = min(
            (
                (penalty * _ALONE + entry[1], word, entry[0])
                for penalty, word in enumerate(words)
                if (entry := field_of(word, known)) is not None
            ),
            default=None,
        )
        texts[column] = at_best[1] if at_best else text
        if at_best is None:
            unread.append(text)
            continue
        rank, word, field = at_best
        if word == words[0] and (own := _own_words(sheet, at, words, field, known)):
            texts[column] = word = own
        if field in best and best[field][0] == rank and texts[best[field][1]] == word:
            unread.append(
                f"{word}（第 {column + 1} 列）"
            )  # two tables side by side: the right one is not read
        if field not in best or rank < best[field][0]:
            best[field] = (rank, column)
    columns = {field: column for field, (_, column) in best.items()}
    headings = {field: texts[column] for field, column in columns.items()}
    lines = tuple(tuple(folded(cell) for cell in sheet.rows[row]) for row in range(top, at + 1))
    return Header(top, at, columns, headings, texts, lines, tuple(forbidden), tuple(unread))


def _own_words(sheet: Sheet, at: int, words: list[str], field: str, known: Headings) -> str | None:
    """What the lower of two headings says, where that tells the field by itself and is said of one column."""
    own = words[-1]
    found = field_of(own, known) if len(words) > 1 else None
    alone = [as_text(cell) for cell in sheet.rows[at]].count(own) == 1
    return own if found is not None and found[0] == field and alone else None


def _words(sheet: Sheet, top: int, at: int) -> list[tuple[str, list[str]]]:
    """For each column the whole of its heading, and by what it may be known, likeliest first."""
    lower = [as_text(cell) for cell in sheet.rows[at]]
    if top == at:
        return [(text, [text]) for text in lower]
    groups = _spread(sheet, top, lower)
    words = []
    for column in range(max(len(groups), len(lower))):
        group = groups[column] if column < len(groups) else ""
        text = lower[column] if column < len(lower) else ""
        if not group or not text or group == text:
            words.append((text or group, [text or group]))
        else:
            # 起 below 免租期 begins no contract; 电话 below 法人 is the phone where there is no better.
            alone = [] if text in _HALVES or _OTHER_SPANS.search(group) else [text]
            words.append((f"{group}{text}", [f"{group}{text}", *alone]))
    return words


def _spread(sheet: Sheet, top: int, lower: list[str]) -> list[str]:
    """The upper row of two: a group's heading stands over all columns it is merged over. Where nothing is
    merged (a .csv), it stands over the columns to its right that it leaves blank and that have one below."""
    row = [as_text(cell) for cell in sheet.rows[top]]
    row.extend([""] * (len(lower) - len(row)))
    merges = [merge for merge in sheet.merges if merge.top <= top <= merge.bottom]
    for merge in merges:
        group = as_text(sheet.rows[merge.top][merge.left]) if merge.left < len(sheet.rows[merge.top]) else ""
        for column in range(merge.left, min(merge.right + 1, len(row))):
            row[column] = row[column] or group
    if not merges:
        for column in range(1, len(row)):
            if not row[column] and column < len(lower) and lower[column] and lower[column - 1]:
                row[column] = row[column - 1]
    return row
