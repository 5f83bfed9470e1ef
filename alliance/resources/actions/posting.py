from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db import transaction

from tenants.acts.authors import Author
from tenants.acts.idempotency import once
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.models import Enterprise
from tenants.permissions import forbidden, require

from ..models import Listing, ListingKind
from ..rules import Terms, check, check_kind, check_not_over
from .parting import set_parts
from .reading import plain
from .writing import check_unit, columns, set_files, set_named, set_tags, set_windows, summary, touch


@transaction.atomic
def post_listing(*, by: Author, kind: ListingKind, terms: Terms, idempotency_key: str | None = None) -> UUID:
    """Put a listing into the district's list, owned by the principal the author acts as.

    Returns its id; with a key used before for the same listing, the id of that one. Raises Refusal:
    `FORBIDDEN`, `KIND_NOT_ACCEPTED`, what `rules.check` raises, `IN_THE_PAST`, `IDEMPOTENCY_KEY_REUSED`;
    NotFound for whoever or whatever it names that is not here.
    """
    owner_id = by.principal_id
    if owner_id is None:  # the operator may everything, but owns nothing
        raise forbidden()
    require(by, "post", "listing", owner=owner_id)
    check_kind(kind)
    check(terms, kind)

    def post() -> UUID:
        check_not_over(terms.last_day, today())
        check_unit(terms.unit)
        said = summary(kind, terms.audience, terms.title, is_draft=terms.is_draft)
        with act("listing.post", by=by, summary=said) as record:
            return put_listing(record, owner_id=owner_id, kind=kind, terms=terms).id

    asked = {"kind": kind, **plain(asdict(terms))}
    return once("listing.post", by=by, key=idempotency_key, asked=asked, do=post)


def put_listing(
    record: Record, *, owner_id: UUID, kind: ListingKind, terms: Terms, opens_on: date | None = None
) -> Listing:
    """The listing, within the act of whoever may say so: no permission and no terms are asked about here.

    Until `opens_on` only its owner sees it.
    """
    listing = Listing(
        kind=kind, owner_id=owner_id, is_draft=terms.is_draft, opens_on=opens_on, **columns(terms)
    )
    listing.enterprise = Enterprise.objects.filter(id=owner_id).first()
    record.create(listing)
    set_tags(record, listing, terms.tags)
    set_named(record, listing, terms)
    set_windows(record, listing, terms.windows)
    set_files(record, listing, terms.files)
    set_parts(record, listing, terms.parts)
    touch(record, listing, public=terms.is_public)
    return listing
