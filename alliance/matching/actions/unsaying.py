"""A step that was taken back: the other side was told of it, so it is told of that too."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from alliance.notices.actions import tell
from alliance.notices.models import Notice
from alliance.resources.models import Listing
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.isolation.scope import current_district_id
from tenants.models import ActChange
from tenants.selectors.names import called

from ..models import Exchange, Match

TYPES = {model._meta.label: model.__name__ for model in (Match, Exchange)}
NEEDED = {"giver_id", "taker_id", "offer_id"}


@transaction.atomic
def tell_of_what_was_taken_back(ids: Iterable[UUID]) -> None:
    """Tell the other side of each of these matches or exchanges whose last change took an earlier one back.
    Once, however often it is asked."""
    for row_id in ids:
        changes = ActChange.objects.filter(
            district=current_district_id(), row=row_id, model__in=list(TYPES)
        ).select_related("act")
        last = changes.order_by("-id").first()
        if last is not None and last.act.undo_of_id is not None:
            # The row may be gone; what it was made with is not.
            made = next((one.after for one in changes if (one.after or {}).keys() >= NEEDED), None)
            if made:
                _tell(last, made)


def _tell(last: ActChange, made: dict[str, str]) -> None:
    by, about = last.act.principal_id, (TYPES[last.model], last.row)
    if last.after is None and "match_id" in made:  # an exchange that is gone: its match is not
        about = ("Match", UUID(made["match_id"]))
    once = f"taken_back:{last.act_id}:{about[1]}"
    to = {UUID(made["giver_id"]), UUID(made["taker_id"])} - {by}
    offer = Listing.objects.filter(district=current_district_id(), id=made["offer_id"]).first()
    if by is None or offer is None or Notice.objects.filter(once=once).exists():
        return
    params = {"who": called([by])[by], "what": offer.title}
    with act("match.unsay", by=OPERATOR) as record:
        tell(record, "match.taken_back", about=about, to=sorted(to), params=params, once=once)
