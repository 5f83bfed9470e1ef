"""Which cells of an .xlsx hold a formula that went wrong: the reader of workbooks gives them as blanks.

Part of the child process: imports nothing of ours.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator

_CELL = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]{1,20})</")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)/?>")
_CHUNK = 1 << 20
# No cell with an error in it is longer: a formula has at most 8,192 characters.
_OVERLAP = 1 << 16


def broken_cells(path: str) -> dict[int, list[tuple[int, int, str]]]:
    """Takes an .xlsx; returns, by the place of each sheet in the workbook, row and column (from 0) of its
    broken cells and what stands there ("#REF!"). Empty when the file is built in some other way."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {
                at: list(_in_part(archive, part))
                for at, part in enumerate(_parts(archive))
                if part is not None
            }
    except (zipfile.BadZipFile, KeyError, OSError, EOFError):
        return {}


def _parts(archive: zipfile.ZipFile) -> list[str | None]:
    """The parts of the sheets, in the workbook's order."""
    relations = {
        _attribute(one, b"Id"): _attribute(one, b"Target")
        for one in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    }
    parts: list[str | None] = []
    for sheet in _SHEET.findall(archive.read("xl/workbook.xml")):
        target = relations.get(_attribute(sheet, rb"\w+:id"))
        parts.append(posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") if target else None)
    return parts


def _attribute(element: bytes, name: bytes) -> str:
    match = re.search(rb"\b" + name + rb'="([^"]*)"', element)
    return match[1].decode("utf-8", "replace") if match else ""


def _in_part(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    seen = set()
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            for attributes, inside in _CELL.findall(text) if b't="e"' in text else ():
                place, value = _PLACE.search(attributes), _VALUE.search(inside)
                if place and value and place[0] not in seen:
                    seen.add(place[0])
                    yield int(place[2]) - 1, _column(place[1]), value[1].decode("ascii", "replace")
            rest = text[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
