"""What is said about one cell."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing about one cell.

    `column` is the heading as the file writes it, `found` the cell as shown, `code` a key of
    `tenants.roster.messages.MESSAGES`, `right` what would be right, where that can be told; `choices` are the
    answers that a question allows, among them always "skip": leave the row out.
    """

    column: str
    found: str
    code: str
    right: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What a cell was read as; `code` names what is wrong with it or, with a value, what to look at again."""

    value: T | None
    code: str | None = None
    right: str = ""
