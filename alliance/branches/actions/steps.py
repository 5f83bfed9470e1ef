"""The steps that these acts are made of: an organisation locked, a paper kept, a milestone noted."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.branches.models import Approval, Milestone, PartyOrganisation
from alliance.branches.rules.papers import Paper, checked
from alliance.files.models import StoredFile
from tenants.acts.authors import OPERATOR, Author
from tenants.acts.recording import Record
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id
from tenants.permissions import require
from tenants.rules.versions import check_version

TOPIC = "party_organisation"
THING = "party_organisation"


def locked(
    by: Author,
    organisation_id: UUID,
    *verbs: str,
    expected_version: int | None = None,
    path: str = "organisation",
) -> PartyOrganisation:
    """The organisation, locked, if the author may do all this to it and it is as the author believes.

    Raises NotFound, Refusal `FORBIDDEN`, `VERSION_CHANGED`.
    """
    [found] = all_locked([organisation_id], path)
    for verb in verbs:
        require(by, verb, THING, owner=found.id)
    check_version(found.version, expected_version)
    return found


def all_locked(ids: Iterable[UUID], path: str) -> list[PartyOrganisation]:
    """These organisations, locked by id, so that nobody waits in a circle. Raises NotFound."""
    wanted = set(ids)
    rows = PartyOrganisation.objects.filter(district=current_district_id(), id__in=wanted)
    found = list(rows.order_by("id").select_for_update())
    if len(found) != len(wanted):
        raise NotFound(_("There is no such Party organisation."), (path,))
    return found


def lock_tree() -> dict[UUID, UUID | None]:
    """Lock every organisation of the district, for a change of who is above whom: id → superior's id."""
    rows = PartyOrganisation.objects.filter(district=current_district_id()).order_by("id")
    return {row.id: row.superior_id for row in rows.select_for_update()}


def changed(record: Record, organisation: PartyOrganisation, **values: object) -> None:
    """Write it down with a new version, and let who follows know."""
    record.update(organisation, version=organisation.version + 1, **values)
    record.emit(TOPIC, organisation.id)


def keep(record: Record, paper: Paper, by: Author) -> Approval:
    """The approval of a paper: the one kept before, if its number and issuer are the same.

    Raises Refusal `APPROVAL_DIFFERS` where that one is of another day, NotFound for a file that the author's
    principal has not handed in.
    """
    paper = checked(paper)
    if paper.file_id is not None:
        files = StoredFile.objects.filter(district=current_district_id(), id=paper.file_id)
        if by != OPERATOR:
            files = files.filter(owner=by.principal_id)
        if not files.exists():
            raise NotFound(_("There is no such file."), ("approval", "file"))
    known = Approval.objects.filter(district=current_district_id(), issuer=paper.issuer, number=paper.number)
    found = known.select_for_update().first()
    if found is None:
        approval = Approval(number=paper.number, on=paper.on, issuer=paper.issuer, file_id=paper.file_id)
        return record.create(approval)
    if found.on != paper.on:
        message = _("This number is known, but of another day.")
        raise Refusal("APPROVAL_DIFFERS", message, ("approval", "on"))
    if found.file_id is None and paper.file_id is not None:
        record.update(found, file_id=paper.file_id)
    return found


def note(
    record: Record,
    organisation: PartyOrganisation,
    kind: str,
    on: date,
    *,
    approval: Approval | None = None,
    other: PartyOrganisation | None = None,
    text: str = "",
) -> None:
    """A milestone in the life of an organisation."""
    record.create(
        Milestone(organisation=organisation, kind=kind, on=on, approval=approval, other=other, note=text)
    )
