from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from tenants.errors import Refusal

from ..models.listings import NEVER
from .limits import LONGEST, MOST_PARTS, check_length, check_quantity


@dataclass(frozen=True, kw_only=True)
class PartTerms:
    """What may be claimed of a project. `id` names a part that is there already."""

    id: UUID | None = None
    title: str
    quantity: Decimal = Decimal(1)
    measure: str = ""
    due: date | None = None


def check_parts(parts: Collection[PartTerms]) -> None:
    """Raise Refusal for the first part that cannot be, at its place in the list."""
    if len(parts) > MOST_PARTS:
        raise Refusal("TOO_MANY", _("At most %(most)d parts.") % {"most": MOST_PARTS}, ("parts",))
    seen: set[UUID] = set()
    for place, part in enumerate(parts):
        path = ("parts", str(place))
        if not part.title.strip():
            raise Refusal("REQUIRED", _("A part needs a title."), (*path, "title"))
        check_length(part.title, LONGEST["title"], (*path, "title"))
        check_length(part.measure, LONGEST["measure"], (*path, "measure"))
        check_quantity(part.quantity, (*path, "quantity"))
        if part.due and part.due >= NEVER:
            raise Refusal("OUT_OF_RANGE", _("This day is too far away."), (*path, "due"))
        if part.id and part.id in seen:
            raise Refusal("OUT_OF_RANGE", _("This part is named twice."), (*path, "id"))
        if part.id:
            seen.add(part.id)
