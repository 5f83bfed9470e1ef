from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.acts.authors import Author
from tenants.acts.idempotency import once
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.errors import Refusal

from ..models import Listing, ListingState
from ..rules import Terms, check, check_not_over, check_open
from .parting import set_parts
from .reading import locked, plain, terms_of
from .settling import settle
from .telling import tell_of_closing
from .writing import (
    check_unit,
    columns,
    is_public,
    set_files,
    set_named,
    set_tags,
    set_windows,
    summary,
    touch,
)


@transaction.atomic
def update_listing(
    *,
    by: Author,
    listing_id: UUID,
    changes: Mapping[str, Any],
    expected_version: int | None = None,
    idempotency_key: str | None = None,
) -> UUID:
    """Change some of a listing's terms; `changes` names fields of `Terms`, the others stay. Whether it is a
    draft, `publish_listing` changes.

    Raises NotFound for what the author may not see; Refusal `FORBIDDEN`, `ALREADY_CLOSED`, `BELOW_TAKEN`,
    `PART_CLAIMED`, `VERSION_CHANGED` when it is no longer at `expected_version`, and those of `post_listing`.
    """

    def update() -> UUID:
        listing = locked(by, listing_id, "change", expected_version)
        check_open(listing.state)
        terms = replace(terms_of(listing), **_one_place(changes))
        check(terms, listing.kind)
        if "last_day" in changes:
            check_not_over(terms.last_day, today())
        if "unit" in changes:
            check_unit(terms.unit)
        if terms.quantity is not None and terms.quantity < listing.taken:
            raise Refusal("BELOW_TAKEN", _("More of it is promised already."), ("quantity",))
        public = is_public(listing) or terms.is_public
        said = summary(listing.kind, terms.audience, terms.title, is_draft=listing.is_draft)
        with act("listing.update", by=by, summary=said) as record:
            record.update(listing, version=listing.version + 1, **columns(terms))
            _set_what_changed(record, listing, terms, changes)
            touch(record, listing, public=public)
        return listing.id

    asked = {"listing": listing_id, "version": expected_version, **plain(changes)}
    return once("listing.update", by=by, key=idempotency_key, asked=asked, do=update)


@transaction.atomic
def publish_listing(
    *, by: Author, listing_id: UUID, expected_version: int | None = None, idempotency_key: str | None = None
) -> UUID:
    """Let a draft stand on the list, as posted now. Raises Refusal `ALREADY_PUBLISHED`, and as
    `update_listing` does."""

    def publish() -> UUID:
        listing = locked(by, listing_id, "change", expected_version)
        check_open(listing.state)
        if not listing.is_draft:
            raise Refusal("ALREADY_PUBLISHED", _("This listing is published already."), ("id",))
        terms = replace(terms_of(listing), is_draft=False)
        check(terms, listing.kind)
        check_not_over(terms.last_day, today())
        with act(
            "listing.publish", by=by, summary=summary(listing.kind, terms.audience, terms.title)
        ) as record:
            now = timezone.now()  # or it would come up far down the list of the latest
            record.update(listing, version=listing.version + 1, is_draft=False, created_at=now)
            touch(record, listing, public=terms.is_public)
        return listing.id

    asked = {"listing": listing_id, "version": expected_version}
    return once("listing.publish", by=by, key=idempotency_key, asked=asked, do=publish)


@transaction.atomic
def close_listing(
    *, by: Author, listing_id: UUID, expected_version: int | None = None, idempotency_key: str | None = None
) -> UUID:
    """Take a listing off the list; it stays readable as closed. Raises as `update_listing` does."""

    def close() -> UUID:
        listing = locked(by, listing_id, "close", expected_version)
        check_open(listing.state)
        said = summary(listing.kind, listing.audience, listing.title, is_draft=listing.is_draft)
        with act("listing.close", by=by, summary=said) as record:
            change_state(record, listing, ListingState.CLOSED)
            tell_of_closing(record, listing)
        return listing.id

    asked = {"listing": listing_id, "version": expected_version}
    return once("listing.close", by=by, key=idempotency_key, asked=asked, do=close)


def change_state(record: Record, listing: Listing, state: ListingState) -> None:
    """Let a listing that was just locked stand as `state`, in the act of whoever took or gave some of it."""
    record.update(listing, version=listing.version + 1, state=state)
    touch(record, listing, public=is_public(listing))


def _one_place(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Whoever names a unit instead of a place, or the other way round, need not take the other one back."""
    said = dict(changes)
    if said.get("unit"):
        said.setdefault("place", "")
    if said.get("place"):
        said.setdefault("unit", None)
    return said


def _set_what_changed(record: Record, listing: Listing, terms: Terms, changes: Mapping[str, Any]) -> None:
    set_named(record, listing, terms)
    if "tags" in changes:
        set_tags(record, listing, terms.tags)
    if "windows" in changes:
        set_windows(record, listing, terms.windows)
    if "files" in changes:
        set_files(record, listing, terms.files)
    if "parts" in changes:
        set_parts(record, listing, terms.parts)
        settle(record, listing)
