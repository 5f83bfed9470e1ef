"""What every kind of file is read into."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One visible sheet. `rows[0]` is the spreadsheet's row 1; a blank cell is ""; short rows end early."""

    name: str
    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)


class Unreadable(Exception):
    """The file as a whole cannot be read; `code` is a key of `tenants.roster.messages.MESSAGES`."""

    def __init__(self, code: str, found: str = "", right: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.found, self.right = found, right
