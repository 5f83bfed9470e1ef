"""An organisation comes to be: founded step by step, or recorded as one that stands already."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.branches.models import OrganisationBuilding, OrganisationKind, PartyOrganisation
from alliance.branches.rules.days import check_past
from alliance.branches.rules.founding import COLUMN, Step, check_step
from alliance.branches.rules.papers import Paper
from alliance.branches.rules.words import tidy
from tenants.acts.authors import Author
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id
from tenants.models import Building, Principal, PrincipalKind
from tenants.permissions import require
from tenants.reading.sort_keys import initial, sort_key
from tenants.selectors.readings import held_readings

from .steps import THING, TOPIC, all_locked, changed, keep, locked, note

LONGEST_NOTE, LONGEST_NAME, LONGEST_DESCRIPTION = 500, 120, 5000


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What is said of a new organisation. `superior_name` is of one outside the district."""

    name: str
    kind: str
    superior_id: UUID | None = None
    superior_name: str = ""
    description: str = ""
    building_ids: tuple[UUID, ...] = ()


def found(*, by: Author, profile: Profile) -> PartyOrganisation:
    """An organisation is being prepared. It stands once request, approval, election and sign are recorded.

    Raises Refusal `REQUIRED`, `TOO_LONG`, `NAME_TAKEN`, `SUPERIOR_INVALID`, NotFound.
    """
    require(by, "found", THING)
    with act("party_organisation.found", by=by, summary=profile.name) as record:
        return _add(record, _row(profile), profile.building_ids, since=None)


def record_known(*, by: Author, profile: Profile, sign_on: date | None = None) -> PartyOrganisation:
    """An organisation that stands, of whose founding we have no papers."""
    require(by, "record", THING)
    if sign_on is not None:
        check_past(sign_on, today(), "signOn")
    row = _row(profile)
    row.papers_unknown, row.sign_on = True, sign_on
    with act("party_organisation.record_known", by=by, summary=profile.name) as record:
        return _add(record, row, profile.building_ids, since=sign_on)


def record_step(
    *,
    by: Author,
    organisation_id: UUID,
    step: Step,
    on: date,
    paper: Paper | None = None,
    text: str = "",
    expected_version: int | None = None,
) -> PartyOrganisation:
    """A step of its founding has been taken: 请示, 批复 (with its paper), outcome of the election, 挂牌.

    Raises what `rules.founding.check_step` raises; `REQUIRED` for an approval without its paper.
    """
    organisation = locked(by, organisation_id, "record", expected_version=expected_version)
    check_step(organisation, step, on, today())
    text = tidy(text, LONGEST_NOTE, "note")
    if step == Step.APPROVAL and paper is None and not organisation.papers_unknown:
        raise Refusal("REQUIRED", _("Name the paper of the approval."), ("approval",))
    if paper is not None and paper.on > on:
        message = _("The paper is of a later day than what it allows.")
        raise Refusal("OUT_OF_ORDER", message, ("approval", "on"))
    with act(f"party_organisation.{step.lower()}", by=by, summary=organisation.name) as record:
        approval = keep(record, paper, by) if paper else None
        values = {COLUMN[step]: on} | ({"approval": approval} if step == Step.APPROVAL else {})
        changed(record, organisation, **values)
        note(record, organisation, step, on, approval=approval, text=text)
    return organisation


def named(name: str) -> dict[str, str]:
    """The columns that follow from a name. Raises Refusal `REQUIRED`, `TOO_LONG`."""
    name = tidy(name, LONGEST_NAME, "name", needed=True)
    readings = held_readings()
    return {"name": name, "sort_key": sort_key(name, readings), "initial": initial(name, readings)}


def existing_buildings(ids: tuple[UUID, ...], path: str = "buildings") -> list[Building]:
    """These buildings, in the order of their ids. Raises NotFound."""
    rows = Building.objects.filter(district=current_district_id(), id__in=ids).order_by("id")
    found = list(rows)
    if len(found) != len(set(ids)):
        raise NotFound(_("There is no such building."), (path,))
    return found


def _row(profile: Profile) -> PartyOrganisation:
    if profile.superior_id is not None:
        [_superior] = all_locked([profile.superior_id], "superior")
    outside = tidy(profile.superior_name, LONGEST_NAME, "superiorName")
    if profile.superior_id is not None and outside:
        message = _("Name a superior in the district or one outside of it, not both.")
        raise Refusal("SUPERIOR_INVALID", message, ("superiorName",))
    return PartyOrganisation(
        kind=OrganisationKind(profile.kind),
        superior_id=profile.superior_id,
        superior_name=outside,
        description=tidy(profile.description, LONGEST_DESCRIPTION, "description"),
        **named(profile.name),
    )


def _add(
    record: Record, row: PartyOrganisation, building_ids: tuple[UUID, ...], since: date | None
) -> PartyOrganisation:
    buildings = existing_buildings(building_ids)
    record.create(Principal(id=row.id, kind=PrincipalKind.PARTY_ORGANISATION))
    record.create(row)
    record.create_many(
        [OrganisationBuilding(organisation=row, building=one, starts=since) for one in buildings]
    )
    record.emit(TOPIC, row.id)
    return row
