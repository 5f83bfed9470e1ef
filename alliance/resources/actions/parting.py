"""A project divided into parts that others claim."""

from uuid import UUID

from django.utils.translation import gettext as _

from tenants.acts.recording import Record
from tenants.errors import NotFound, Refusal

from ..models import Listing, PartClaim, ProjectPart
from ..rules import PartTerms


def set_parts(record: Record, listing: Listing, parts: tuple[PartTerms, ...]) -> None:
    """Let a locked project have these parts, in this order: those with an id stay, the others are new, what
    is not named goes.

    Raises Refusal `PART_CLAIMED` for one that goes though somebody claimed of it once, `BELOW_TAKEN` for one
    that shrinks below what is claimed.
    """
    present = {part.id: part for part in ProjectPart.objects.filter(listing=listing)}
    for place, part in enumerate(parts):
        if part.id is not None:
            _check_kept(present, part.id, part, place)
    gone = [part for part_id, part in present.items() if part_id not in {part.id for part in parts}]
    if PartClaim.objects.filter(part__in=gone).exists():
        raise Refusal("PART_CLAIMED", _("Somebody has claimed of a part: it cannot go."), ("parts",))
    record.delete_many(gone)
    for place, part in enumerate(parts):
        said = {
            "ordinal": place,
            "title": part.title.strip(),
            "quantity": part.quantity,
            "measure": part.measure,
            "due": part.due,
        }
        if part.id is None:
            record.create(ProjectPart(listing=listing, **said))
        else:
            record.update(present[part.id], **said)


def _check_kept(present: dict[UUID, ProjectPart], part_id: UUID, said: PartTerms, place: int) -> None:
    if part_id not in present:
        raise NotFound(_("There is no such part."), ("parts", str(place), "id"))
    if said.quantity < present[part_id].taken:
        message = _("More of it is claimed already.")
        raise Refusal("BELOW_TAKEN", message, ("parts", str(place), "quantity"))
