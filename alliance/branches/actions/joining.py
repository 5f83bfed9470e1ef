"""Organisations merge, split and are dissolved. What they covered goes on under whoever takes it over."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.branches.models import Coverage, MilestoneKind, OrganisationBuilding, PartyOrganisation
from alliance.branches.rules.days import check_past
from alliance.branches.rules.founding import check_founded, check_standing
from alliance.branches.rules.papers import Paper
from alliance.branches.rules.words import tidy
from tenants.acts.authors import Author
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.permissions import require
from tenants.rules.versions import check_version

from .covering import forget_counts_of_one
from .ending import close, end, hand_over
from .founding import LONGEST_NOTE, existing_buildings
from .steps import THING, all_locked, changed, keep, lock_tree, note


def dissolve(
    *,
    by: Author,
    organisation_id: UUID,
    on: date,
    paper: Paper | None = None,
    text: str = "",
    expected_version: int | None = None,
) -> PartyOrganisation:
    """It is no longer from a day on; nobody takes over what it covered.

    Raises Refusal `HAS_INFERIORS` while others stand below it, `STEP_MISSING`, `OUT_OF_ORDER`, `DISSOLVED`.
    """
    require(by, "dissolve", THING)
    lock_tree()
    [organisation] = all_locked([organisation_id], "organisation")
    check_version(organisation.version, expected_version)
    check_standing(organisation)
    check_past(on, today())
    if PartyOrganisation.objects.filter(superior=organisation, dissolved_on=None).exists():
        message = _("Others stand below it: give them another superior first.")
        raise Refusal("HAS_INFERIORS", message, ("organisation",))
    text = tidy(text, LONGEST_NOTE, "note")
    with act("party_organisation.dissolve", by=by, summary=organisation.name) as record:
        approval = keep(record, paper, by) if paper else None
        end(record, organisation, on)
        note(record, organisation, MilestoneKind.DISSOLUTION, on, approval=approval, text=text)
    return organisation


def merge(
    *,
    by: Author,
    into_id: UUID,
    other_ids: Collection[UUID],
    on: date,
    paper: Paper | None = None,
    text: str = "",
    expected_version: int | None = None,
) -> PartyOrganisation:
    """Others become part of one: buildings, covered enterprises and whoever stands below them go on there."""
    require(by, "dissolve", THING)
    others = set(other_ids) - {into_id}
    if not others:
        raise Refusal("REQUIRED", _("Name another organisation."), ("others",))
    lock_tree()
    [into] = all_locked([into_id], "into")
    merged = all_locked(others, "others")
    check_version(into.version, expected_version)
    check_founded(into)
    check_past(on, today())
    for one in merged:
        check_standing(one)
    text = tidy(text, LONGEST_NOTE, "note")
    names = " + ".join(one.name for one in merged)
    with act("party_organisation.merge", by=by, summary=f"{names} → {into.name}") as record:
        approval = keep(record, paper, by) if paper else None
        for one in merged:
            _inherit(record, one, into, on)
            end(record, one, on)
            for here, there in ((one, into), (into, one)):
                note(record, here, MilestoneKind.MERGER, on, approval=approval, other=there, text=text)
        changed(record, into)
    return into


def split(
    *,
    by: Author,
    organisation_id: UUID,
    into_id: UUID,
    building_ids: Collection[UUID] = (),
    enterprise_ids: Collection[UUID] = (),
    on: date,
    paper: Paper | None = None,
    text: str = "",
    expected_version: int | None = None,
) -> PartyOrganisation:
    """Part of what one covers goes on under another, which has been founded by its own papers before."""
    require(by, "dissolve", THING)
    if organisation_id == into_id or not (building_ids or enterprise_ids):
        raise Refusal("REQUIRED", _("Name another organisation, and what goes there."), ("into",))
    rows = {one.id: one for one in all_locked([organisation_id, into_id], "into")}
    organisation, into = rows[organisation_id], rows[into_id]
    check_version(organisation.version, expected_version)
    for one in (organisation, into):
        check_founded(one)
    check_past(on, today())
    existing_buildings(tuple(building_ids))
    text = tidy(text, LONGEST_NOTE, "note")
    with act("party_organisation.split", by=by, summary=f"{organisation.name} → {into.name}") as record:
        approval = keep(record, paper, by) if paper else None
        covered = Coverage.objects.filter(organisation=organisation, enterprise__in=list(enterprise_ids))
        moved = close(record, covered, on)
        if {row.enterprise_id for row in moved} != set(enterprise_ids):
            raise NotFound(_("It covers no such enterprise on that day."), ("enterprises",))
        over = OrganisationBuilding.objects.filter(organisation=organisation, building__in=list(building_ids))
        hand_over(record, [*close(record, over, on), *moved], into, on)
        forget_counts_of_one(record, organisation)
        for here, there in ((organisation, into), (into, organisation)):
            note(record, here, MilestoneKind.SPLIT, on, approval=approval, other=there, text=text)
            changed(record, here)
    return into


def _inherit(record: Record, one: PartyOrganisation, into: PartyOrganisation, on: date) -> None:
    """What one has on a day, and whoever stands below it, go over to another."""
    over = close(record, OrganisationBuilding.objects.filter(organisation=one), on)
    had = OrganisationBuilding.objects.filter(organisation=into).exclude(ends__lte=on)
    hand_over(record, over, into, on, building_id=set(had.values_list("building_id", flat=True)))
    hand_over(record, close(record, Coverage.objects.filter(organisation=one), on), into, on)
    if into.superior_id == one.id:
        record.update(into, superior_id=one.superior_id, superior_name=one.superior_name)
    for below in PartyOrganisation.objects.filter(superior=one).exclude(id=into.id).order_by("id"):
        record.update(below, superior=into)
