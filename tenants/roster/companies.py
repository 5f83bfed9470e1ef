"""Which enterprise a row means: one that is known, one that an earlier row named, or a new one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tenants.roster.answers import Answers
from tenants.roster.cells.names import name_key
from tenants.roster.checked import CheckedRow
from tenants.roster.present import Known
from tenants.roster.similarity import Alike, resembles


@dataclass(eq=False, slots=True)
class Company:
    """An enterprise as the file speaks of it; what is said of it comes from those of its rows that stand.

    `known_id` is None for a new one; `renaming` is the row that gives it another name.
    """

    name: str
    known_id: UUID | None = None
    known_code: str | None = None
    known_former: tuple[str, ...] = ()
    renaming: CheckedRow | None = None
    rows: list[CheckedRow] = field(default_factory=list)

    @property
    def standing(self) -> list[CheckedRow]:
        """Its rows that are to be applied."""
        return [row for row in self.rows if row.stands]

    @property
    def new_name(self) -> str | None:
        """The name it is to have from now on, when the file gives it another."""
        return self.renaming.name if self.renaming and self.renaming.stands else None

    @property
    def uscc(self) -> str | None:
        """The code it has, or the one that the file adds."""
        return self.known_code or next((row.uscc for row in self.standing if row.uscc), None)

    @property
    def former_names(self) -> list[str]:
        """Former names that the file adds."""
        known = {name_key(name) for name in (self.name, self.new_name or self.name, *self.known_former)}
        added = {name_key(name): name for row in self.standing for name in row.former_names}
        return [name for key, name in added.items() if key not in known]


class Companies:
    """Finds the enterprise of each row; rows must come in the file's order, which decides who was first."""

    def __init__(
        self, known: Iterable[Known], answers: Answers, phones: Mapping[str, Collection[UUID]] | None = None
    ) -> None:
        """`phones`: of whom a number is known, by number."""
        self._answers = answers
        self._by_code: dict[str, list[Company]] = defaultdict(list)
        self._by_name: dict[str, list[Company]] = defaultdict(list)
        self._alike_names: Alike[Company] = Alike()
        self._by_phone: dict[str, list[Company]] = defaultdict(list)
        self.by_id: dict[UUID, Company] = {}
        # Those that the file speaks of, by their first row.
        self.in_order: list[Company] = []
        self._listed: set[Company] = set()
        for each in known:
            company = Company(each.name, each.id, each.uscc, each.former)
            self.by_id[each.id] = company
            self._index(company, each.uscc)
        for phone, ids in (phones or {}).items():
            self._by_phone[phone].extend(self.by_id[id_] for id_ in ids if id_ in self.by_id)

    def of(self, row: CheckedRow) -> Company | None:
        """Returns the row's enterprise; None when the row now asks which it is, or is left out."""
        found = self._with_code(row) if row.uscc else self._without_code(row)
        if not row.stands:
            return None
        if found is None:
            found = Company(row.name)
            self._index(found, row.uscc)
        elif row.uscc and found not in self._by_code[row.uscc]:
            self._by_code[row.uscc].append(found)
        self._take(found, row)
        return found

    def _take(self, company: Company, row: CheckedRow) -> None:
        company.rows.append(row)
        if row.phone and company not in self._by_phone[row.phone]:
            self._by_phone[row.phone].append(company)
        if company not in self._listed:
            self._listed.add(company)
            self.in_order.append(company)

    def rename(self, row: CheckedRow, old: Company, known_id: UUID) -> Company:
        """The row turned out to speak of a known enterprise under its new name."""
        old.rows.remove(row)
        company = self.by_id[known_id]
        self._take(company, row)
        company.renaming = row
        return company

    def _with_code(self, row: CheckedRow) -> Company | None:
        assert row.uscc is not None
        same_code = self._by_code.get(row.uscc, [])
        key = name_key(row.name)
        for company in same_code:
            if key in (name_key(company.name), name_key(company.new_name or "")):
                return company
        former = {name_key(name) for name in row.former_names}
        for company in same_code:
            if name_key(company.name) in former:  # the sheet itself says what it was called
                company.renaming = row
                return company
        if same_code:
            return self._asked(
                row, "same_code_other_name", "uscc", same_code[0], ("rename", "same", "new", "skip")
            )
        for company in self._by_name.get(key, []):
            if company.uscc is None:
                return company
        return self._similar(row, [one for one in self._alike(row) if one.uscc is None])

    def _without_code(self, row: CheckedRow) -> Company | None:
        same_name = self._by_name.get(name_key(row.name), [])
        if len(same_name) == 1:
            return same_name[0]
        # Several of one name and no code to tell them apart: the first is offered.
        return self._similar(row, same_name or self._alike(row))

    def _similar(self, row: CheckedRow, alike: list[Company]) -> Company | None:
        if not alike:
            return None
        return self._asked(row, "similar_name", "name", alike[0], ("same", "rename", "new", "skip"))

    def _alike(self, row: CheckedRow) -> list[Company]:
        """Names that differ in legal form, place or a character; of the same phone, names that have something
        in common."""
        alike = self._alike_names.find(row.name)
        if alike or not row.phone:
            return alike
        return [company for company in self._by_phone.get(row.phone, ()) if resembles(row.name, company.name)]

    def _asked(
        self, row: CheckedRow, code: str, field_name: str, other: Company, choices: tuple[str, ...]
    ) -> Company | None:
        found = (row.uscc or "") if field_name == "uscc" else row.name
        match self._answers.ask(row, row.problem(field_name, found, code, other.name, choices)):
            case "same":
                return other
            case "rename":
                other.renaming = row
                return other
            case _:
                return None

    def _index(self, company: Company, uscc: str | None) -> None:
        if uscc:
            self._by_code[uscc].append(company)
        for name in (company.name, *company.known_former):
            self._alike_names.add(name, company)
        self._by_name[name_key(company.name)].append(company)
