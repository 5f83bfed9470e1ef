from datetime import date
from uuid import UUID

from django.db import transaction

from tenants.acts.authors import Author
from tenants.acts.idempotency import once
from tenants.acts.recording import act
from tenants.calendar import today

from ..rules import check_open, renewed_until
from ..rules.terms import check_last_day
from .reading import locked
from .writing import is_public, summary, touch

ONE_DAY = date.resolution


@transaction.atomic
def renew_listing(
    *,
    by: Author,
    listing_id: UUID,
    last_day: date | None = None,
    expected_version: int | None = None,
    idempotency_key: str | None = None,
) -> UUID:
    """Prolong a listing that stands or has expired, by one click: until `last_day`, or as long again as it
    was. Raises as `update_listing` does; Refusal `NO_LAST_DAY`, `BEFORE_START`."""

    def renew() -> UUID:
        listing = locked(by, listing_id, "change", expected_version)
        check_open(listing.state)
        until = renewed_until(starts=listing.starts, last_day=listing.last_day, asked=last_day, today=today())
        check_last_day(until)
        said = summary(listing.kind, listing.audience, listing.title, is_draft=listing.is_draft)
        with act("listing.renew", by=by, summary=said) as record:
            record.update(listing, version=listing.version + 1, ends=until + ONE_DAY)
            touch(record, listing, public=is_public(listing))
        return listing.id

    asked = {"listing": listing_id, "version": expected_version, "until": last_day}
    return once("listing.renew", by=by, key=idempotency_key, asked=asked, do=renew)
