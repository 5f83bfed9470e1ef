"""One batch of a grown district: enterprises, each on a unit of its own, with tags and listings.

Written past the act recorder: these rows are for measurements, and remembering each one twice would
measure the remembering.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from alliance.resources.models import Listing, ListingTag
from deploy.growing.readings import Reading
from deploy.sample.chance import Chance
from deploy.sample.inventing import Inventor
from deploy.sample.rows.enterprises import unused
from deploy.sample.trades import Trade, trades
from tenants.actions.claims import claims_of
from tenants.models import (
    BusinessFormat,
    Contract,
    Enterprise,
    EnterpriseTag,
    Floor,
    Industry,
    Principal,
    PrincipalKind,
    Tag,
    Tenancy,
    Unit,
)

M2 = 10_000
# Listings of an enterprise: most have none, some three, a few a dozen (a page of ten is full).
LISTINGS = (0, 0, 0, 0, 1, 0, 0, 3, 0, 0, 1, 0, 0, 0, 0, 3, 0, 0, 0, 12)


@dataclass
class Lists:
    """What the enterprises of one district are classified by."""

    industries: dict[str, Industry]
    formats: dict[str, BusinessFormat]
    tags: list[Tag]
    slugs: set[str]


@dataclass
class Batch:
    principals: list[Principal] = field(default_factory=list)
    enterprises: list[Enterprise] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    tenancies: list[Tenancy] = field(default_factory=list)
    enterprise_tags: list[EnterpriseTag] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    listing_tags: list[ListingTag] = field(default_factory=list)

    def write(self) -> None:
        """Insert it all, in the open scope."""
        claims = [claim for one in self.tenancies for claim in claims_of(one, [one.unit_id])]
        rows: Iterable[list[Any]] = (
            self.principals, self.enterprises, self.units, self.contracts, self.tenancies, claims,
            self.enterprise_tags, self.listings, self.listing_tags,
        )  # fmt: skip
        for batch in rows:
            if batch:
                type(batch[0])._default_manager.bulk_create(batch, batch_size=2000)


class Grower:
    """Makes batches for one district."""

    def __init__(self, lists: Lists, inventor: Inventor, chance: Chance, today: date) -> None:
        self.lists, self.inventor, self.chance, self.today = lists, inventor, chance, today

    def batch(self, names: Iterable[Reading], places: Iterator[tuple[Floor, str]]) -> Batch:
        """The rows of one enterprise for each name, on the next place for each."""
        batch = Batch()
        for name in names:
            enterprise = self._enterprise(name, self.chance.pick(trades()))
            batch.principals.append(Principal(id=enterprise.id, kind=PrincipalKind.ENTERPRISE))
            batch.enterprises.append(enterprise)
            self._settle(batch, enterprise, *next(places))
            batch.enterprise_tags += [EnterpriseTag(enterprise=enterprise, tag=tag) for tag in self._tags()]
            self._post(batch, enterprise)
        return batch

    def _enterprise(self, read: Reading, trade: Trade) -> Enterprise:
        return Enterprise(
            name=read.name,
            slug=unused(read.slug, self.lists.slugs),
            uscc=self.inventor.uscc(trade.code),
            kind=trade.kind,
            sector=trade.sectors[0],
            industry=self.lists.industries[trade.industry],
            format=self.lists.formats[trade.format],
            description=self.chance.pick(trade.about),
            public_phone="0537-0000000",
            sort_key=read.sort_key,
            initial=read.initial,
        )

    def _settle(self, batch: Batch, enterprise: Enterprise, floor: Floor, label: str) -> None:
        area = self.chance.between(40, 900) * M2
        unit = Unit(building_id=floor.building_id, floor=floor, label=label, use="OFFICE")
        unit.built_area_cm2, unit.lettable_area_cm2 = area, area * 72 // 100
        starts = self.today - timedelta(days=self.chance.between(1, 3000))
        ends = starts + timedelta(days=self.chance.between(400, 4000))
        contract = Contract(enterprise=enterprise, starts=starts, ends=ends)
        batch.units.append(unit)
        batch.contracts.append(contract)
        batch.tenancies.append(Tenancy(enterprise=enterprise, unit=unit, contract=contract, starts=starts))

    def _post(self, batch: Batch, enterprise: Enterprise) -> None:
        for number in range(self.chance.pick(LISTINGS)):
            listing = Listing(
                kind=self.chance.pick(["OFFER", "WANT"]),
                title=f"{enterprise.name[:20]}的第 {number + 1} 条",
                description=enterprise.description,
                owner_id=enterprise.id,
                enterprise=enterprise,
                created_at=timezone.now() - timedelta(minutes=self.chance.below(200_000)),
            )
            batch.listings.append(listing)
            batch.listing_tags += [ListingTag(listing=listing, tag=tag) for tag in self._tags()]

    def _tags(self) -> list[Tag]:
        """None to three different ones."""
        drawn = {self.chance.below(len(self.lists.tags)) for _ in range(self.chance.below(4))}
        return [self.lists.tags[place] for place in sorted(drawn)]
