"""A row whose cells have been read: values of the domain, and what is wrong with them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tenants.roster.cells.units import Label
from tenants.roster.files.sheet import Cell
from tenants.roster.messages import level_of
from tenants.roster.problems import Problem
from tenants.roster.steps.headings import usual_heading

Kind = Literal["company", "unit", "sum"]


@dataclass(slots=True)
class CheckedRow:
    """`building` is a tower's name in the district; `area_cm2` is the whole row's; `starts` and `contract_to`
    (the last day) are None where the sheet leaves them open. A "unit" row has a `unit_state`."""

    sheet: str
    number: int
    kind: Kind
    headings: dict[str, str]
    name: str = ""
    former_names: tuple[str, ...] = ()
    uscc: str | None = None
    building: str | None = None
    units: tuple[Label, ...] = ()
    area_cm2: int | None = None
    starts: date | None = None
    contract_to: date | None = None
    person: str | None = None
    phone: str | None = None
    format: str | None = None
    unit_state: str | None = None
    shared: bool = False
    # What stands in cells that the row itself leaves blank: written above, or in a merged cell.
    filled: dict[str, Cell] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    answered: list[tuple[Problem, str]] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Whether a cell keeps the row out."""
        return any(level_of(problem) == "refused" for problem in self.problems)

    @property
    def is_asked(self) -> bool:
        """Whether a person must still decide about the row."""
        return any(level_of(problem) == "asked" for problem in self.problems)

    @property
    def is_left_out(self) -> bool:
        """Whether somebody decided that the row is not to be taken."""
        return any(answer == "skip" for _, answer in self.answered)

    @property
    def stands(self) -> bool:
        """Whether the row is to be applied."""
        if not self.problems and not self.answered:  # nearly all rows, asked by every step
            return self.kind != "sum"
        return self.kind != "sum" and not (self.is_refused or self.is_asked or self.is_left_out)

    def problem(
        self, field_name: str, found: str, code: str, right: str = "", choices: tuple[str, ...] = ()
    ) -> Problem:
        """A problem at the column of that field; a field without a column goes by its usual heading."""
        return Problem(
            self.headings.get(field_name) or usual_heading(field_name), found, code, right, choices
        )

    def add(self, field_name: str, found: str, code: str, right: str = "") -> None:
        """Notes a problem, once."""
        problem = self.problem(field_name, found, code, right)
        if problem not in self.problems:
            self.problems.append(problem)
