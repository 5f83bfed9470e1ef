"""Tells the kind of a file by its first bytes, not by its name: managers rename files."""

from pathlib import Path

from tenants.roster.files.delimited import read_delimited
from tenants.roster.files.sheet import Sheet, Unreadable
from tenants.roster.files.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def read_file(path: Path) -> list[Sheet]:
    """Takes a .xlsx, .xls or .csv file, returns its visible sheets.

    Raises Unreadable ("file_missing", "file_empty", "file_password", "file_damaged", "file_not_text").
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(8)
            if start.startswith(_ZIP) or start.startswith(_OLE):
                return read_workbook(path)
            content = start + stream.read()
    except OSError as error:
        raise Unreadable("file_missing", path.name) from error
    if not content.strip():
        raise Unreadable("file_empty", path.name)
    return read_delimited(content, path.name)
