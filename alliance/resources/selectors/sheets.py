"""The three lists as rows for a spreadsheet, as the office sends them on: in batches, at constant memory."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tenants.calendar import today
from tenants.isolation.scope import current_district_id
from tenants.readers import Reader
from tenants.selectors.names import called
from tenants.selectors.occupancy import main_tenancies

from ..models import Listing, ListingWindow, PartClaim, ProjectPart
from ..rules import state_on, weekdays_in
from ..rules.claims import SAID_NO
from .lists import visible

PROJECT_HEADINGS = ("事项", "责任单位", "认领单位", "时限", "进展")
THING_HEADINGS = (
    "事项", "类别", "单位", "数量", "剩余", "计量", "地点", "可用时段",
    "开始", "截止", "价格", "共享条件", "状态",
)  # fmt: skip
STATES = {"OPEN": "进行中", "PROMISED": "已约定", "DONE": "已完成", "CLOSED": "已关闭", "EXPIRED": "已到期"}
CLAIM_STATES = {"CLAIMED": "已认领", "DELIVERED": "已交付", "CONFIRMED": "已确认"}
CATEGORIES = {
    "ROOM": "场地",
    "EQUIPMENT": "设备",
    "SKILL": "技能",
    "JOB": "岗位",
    "DISCOUNT": "优惠",
    "PARKING": "车位",
    "VOLUNTEER": "志愿服务",
    "OTHER": "其他",
}
WEEKDAYS = "一二三四五六日"
BATCH = 500
Row = tuple[Any, ...]


def project_rows(reader: Reader) -> Iterator[Row]:
    """A row per part of a project: what, who answers for it, who claimed of it, until when, how far it is."""
    for batch in _batches(reader, "PROJECT"):
        parts = list(ProjectPart.objects.filter(**_of(batch)).order_by("listing", "ordinal"))
        standing = PartClaim.objects.filter(part__in=[part.pk for part in parts]).exclude(state__in=SAID_NO)
        claims: dict[UUID, list[PartClaim]] = {}
        for claim in standing.order_by("claimed_at", "id"):
            claims.setdefault(claim.part_id, []).append(claim)
        principals = {one.principal_id for of_part in claims.values() for one in of_part}
        names = called(principals | {listing.owner_id for listing in batch})
        of_listing: dict[UUID, list[ProjectPart]] = {}
        for part in parts:
            of_listing.setdefault(part.listing_id, []).append(part)
        for listing in batch:
            for part in of_listing.get(listing.pk, []):
                yield _project_row(listing, part, claims.get(part.pk, []), names)


def thing_rows(reader: Reader, kind: str) -> Iterator[Row]:
    """A row per offer or want."""
    for batch in _batches(reader, kind):
        names = called({listing.owner_id for listing in batch})
        windows: dict[UUID, list[str]] = {}
        for window in ListingWindow.objects.filter(**_of(batch)).order_by("weekdays", "opens", "id"):
            windows.setdefault(window.listing_id, []).append(_window(window))
        places = _places(batch)
        for listing in batch:
            left = None if listing.quantity is None else listing.quantity - listing.taken
            yield (
                listing.title,
                CATEGORIES[listing.category],
                names[listing.owner_id],
                listing.quantity,
                left,
                listing.measure,
                places[listing.pk],
                "；".join(windows.get(listing.pk, [])),
                listing.starts,
                listing.last_day,
                listing.price,
                listing.sharing_terms,
                STATES[state_on(listing.state, listing.ends, today())],
            )


def _batches(reader: Reader, kind: str) -> Iterator[list[Listing]]:
    rows: QuerySet[Listing] = visible(reader).filter(kind=kind, is_draft=False)
    ordered = rows.order_by("-created_at", "-id").select_related("unit__building")
    found = ordered.iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield batch


def _of(batch: list[Listing]) -> dict[str, Any]:
    return {"district": current_district_id(), "listing__in": [listing.pk for listing in batch]}


def _places(batch: list[Listing]) -> dict[UUID, str]:
    """The place that was named, else the unit, else where the owner is today."""
    nowhere = {one.enterprise_id for one in batch if one.enterprise_id and not one.unit_id and not one.place}
    homes = {key: tenancy.unit for key, tenancy in main_tenancies(nowhere).items()} if nowhere else {}
    found = {}
    for listing in batch:
        unit = listing.unit or (homes.get(listing.enterprise_id) if listing.enterprise_id else None)
        found[listing.pk] = listing.place or (f"{unit.building.name} {unit.label}" if unit else "")
    return found


def _project_row(listing: Listing, part: ProjectPart, claims: list[PartClaim], names: dict[UUID, str]) -> Row:
    whole = part.quantity == 1 and not part.measure
    who = [
        names[claim.principal_id]
        if whole
        else f"{names[claim.principal_id]}（{_many(claim.quantity, part)}）"
        for claim in claims
    ]
    progress = [
        f"{CLAIM_STATES[claim.state]}：{claim.progress}" if claim.progress else CLAIM_STATES[claim.state]
        for claim in claims
    ]
    if part.remaining:
        progress.append("待认领" if whole or not claims else f"待认领 {_many(part.remaining, part)}")
    if listing.state == "CLOSED":
        progress = [STATES["CLOSED"]]
    what = (
        f"{listing.title}：{part.title}"
        if whole
        else f"{listing.title}：{part.title} {_many(part.quantity, part)}"
    )
    until = part.due or listing.last_day
    return (what, names[listing.owner_id], "、".join(who), until, "；".join(progress))


def _many(quantity: Decimal, part: ProjectPart) -> str:
    return f"{format(quantity.normalize(), 'f')}{part.measure}"


def _window(window: ListingWindow) -> str:
    days = sorted(weekdays_in(window.weekdays))
    said = {5: "工作日", 7: "每天"} if days in ([0, 1, 2, 3, 4], list(range(7))) else {}
    named = said.get(len(days)) or "周" + "、".join(WEEKDAYS[day] for day in days)
    return f"{named} {window.opens:%H:%M}–{window.closes:%H:%M}"
