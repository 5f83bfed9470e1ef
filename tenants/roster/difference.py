"""The checked rows beside what the district knows: a verdict for each, and a plan of what to write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tenants.calendar import today
from tenants.models import Building
from tenants.roster.answers import Answers
from tenants.roster.beside import note_what_stands_beside
from tenants.roster.cells.names import name_key
from tenants.roster.cells.units import Label, read_units
from tenants.roster.checked import CheckedRow
from tenants.roster.companies import Companies
from tenants.roster.conflicts import ask_about_units, settle_conflicts
from tenants.roster.contracts import ONE_DAY
from tenants.roster.drafting import Setting, draft_company, places_of
from tenants.roster.holding import hold_towers
from tenants.roster.layouts import Layout
from tenants.roster.plan import Change, Ending, NewUnit, Plan, RowPlan, Verdict
from tenants.roster.present import Details, details_of, known_enterprises, known_phones, units_in
from tenants.roster.progress import Progress
from tenants.roster.whole_floors import spread_floors

# What a unit may be called in the sheet without being changed: nobody writes "to let" every month.
TOLD_EVERY = 500
_VACANT_ALREADY = frozenset({"", "TO_LET"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """How the file is to be taken. `scope`: names of the towers for which it is complete; `layouts`: where
    what has no field of its own stands."""

    scope: list[str]
    create_units: bool = False
    gone_on: date | None = None
    answers: Answers
    layouts: Sequence[Layout] = ()


def compare(
    rows: Sequence[CheckedRow],
    buildings: dict[str, Building],
    wishes: Wishes,
    *,
    hold: bool,
    progress: Progress,
) -> tuple[Plan, Details]:
    """Takes the checked rows and the open district's towers; returns the plan with a verdict for each row and
    what it was compared with.

    Rows that must be asked about or refused get problems and are not part of what would be written. With
    `hold` what it compares with stays so until the transaction ends.
    """
    progress.begin("compare", len(rows))
    named = {row.building for row in rows if row.building} | set(wishes.scope)
    if hold:
        hold_towers(buildings[name] for name in named)
    units = units_in(buildings[name] for name in named)
    spread_floors(rows, units)
    if not wishes.create_units:
        for row in rows:
            _ask_for_units(
                row, {place for place in places_of(row) if place not in units} if row.building else set()
            )
    companies = Companies(
        known_enterprises(), wishes.answers, known_phones([row.phone for row in rows if row.phone])
    )
    for number, row in enumerate(rows, start=1):
        if row.kind == "company" and row.stands:
            companies.of(row)
        if number % TOLD_EVERY == 0:
            progress.more(TOLD_EVERY)
    ids = {id_ for id_, company in companies.by_id.items() if company.rows}
    details = details_of(ids, units, [row.phone for row in rows if row.phone], hold=hold)
    progress.begin("draft")
    setting = Setting(units, details, wishes.scope, wishes.gone_on, today(), wishes.answers)
    _mark_uncertain(rows, setting)
    while (plan := _drafted(rows, companies, setting)) is None:
        _mark_uncertain(rows, setting)
    note_what_stands_beside(plan, companies, units, wishes.layouts)
    return plan, details


def _ask_for_units(row: CheckedRow, unknown: set[tuple[str, str]]) -> None:
    if row.kind != "sum":
        for _, label in sorted(unknown):
            row.add("units", label, "no_such_unit", row.building or "")


def _mark_uncertain(rows: Sequence[CheckedRow], setting: Setting) -> None:
    """Rows that do not stand may speak of anybody of that name or code, and of their units."""
    bad = [row for row in rows if row.kind != "sum" and not row.stands]
    names = {name_key(row.name) for row in bad if row.name}
    codes = {row.uscc for row in bad if row.uscc}
    for tenancy in setting.details.tenancies.values():
        enterprise = tenancy.enterprise
        if name_key(enterprise.name) in names or (enterprise.uscc and enterprise.uscc in codes):
            setting.uncertain.add(enterprise.id)
    for row in bad:
        if row.building:
            setting.uncertain_units |= {
                setting.units[place].id for place in places_of(row) if place in setting.units
            }


def _drafted(rows: Sequence[CheckedRow], companies: Companies, setting: Setting) -> Plan | None:
    """The plan, or None when drafting it brought a row to ask or to be left out: then it will not do."""
    standing = sum(row.stands for row in rows)
    plan = Plan(setting.scope)
    of_row: dict[int, RowPlan] = {}
    for company in companies.in_order:
        for row_plan in draft_company(plan, company, setting):
            of_row[id(row_plan.row)] = row_plan
    _rest_gone(plan, companies, setting)
    units = [RowPlan(row, "unit") for row in rows if row.kind == "unit" and row.stands]
    if settle_conflicts(plan, setting, companies):
        return None
    ask_about_units(units, plan, setting)
    if sum(row.stands for row in rows) != standing:
        return None
    for row_plan in units:
        of_row[id(row_plan.row)] = row_plan
        _unit_state(plan, row_plan, setting)
    plan.rows = [_with_verdict(row, of_row.get(id(row))) for row in rows]
    plan.rows.extend(_gone_row(ending) for ending in plan.gone)
    return plan


def _rest_gone(plan: Plan, companies: Companies, setting: Setting) -> None:
    """Whoever stands in the scope and is nowhere in the file."""
    for tenancy in setting.details.tenancies.values():
        if companies.by_id[tenancy.enterprise_id].standing or not setting.is_missing(tenancy, set()):
            continue
        ends = setting.gone_on
        if ends is None:
            plan.unlisted += 1
        elif (tenancy.starts is None or tenancy.starts < ends) and (
            tenancy.ends is None or tenancy.ends > ends
        ):
            plan.endings[tenancy.id] = Ending(tenancy, ends)
            plan.gone.append(plan.endings[tenancy.id])


def _unit_state(plan: Plan, row_plan: RowPlan, setting: Setting) -> None:
    """A unit's stored state; vacant is not stored, since it follows from nobody being there."""
    row = row_plan.row
    state = "" if row.unit_state == "VACANT" else row.unit_state or ""
    for place, label in zip(places_of(row), row.units, strict=True):
        unit = setting.units.get(place)
        if unit is None:
            area = row.area_cm2 if len(row.units) == 1 else None
            plan.units.setdefault(place, NewUnit(place, label.floor, area)).state = state
            row_plan.changes.append(Change("units", None, place[1]))
        elif unit.state != state and not (state == "" and unit.state in _VACANT_ALREADY):
            plan.states.append((unit, state))
            row_plan.changes.append(Change("unit_state", unit.state or "VACANT", row.unit_state))


def _with_verdict(row: CheckedRow, planned: RowPlan | None) -> RowPlan:
    verdict: Verdict
    if row.kind == "sum":
        verdict = "ignored"
    elif row.is_refused:
        verdict = "refused"
    elif row.is_asked or row.is_left_out or planned is None:
        verdict = "asked"
    else:
        return planned
    return RowPlan(row, verdict)


def _gone_row(ending: Ending) -> RowPlan:
    """Somebody of whom the file has no row; the change tells the last day there."""
    tenancy, unit = ending.tenancy, ending.tenancy.unit
    labels = read_units(unit.label).value or (Label(unit.label, ""),)
    row = CheckedRow(
        "", 0, "company", {}, tenancy.enterprise.name, (), tenancy.enterprise.uscc, unit.building.name, labels
    )
    return RowPlan(row, "gone", [Change("until", None, (ending.ends - ONE_DAY).isoformat())])
