"""Two rows of one file on one unit: the earlier stands, the later is asked about."""

from collections.abc import Iterable

from tenants.roster.answers import Answers
from tenants.roster.cells.names import name_key
from tenants.roster.cells.units import WHOLE
from tenants.roster.checked import CheckedRow
from tenants.roster.together import Standing, nobody_stands

SHARE = ("share", "skip")
SKIP = ("skip",)


def ask_about_overlaps(
    rows: Iterable[CheckedRow], answers: Answers, standing: Standing = nobody_stands
) -> None:
    """Asks "unit_taken" (or "row_repeated", when it is the same company) at the later row, in place.

    Where the answer is to share the unit, both rows are marked as shared. Two that `standing` knows to be
    there together already are not asked about.
    """
    first: dict[tuple[str, str], CheckedRow] = {}
    # The first row with a room on a floor: somebody else's whole floor meets it.
    on_floor: dict[tuple[str, str], CheckedRow] = {}
    for row in rows:
        if row.building is None or row.is_refused:
            continue
        for label in row.units:
            earlier = first.setdefault((row.building, label.text), row)
            if earlier is row:
                floor = (row.building, label.floor)
                if label.is_whole_floor:
                    earlier = on_floor.get(floor, row)
                else:
                    on_floor.setdefault(floor, row)
                    earlier = first.get((row.building, label.floor + WHOLE), row)
            if earlier is row:
                continue
            if earlier.kind == row.kind and name_key(earlier.name) == name_key(row.name):
                repeated = row.problem("units", label.text, "row_repeated", str(earlier.number), SKIP)
                answers.ask(row, repeated)
                break
            if _is_there(row, label.text, standing) and any(
                _is_there(earlier, one.text, standing) for one in earlier.units
            ):
                continue
            same_unit = label in earlier.units
            choices = SHARE if same_unit and earlier.kind == row.kind == "company" else SKIP
            taken = row.problem(
                "units", label.text, "unit_taken", earlier.name or str(earlier.unit_state), choices
            )
            if answers.ask(row, taken) != "share":
                break
            row.shared = earlier.shared = True


def _is_there(row: CheckedRow, label: str, standing: Standing) -> bool:
    return row.building is not None and (label, name_key(row.name)) in standing(row.building)
