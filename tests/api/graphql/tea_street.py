"""A district of six companies as `tea_houses` tells of them, and the ways to ask about it."""

from datetime import timedelta
from typing import Any

from alliance.branches.models import Coverage
from alliance.members.models import Membership
from alliance.resources.models import Listing, ListingAudience
from api.graphql.ids import decode, encode
from search.rebuilding import rebuild
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import (
    Account,
    BusinessFormat,
    Claim,
    Enterprise,
    EnterpriseTag,
    Industry,
    Tag,
    Tenancy,
    Unit,
)
from tests.api.graphql.conftest import Asker
from tests.api.graphql.tea_houses import (
    BRANCHES,
    COMPANIES,
    FILTER_OF,
    FLOORS,
    FORMATS,
    INDUSTRIES,
    TAGS,
    TOWERS,
    Company,
)
from tests.factories.branches import a_known_branch
from tests.factories.ground import a_building, a_mandate, a_unit, an_account, an_enterprise, moved_in
from tests.factories.town import Town


class World:
    """A district of six companies, filled anew for each example, and the ways to ask about it."""

    def __init__(self, town: Town) -> None:
        self.town, self.home = town, town.home
        self.district = town.home.district
        with scope(self.district):
            Claim.objects.all().delete()
            Tenancy.objects.all().delete()
            self.rows = [an_enterprise(name) for name in COMPANIES]
            self.units: dict[tuple[str, str], list[Unit]] = {}
            for ordinal, name in enumerate(TOWERS):
                tower = a_building(name, ordinal=ordinal + 1)
                for floor in FLOORS:
                    self.units[name, floor] = [
                        a_unit(tower, f"{floor}{number:02}") for number in range(len(COMPANIES))
                    ]
            self.formats = {n: BusinessFormat.objects.create(name=n, ordinal=1) for n in FORMATS}
            self.industries = {n: Industry.objects.create(code=n, name=f"行业{n}") for n in INDUSTRIES}
            self.tags = {n: Tag.objects.create(label=n, folded=n) for n in TAGS}
            self.branches = {n: a_known_branch(n) for n in BRANCHES}
            liaison: Account = an_account("of-the-first")
            a_mandate(liaison, self.rows[0].id)
        accounts = {
            "nobody": None,
            "outsider": town.outsider,
            "neighbour": town.neighbour,
            "liaison": liaison,
            "secretary": town.home.secretary,
        }
        self.askers = {name: Asker(self.district, account) for name, account in accounts.items()}
        # What the values of facets are called here.
        self.words: dict[str, dict[Any, Any]] = {
            "BUILDING": {self.units[tower, "1"][0].building_id: tower for tower in TOWERS},
            "FLOOR": {units[0].floor_id: place for place, units in self.units.items()},
            "FORMAT": {row.id: name for name, row in self.formats.items()},
            "BRANCH": {row.id: name for name, row in self.branches.items()},
        }
        self.told: list[Company] = []

    def fill(self, told: list[Company]) -> None:
        self.told = told
        day = timedelta(days=1)
        with scope(self.district):
            for model in (ListingAudience, Listing, Coverage, Membership, EnterpriseTag, Claim, Tenancy):
                model.objects.all().delete()
            for number, (row, one) in enumerate(zip(self.rows, told, strict=True)):
                Enterprise.objects.filter(id=row.id).update(
                    format=self.formats[one.format].id if one.format else None,
                    industry=self.industries[one.industry].id if one.industry else None,
                    kind=one.kind,
                    sector=one.sector,
                )
                for place in one.stays:
                    moved_in(row, self.units[place][number])
                for tag in one.tags:
                    EnterpriseTag.objects.create(enterprise=row, tag=self.tags[tag])
                if one.is_member:
                    Membership.objects.create(enterprise=row, starts=today())
                if one.covered_by:
                    Coverage.objects.create(
                        enterprise=row, organisation=self.branches[one.covered_by], kind="WORK"
                    )
                for listing in one.listings:
                    made = Listing.objects.create(
                        kind=listing.kind,
                        title="资源",
                        owner_id=row.id,
                        enterprise=row,
                        audience=listing.audience,
                        state=listing.state,
                        ends=today() if listing.is_over else today() + day,
                        opens_on=today() + day if listing.is_to_come else None,
                        is_draft=listing.is_draft,
                    )
                    if listing.audience == "NAMED":
                        ListingAudience.objects.create(listing=made, principal=self.home.secretariat)
        rebuild()

    def filter(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """A filter in words of this file as the schema takes it."""
        types = {
            "BUILDING": "Building",
            "FLOOR": "Floor",
            "FORMAT": "BusinessFormat",
            "BRANCH": "PartyOrganisation",
        }
        given: dict[str, Any] = {}
        for name, values in wanted.items():
            if name == "SINCE":
                given["updatedSince"] = next(iter(values))
            elif name == "MEMBER":
                given["member"] = next(iter(values)) == "true"
            elif name in types:
                keys = {word: key for key, word in self.words[name].items()}
                given[FILTER_OF[name]] = [encode(types[name], keys[value]) for value in values]
            else:
                given[FILTER_OF[name]] = sorted(values)
        return given

    def shown(self, reader: str, text: str, given: dict[str, Any]) -> list[int]:
        """The numbers of the companies that paging to the end shows, two at a time."""
        query = """query($t: String!, $f: EnterpriseFilter, $c: String) {
          searchEnterprises(text: $t, filter: $f, first: 2, after: $c) {
            totalCount edges { node { name } } pageInfo { hasNextPage endCursor } } }"""
        names: list[str] = []
        cursor = None
        while True:
            page = self.askers[reader].data(query, t=text, f=given, c=cursor)["searchEnterprises"]
            names += [edge["node"]["name"] for edge in page["edges"]]
            cursor = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                assert page["totalCount"] == len(names) == len(set(names))
                return [COMPANIES.index(name) for name in names]

    def values(self, number: int, facet: str, reader: str, wanted: dict[str, Any]) -> set[Any]:
        """What one company has of a facet, told by what it was filled with."""
        one = self.told[number]
        stays = {
            (tower, floor)
            for tower, floor in one.stays
            if (facet == "BUILDING" or tower in wanted.get("BUILDING", TOWERS))
            and (facet == "FLOOR" or "FLOOR" not in wanted or (tower, floor) in wanted["FLOOR"])
        }
        values: dict[str, set[Any]] = {
            "BUILDING": {tower for tower, _floor in stays},
            "FLOOR": stays,
            "BRANCH": {one.covered_by} - {None},
            "INDUSTRY": {one.industry} - {None},
            "FORMAT": {one.format} - {None},
            "TAG": set(one.tags),
            "SECTOR": {one.sector},
            "KIND": {one.kind},
            "MEMBER": {str(one.is_member).lower()},
            "HAS_OPEN": {p.kind for p in one.listings if p.is_seen(reader, own=number == 0)},
        }
        return values[facet]

    def facets(self, reader: str, text: str, given: dict[str, Any], fields: list[str]) -> Any:
        query = """query($t: String!, $f: EnterpriseFilter, $fields: [FacetField!]) {
          searchEnterprises(text: $t, filter: $f, first: 1) {
            facets(fields: $fields) { field buckets { value label count } } } }"""
        asked = self.askers[reader].data(query, t=text, f=given, fields=fields)
        return asked["searchEnterprises"]["facets"]

    def word(self, facet: str, value: str) -> Any:
        if facet in self.words:
            found = decode(value)
            assert found
            return self.words[facet][found[1]]
        return value
