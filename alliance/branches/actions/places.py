"""Which buildings an organisation is formed over."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.branches.models import OrganisationBuilding, PartyOrganisation
from alliance.branches.rules.days import check_day, ends_after
from alliance.branches.rules.founding import check_standing
from alliance.branches.selectors.organisations import buildings_on
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.errors import Refusal

from .founding import existing_buildings
from .steps import changed, locked


def add_building(
    *,
    by: Author,
    organisation_id: UUID,
    building_id: UUID,
    starts: date | None = None,
    expected_version: int | None = None,
) -> PartyOrganisation:
    """From a day on (None: nobody knows) it is over this building. Raises NotFound, `ALREADY_THERE`."""
    organisation = locked(by, organisation_id, "change", expected_version=expected_version)
    check_standing(organisation)
    check_day(starts, "since")
    [building] = existing_buildings((building_id,), "building")
    summary = f"{organisation.name} + {building.name}"
    with act("party_organisation.add_building", by=by, summary=summary) as record:
        record.create(OrganisationBuilding(organisation=organisation, building=building, starts=starts))
        changed(record, organisation)
    return organisation


def remove_building(
    *,
    by: Author,
    organisation_id: UUID,
    building_id: UUID,
    last_day: date,
    expected_version: int | None = None,
) -> PartyOrganisation:
    """It is over this building until a day, included. Raises Refusal `NOT_THERE`."""
    organisation = locked(by, organisation_id, "change", expected_version=expected_version)
    check_day(last_day, "lastDay")
    link = buildings_on(last_day).filter(organisation=organisation, building=building_id).first()
    if link is None:
        message = _("The organisation is not over this building on that day.")
        raise Refusal("NOT_THERE", message, ("building",))
    ends = ends_after(last_day, link.starts, "lastDay")
    with act("party_organisation.remove_building", by=by, summary=organisation.name) as record:
        record.update(link, ends=ends)
        changed(record, organisation)
    return organisation
