"""Which field a heading stands for: a table of data, which a district can extend with `--mapping`."""

import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tenants.roster.cells.text import folded
from tenants.roster.files.sheet import Cell, Unreadable
from tenants.roster.steps.heading_patterns import by_pattern

FIELDS = frozenset(
    {
        "no",
        "name",
        "uscc",
        "building",
        "floor",
        "units",
        "area",
        "format",
        "person",
        "phone",
        "contact",
        "from",
        "contract_to",
        "term",
        "status",
        "staff",
        "note",
    }
)
_TABLE = Path(__file__).with_name("headings.toml")
_BRACKETED = re.compile(r"[(\[【<].*?[)\]】>]")
_MARKS = re.compile(r"[*:.。、_\-—'\"“”/\\]")
_BRACKETS = re.compile(r"[(\[【<)\]】>]")
_MEASURE = re.compile(r"(?<=.)(M2|M\^2|平方米|平米|SQM)$")

# Of the file of rows that an import left out: what is wrong with each. It tells that file from a whole one.
HINT = "导入提示"

# A heading as it is compared → its field and its rank (a smaller one is the better heading for the field).
Headings = Mapping[str, tuple[str, int]]


def heading_key(cell: Cell) -> str:
    """What of a heading is compared."""
    text = folded(cell)
    return _MEASURE.sub("", _MARKS.sub("", _BRACKETED.sub("", text))) or _MARKS.sub("", text)


def field_of(text: str, known: Headings) -> tuple[str, int] | None:
    """The field that a heading stands for, and its rank among the headings of that field; or None."""
    whole, key = _MARKS.sub("", _BRACKETS.sub("", folded(text))), heading_key(text)
    # 租赁期限（起）: what stands in brackets counts where the table or a pattern knows it.
    for candidate in (whole, key):
        if candidate in known:
            return known[candidate]
        if found := by_pattern(candidate):
            return found
    return None


@cache
def known_headings() -> Headings:
    """The table that comes with the product."""
    return _indexed(tomllib.loads(_TABLE.read_text("utf-8")))


def with_mapping(path: Path | None) -> Headings:
    """The table and, before it, a district's own words: TOML or JSON, `{"name": ["客商"], …}`.

    Raises Unreadable ("mapping_wrong") when the file cannot be read or names a field that is none.
    """
    if path is None:
        return known_headings()
    try:
        text = path.read_text("utf-8-sig")
        own = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise Unreadable("mapping_wrong_file", path.name) from error
    if not isinstance(own, dict) or set(own) - FIELDS or not all(_is_words(words) for words in own.values()):
        raise Unreadable("mapping_wrong_fields", path.name, "、".join(sorted(FIELDS)))
    return {**known_headings(), **_indexed(own, offset=-1000)}


@cache
def usual_heading(field: str) -> str:
    """What a column of this field is usually headed by."""
    return str(tomllib.loads(_TABLE.read_text("utf-8")).get(field, [field])[0])


def _is_words(words: Any) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) for word in words)


def _indexed(table: Mapping[str, list[str]], offset: int = 0) -> dict[str, tuple[str, int]]:
    return {
        heading_key(word): (field, offset + rank)
        for field, words in table.items()
        for rank, word in enumerate(words)
    }
