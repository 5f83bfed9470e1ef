"""An enterprise has moved or left: the secretaries concerned are told, and nothing moves by itself."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance.branches.models import Advice, AdviceState, Coverage, OrganisationKind
from alliance.branches.notices import LEFT, MOVED
from alliance.branches.rules.words import tidy
from alliance.branches.selectors.coverage import coverages_on
from alliance.branches.selectors.organisations import buildings_on, in_district, standing_on
from alliance.notices.actions import tell
from tenants.acts.authors import OPERATOR, Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id
from tenants.models import Tenancy
from tenants.permissions import require
from tenants.selectors.occupancy import by_weight

from .founding import LONGEST_NOTE


def advise(enterprise_ids: Collection[UUID]) -> int:
    """Look where these enterprises are now; returns how many pieces of advice were made. Harmless to repeat.

    Advice is given where the organisation that covers an enterprise is over buildings in which it was, and
    is no longer, nor will be. Advice whose reason has gone is withdrawn.
    """
    day = today()
    covered = coverages_on(day).filter(enterprise__in=list(enterprise_ids)).order_by("id")
    coverages = list(covered.select_for_update(of=("self",)).select_related("enterprise", "organisation"))
    if not coverages:
        return 0
    over: dict[UUID, set[UUID]] = {}
    for link in buildings_on(day).filter(organisation__in={one.organisation_id for one in coverages}):
        over.setdefault(link.organisation_id, set()).add(link.building_id)
    places: dict[UUID, list[Tenancy]] = {}
    rows = Tenancy.objects.filter(
        district=current_district_id(), enterprise__in={one.enterprise_id for one in coverages}
    )
    for tenancy in by_weight(rows.select_related("unit__building")):
        places.setdefault(tenancy.enterprise_id, []).append(tenancy)
    return sum(
        _look(one, over.get(one.organisation_id, set()), places.get(one.enterprise_id, []), day)
        for one in coverages
    )


def settle_advice(*, by: Author, advice_id: UUID, text: str = "") -> Advice:
    """The secretaries have decided; what, the note says. Raises NotFound, Refusal `ALREADY_SETTLED`."""
    rows = Advice.objects.filter(district=current_district_id(), id=advice_id)
    advice = rows.select_for_update().first()
    if advice is None:
        raise NotFound(_("There is no such advice."), ("id",))
    concerned = {advice.organisation_id} | ({advice.to_id} if advice.to_id else set())
    require(by, "settle", "advice", owner=concerned)
    if advice.state != AdviceState.OPEN:
        raise Refusal("ALREADY_SETTLED", _("This has been settled already."), ("id",))
    text = tidy(text, LONGEST_NOTE, "note")
    with act("advice.settle", by=by) as record:
        record.update(advice, state=AdviceState.SETTLED, note=text, settled_at=timezone.now())
    return advice


def _look(coverage: Coverage, buildings: set[UUID], places: list[Tenancy], day: date) -> int:
    current = [one for one in places if one.ends is None or one.ends > day]
    was_here = any(one.unit.building_id in buildings for one in places)
    is_here = any(one.unit.building_id in buildings for one in current)
    reason = None if is_here or not was_here else _reason(current, places, day)
    others = Advice.objects.filter(coverage=coverage)
    _withdraw(others.exclude(tenancy_key=reason.id) if reason else others)
    if reason is None or Advice.objects.filter(coverage=coverage, tenancy_key=reason.id).exists():
        return 0
    _give(coverage, reason, left=not current)
    return 1


def _reason(current: list[Tenancy], places: list[Tenancy], day: date) -> Tenancy:
    """Where it is now (the main tenancy), else where it will be, else where it was last."""
    standing = [one for one in current if one.starts is None or one.starts <= day]
    if current:
        return (standing or sorted(current, key=lambda one: (one.starts, one.id)))[0]
    return max(places, key=lambda one: (one.ends, one.id))


def _give(coverage: Coverage, tenancy: Tenancy, *, left: bool) -> None:
    place = f"{tenancy.unit.building.name}{tenancy.unit.label}"
    to = None if left else _organisation_over(tenancy.unit.building_id, coverage.organisation_id)
    with act("advice.give", by=OPERATOR, summary=coverage.organisation.name) as record:
        advice = record.create(
            Advice(
                coverage=coverage,
                organisation=coverage.organisation,
                to_id=to,
                tenancy_key=tenancy.id,
                place=place,
            )
        )
        tell(
            record,
            LEFT if left else MOVED,
            about=("Advice", advice.id),
            to=[coverage.organisation_id, *([to] if to else [])],
            params={
                "enterprise": coverage.enterprise.name,
                "place": place,
                "organisation": coverage.organisation.name,
            },
            once=f"advice:{coverage.id}:{tenancy.id}",
        )


def _organisation_over(building_id: UUID, other_than: UUID) -> UUID | None:
    """The organisation over a building today: a joint branch, if there is one."""
    links = buildings_on(today()).filter(building=building_id).exclude(organisation=other_than)
    standing = in_district().filter(standing_on(today()))
    found = sorted(
        standing.filter(id__in=links.values("organisation")),
        key=lambda one: (one.kind != OrganisationKind.JOINT_BRANCH, one.sort_key, one.id),
    )
    return found[0].id if found else None


def _withdraw(rows: QuerySet[Advice]) -> None:
    for advice in rows.filter(state=AdviceState.OPEN).order_by("id").select_for_update():
        with act("advice.withdraw", by=OPERATOR) as record:
            record.update(advice, state=AdviceState.WITHDRAWN, settled_at=timezone.now())
