"""Reads .csv text: UTF-8 with or without a mark, UTF-16 with one (Excel's "Unicode text"), GB18030."""

import codecs
import csv
import io
from collections.abc import Sequence

from tenants.roster.files.sheet import Cell, Sheet, Unreadable

# A csv has no sheets; problems still name one, by the word that a list like this goes by.
SHEET_NAME = "台账"
_DELIMITERS = ",\t;，"


def read_delimited(content: bytes, file_name: str) -> list[Sheet]:
    """Takes the whole file, returns one sheet of text cells; raises Unreadable ("file_not_text")."""
    text = _decoded(content, file_name)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        rows: list[list[Cell]] = [list(cells) for cells in lines]
    except csv.Error as error:
        raise Unreadable("file_not_text", file_name) from error
    return [Sheet(SHEET_NAME, rows)]


def _decoded(content: bytes, file_name: str) -> str:
    encodings: Sequence[str] = ("utf-8-sig", "gb18030")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable("file_not_text", file_name)


def _delimiter(text: str) -> str:
    """The separator that occurs most in the first lines; a title row may well hold none."""
    head = "\n".join(text.splitlines()[:30])
    return max(_DELIMITERS, key=head.count)
