"""Posting, changing and closing listings: the only place that writes them."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.actions.tags import tags_named
from tenants.acts.authors import Author
from tenants.acts.idempotency import once
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.models import Enterprise, Principal, PrincipalKind
from tenants.permissions import forbidden, require

from .models import Audience, Listing, ListingAudience, ListingKind, ListingState, ListingTag
from .rules import Terms, check, check_kind, check_not_over, check_open
from .selectors import visible_to_author


@transaction.atomic
def post_listing(*, by: Author, kind: ListingKind, terms: Terms, idempotency_key: str | None = None) -> UUID:
    """Put a listing into the district's list, owned by the principal the author acts as.

    Returns its id; with a key used before for the same listing, the id of that one. Raises Refusal:
    `FORBIDDEN`, `KIND_NOT_ACCEPTED`, what `rules.check` raises, `IN_THE_PAST`, `IDEMPOTENCY_KEY_REUSED`.
    """
    owner_id = by.principal_id
    if owner_id is None:  # the operator may everything, but owns nothing
        raise forbidden()
    require(by, "post", "listing", owner=owner_id)
    check_kind(kind)
    check(terms)

    def post() -> UUID:
        check_not_over(terms.last_day, today())
        with act("listing.post", by=by, summary=_summary(kind, terms.audience, terms.title)) as record:
            listing = Listing(kind=kind, owner_id=owner_id, **_columns(terms))
            listing.enterprise = Enterprise.objects.filter(id=owner_id).first()
            record.create(listing)
            _set_tags(record, listing, terms.tags)
            _set_named(record, listing, terms.named)
            _touch(record, listing, public=terms.audience == Audience.PUBLIC)
        return listing.id

    asked = {"kind": kind, **_plain(asdict(terms))}
    return once("listing.post", by=by, key=idempotency_key, asked=asked, do=post)


@transaction.atomic
def update_listing(
    *,
    by: Author,
    listing_id: UUID,
    changes: Mapping[str, Any],
    expected_version: int | None = None,
    idempotency_key: str | None = None,
) -> UUID:
    """Change some of a listing's terms; `changes` names fields of `Terms`, the others stay.

    Raises NotFound for what the author may not see; Refusal `FORBIDDEN`, `ALREADY_CLOSED`,
    `VERSION_CHANGED` when it is no longer at `expected_version`, and those of `post_listing`.
    """

    def update() -> UUID:
        listing = _locked(by, listing_id, "change", expected_version)
        check_open(listing.state)
        terms = replace(terms_of(listing), **changes)
        check(terms)
        if "last_day" in changes:
            check_not_over(terms.last_day, today())
        public = Audience.PUBLIC in (listing.audience, terms.audience)
        summary = _summary(listing.kind, terms.audience, terms.title)
        with act("listing.update", by=by, summary=summary) as record:
            record.update(listing, version=listing.version + 1, **_columns(terms))
            if "tags" in changes:
                _set_tags(record, listing, terms.tags)
            _set_named(record, listing, terms.named)
            _touch(record, listing, public=public)
        return listing.id

    asked = {"listing": listing_id, "version": expected_version, **_plain(changes)}
    return once("listing.update", by=by, key=idempotency_key, asked=asked, do=update)


@transaction.atomic
def close_listing(
    *, by: Author, listing_id: UUID, expected_version: int | None = None, idempotency_key: str | None = None
) -> UUID:
    """Take a listing off the list; it stays readable as closed. Raises as `update_listing` does."""

    def close() -> UUID:
        listing = _locked(by, listing_id, "close", expected_version)
        check_open(listing.state)
        summary = _summary(listing.kind, listing.audience, listing.title)
        with act("listing.close", by=by, summary=summary) as record:
            record.update(listing, version=listing.version + 1, state=ListingState.CLOSED)
            _touch(record, listing, public=listing.audience == Audience.PUBLIC)
        return listing.id

    asked = {"listing": listing_id, "version": expected_version}
    return once("listing.close", by=by, key=idempotency_key, asked=asked, do=close)


def change_state(record: Record, listing: Listing, state: ListingState) -> None:
    """Let a listing that was just locked stand as `state`, in the act of whoever took or gave some of it."""
    record.update(listing, version=listing.version + 1, state=state)
    _touch(record, listing, public=listing.audience == Audience.PUBLIC)


def terms_of(listing: Listing) -> Terms:
    """The terms a listing has now."""
    return Terms(
        title=listing.title,
        description=listing.description,
        quantity=listing.quantity,
        measure=listing.measure,
        price=listing.price,
        tags=tuple(tag.label for tag in listing.tags.all()),
        starts=listing.starts,
        last_day=listing.last_day,
        audience=Audience(listing.audience),
        named=frozenset(link.principal_id for link in listing.audience_links.all()),
    )


def _locked(by: Author, listing_id: UUID, verb: str, expected_version: int | None) -> Listing:
    """The listing, locked, if the author may do this to it and it is as the author believes."""
    listing = visible_to_author(by).select_for_update(of=("self",)).filter(id=listing_id).first()
    if listing is None:
        raise NotFound(_("There is no such listing."), ("id",))
    require(by, verb, "listing", owner=listing.owner_id)
    if expected_version is not None and listing.version != expected_version:
        message = _("Somebody changed this meanwhile; it is at version %(version)d now.")
        raise Refusal("VERSION_CHANGED", message % {"version": listing.version}, ("expectedVersion",))
    return listing


def _columns(terms: Terms) -> dict[str, Any]:
    return {
        "title": terms.title.strip(),
        "description": terms.description,
        "quantity": terms.quantity,
        "measure": terms.measure,
        "price": terms.price,
        "starts": terms.starts,
        "ends": terms.ends,
        "audience": terms.audience,
    }


def _set_tags(record: Record, listing: Listing, labels: tuple[str, ...]) -> None:
    wanted = {tag.id for tag in tags_named(labels)}
    present = {link.tag_id: link for link in ListingTag.objects.filter(listing=listing)}
    for tag_id in present.keys() - wanted:
        record.delete(present[tag_id])
    record.create_many([ListingTag(listing=listing, tag_id=tag_id) for tag_id in wanted - present.keys()])


def _set_named(record: Record, listing: Listing, named: frozenset[UUID]) -> None:
    """Who is named must be an enterprise here. Another district's answers like one that never was."""
    present = {link.principal_id: link for link in ListingAudience.objects.filter(listing=listing)}
    added = named - present.keys()
    known = Principal.objects.filter(id__in=added, kind=PrincipalKind.ENTERPRISE).count()
    if known != len(added):
        raise NotFound(_("There is no such enterprise."), ("audience", "enterprises"))
    for principal_id in present.keys() - named:
        record.delete(present[principal_id])
    record.create_many([ListingAudience(listing=listing, principal_id=one) for one in added])


def _summary(kind: str, audience: str, title: str) -> str:
    """What the log says of it. Acts are read by more than those who are named: the title stays out."""
    return str(ListingKind(kind).label) if audience == Audience.NAMED else title.strip()


def _touch(record: Record, listing: Listing, *, public: bool) -> None:
    """`public`: it was or is for everybody. Only then the enterprise changes: when it did so is on its
    page, and would tell everybody that something else was posted."""
    record.emit("listing", listing.id)
    if public and listing.enterprise_id:
        record.touch_enterprises([listing.enterprise_id])


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Sets in a fixed order, so that the same question has the same fingerprint."""
    return {name: sorted(map(str, v)) if isinstance(v, frozenset) else v for name, v in values.items()}
