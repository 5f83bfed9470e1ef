"""Whether the units are free: what a plan would put where others are, and what may be answered."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tenants.actions.claims import FROM_A_ROOM
from tenants.models import Claim, Enterprise, Tenancy
from tenants.models.tenancies import SHARED
from tenants.roster.companies import Companies, Company
from tenants.roster.drafting import Setting, places_of
from tenants.roster.plan import Ending, Plan, RowPlan, TenancyPlan
from tenants.roster.present import overlaps
from tenants.roster.whole_floors import floor_around


def settle_conflicts(plan: Plan, setting: Setting, companies: Companies) -> bool:
    """Asks about every unit that is taken, and does what was answered.

    Returns whether the plan is to be drafted anew, since a row asks, is left out or is another company's.
    """
    again = False
    for wish in plan.tenancies:
        if wish.row.stands and not _settle(wish, plan, setting, companies):
            again = True
    return again


def ask_about_units(rows: Iterable[RowPlan], plan: Plan, setting: Setting) -> None:
    """Asks about units that the sheet calls vacant, or in some other state, while somebody is on them."""
    for row in (each.row for each in rows if each.row.stands):
        for place in places_of(row):
            unit = setting.units.get(place)
            there = setting.by_unit.get(unit.id, []) if unit else []
            there = [one for one in there if one.id not in plan.endings and _is_there(one, setting.today)]
            if there:
                taken = row.problem("units", place[1], "unit_taken", there[0].enterprise.name, ("skip",))
                setting.answers.ask(row, taken)
                break


def _is_there(tenancy: Tenancy, today: date) -> bool:
    return tenancy.starts is None or tenancy.starts <= today


def _settle(wish: TenancyPlan, plan: Plan, setting: Setting, companies: Companies) -> bool:
    """Returns whether the wish can stay as it is in this plan."""
    claims = _in_the_way(wish, plan, setting)
    if not claims:
        return True
    occupant = setting.details.occupants[claims[0].tenancy_id]
    tenancy = setting.details.tenancies.get(claims[0].tenancy_id)
    choices = _choices(wish, claims, tenancy, occupant, setting.gone_on)
    problem = wish.row.problem("units", wish.place[1], "unit_taken", occupant.name, choices)
    match setting.answers.ask(wish.row, problem):
        case "replace" if tenancy is not None:
            day = _replaced_on(wish, tenancy, setting.gone_on)
            assert day is not None
            plan.endings[tenancy.id] = Ending(tenancy, day)
            wish.starts = day
            return True
        case "share" if tenancy is not None:
            wish.shared = True
            if not tenancy.shared and tenancy not in plan.made_shared:
                plan.made_shared.append(tenancy)
            return True
        case "rename":
            companies.rename(wish.row, wish.company, occupant.id)
            return False
        case _:
            return False


def _in_the_way(wish: TenancyPlan, plan: Plan, setting: Setting) -> list[Claim]:
    inner = wish.unit or floor_around(wish.place, wish.row.units, setting.units)
    if inner is None:
        return []
    return [
        claim
        for node in setting.details.paths[inner.id]
        for claim in setting.details.claims.get(node, ())
        if not _stands_beside(claim, wish, node) and _meets(claim, wish, plan)
    ]


def _stands_beside(claim: Claim, wish: TenancyPlan, node: UUID) -> bool:
    return (
        claim.share == (SHARED if wish.shared else None)
        if wish.unit is not None and node == wish.unit.id
        else claim.share == FROM_A_ROOM
    )


def _meets(claim: Claim, wish: TenancyPlan, plan: Plan) -> bool:
    ending = plan.endings.get(claim.tenancy_id)
    if ending is not None and wish.starts is not None and wish.starts >= ending.ends:
        return False
    return overlaps(claim, wish.starts, None)


def _choices(
    wish: TenancyPlan,
    claims: list[Claim],
    tenancy: Tenancy | None,
    occupant: Enterprise,
    gone_on: date | None,
) -> tuple[str, ...]:
    """Only what can be done: with former tenants, halls let whole, several sharers only the skip."""
    on_the_unit = wish.unit is not None and all(claim.node_id == wish.unit.id for claim in claims)
    tenancies = {claim.tenancy_id for claim in claims}
    if tenancy is None or not on_the_unit or len(tenancies) != 1 or occupant.id == wish.company.known_id:
        return ("skip",)
    possible = []
    if _may_be(wish.company, occupant):
        possible.append("rename")
    if _replaced_on(wish, tenancy, gone_on) is not None:
        possible.append("replace")
    return (*possible, "share", "skip")


def _may_be(company: Company, occupant: Enterprise) -> bool:
    """Two different codes are two companies, and one that is known already is itself."""
    return company.known_id is None and (company.uscc is None or occupant.uscc in (None, company.uscc))


def _replaced_on(wish: TenancyPlan, tenancy: Tenancy, gone_on: date | None) -> date | None:
    for day in (wish.starts, gone_on):
        if day is not None and (tenancy.starts is None or day > tenancy.starts):
            return day
    return None
