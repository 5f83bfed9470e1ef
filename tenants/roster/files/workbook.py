"""Reads .xlsx and .xls through a child process, so that a damaged file cannot take this one with it."""

import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from tenants.roster.files.sheet import Merge, Sheet, Unreadable

CHILD = Path(__file__).with_name("workbook_child.py")
_PASSWORD = 3


def read_workbook(path: Path) -> list[Sheet]:
    """Returns the visible sheets in their order.

    Raises Unreadable ("file_password", "file_damaged").
    """
    # stderr goes to a file: a parser that panics writes more than a pipe holds, and would wait for a reader.
    with tempfile.TemporaryFile() as errors:
        command = [sys.executable, "-I", str(CHILD), str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors) as child:
            assert child.stdout is not None
            try:
                sheets = _sheets(child.stdout)
            except (EOFError, pickle.UnpicklingError):
                sheets = None
    if child.returncode == _PASSWORD:
        raise Unreadable("file_password", path.name)
    if child.returncode != 0 or sheets is None:
        raise Unreadable("file_damaged", path.name)
    return sheets


def _sheets(stream: IO[bytes]) -> list[Sheet]:
    sheets: list[Sheet] = []
    while True:
        part = pickle.load(stream)
        match part:
            case ("sheet", name, merges):
                sheets.append(Sheet(name, [], [Merge(*start, *end) for start, end in merges]))
            case ("rows", rows):
                sheets[-1].rows.extend(rows)
            case _:
                return sheets
