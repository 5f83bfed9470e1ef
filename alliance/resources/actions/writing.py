"""What belongs to a listing, written as its terms say: tags, audience, windows, files."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.files.selectors import of_owner
from tenants.actions.tags import tags_named
from tenants.acts.recording import Record
from tenants.calendar import today
from tenants.errors import NotFound
from tenants.models import Principal, PrincipalKind
from tenants.selectors.occupancy import existing_units

from ..models import (
    Audience,
    Listing,
    ListingAudience,
    ListingFile,
    ListingKind,
    ListingTag,
    ListingWindow,
)
from ..rules import Terms, WindowTerms, weekdays_of


def columns(terms: Terms) -> dict[str, Any]:
    return {
        "title": terms.title.strip(),
        "description": terms.description,
        "quantity": terms.quantity,
        "measure": terms.measure,
        "price": terms.price,
        "starts": terms.starts,
        "ends": terms.ends,
        "audience": terms.audience,
        "category": terms.category,
        "unit_id": terms.unit,
        "place": terms.place.strip(),
        "sharing_terms": terms.sharing_terms,
    }


def check_unit(unit_id: UUID | None) -> None:
    """Raise NotFound unless it is a unit of this district that exists today."""
    if unit_id is not None and not existing_units(today()).filter(id=unit_id).exists():
        raise NotFound(_("There is no such unit."), ("unit",))


def set_tags(record: Record, listing: Listing, labels: tuple[str, ...]) -> None:
    wanted = {tag.id for tag in tags_named(labels)}
    present = {link.tag_id: link for link in ListingTag.objects.filter(listing=listing)}
    for tag_id in present.keys() - wanted:
        record.delete(present[tag_id])
    record.create_many([ListingTag(listing=listing, tag_id=tag_id) for tag_id in wanted - present.keys()])


def set_named(record: Record, listing: Listing, terms: Terms) -> None:
    """Who is named must be here. Another district's answers like one that never was."""
    present = {link.principal_id: link for link in ListingAudience.objects.filter(listing=listing)}
    added = terms.seen_by - present.keys()
    known = dict(Principal.objects.filter(id__in=added).values_list("id", "kind"))
    if any(known.get(one) != PrincipalKind.ENTERPRISE for one in terms.named & added):
        raise NotFound(_("There is no such enterprise."), ("audience", "enterprises"))
    if added - known.keys():
        raise NotFound(_("There is nobody of this kind here."), ("audience", "principals"))
    for principal_id in present.keys() - terms.seen_by:
        record.delete(present[principal_id])
    record.create_many([ListingAudience(listing=listing, principal_id=one) for one in sorted(added)])


def set_windows(record: Record, listing: Listing, windows: tuple[WindowTerms, ...]) -> None:
    wanted = {(weekdays_of(one.weekdays), one.opens, one.closes) for one in windows}
    present = {(one.weekdays, one.opens, one.closes): one for one in listing.windows.all()}
    record.delete_many([present[key] for key in present.keys() - wanted])
    record.create_many(
        [
            ListingWindow(listing=listing, weekdays=days, opens=opens, closes=closes)
            for days, opens, closes in sorted(wanted - present.keys())
        ]
    )


def set_files(record: Record, listing: Listing, files: tuple[UUID, ...]) -> None:
    """Attached is what its owner handed in; another's answers like one that never was."""
    files = tuple(dict.fromkeys(files))
    present = {link.file_id: link for link in ListingFile.objects.filter(listing=listing)}
    known = of_owner(listing.owner_id, [one for one in files if one not in present])
    for place, file_id in enumerate(files):
        if file_id not in present and file_id not in known:
            raise NotFound(_("There is no such file of yours."), ("files", str(place)))
    record.delete_many([link for file_id, link in present.items() if file_id not in files])
    for place, file_id in enumerate(files):
        if file_id in present:
            record.update(present[file_id], ordinal=place)
    record.create_many(
        [
            ListingFile(listing=listing, file_id=file_id, ordinal=place)
            for place, file_id in enumerate(files)
            if file_id not in present
        ]
    )


def summary(kind: str, audience: str, title: str, *, is_draft: bool = False) -> str:
    """What the log says of it. Acts are read by more than those who are named: the title stays out."""
    told = audience != Audience.NAMED and not is_draft
    return title.strip() if told else str(ListingKind(kind).label)


def is_public(listing: Listing) -> bool:
    return listing.audience == Audience.PUBLIC and not listing.is_draft


def touch(record: Record, listing: Listing, *, public: bool) -> None:
    """`public`: it was or is for everybody. Only then the enterprise changes: when it did so is on its
    page, and would tell everybody that something else was posted."""
    record.emit("listing", listing.id)
    if public and listing.enterprise_id:
        record.touch_enterprises([listing.enterprise_id])
