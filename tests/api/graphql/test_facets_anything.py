"""Whatever there is, whoever asks, however it is filtered: a facet counts what paging to the end shows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alliance.branches.models import Coverage
from alliance.members.models import Membership
from alliance.resources.models import Listing, ListingAudience
from api.graphql.enterprises.facets import NAMES
from api.graphql.ids import decode
from search.engines import engine_at
from search.sync import rebuild
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
from tests.factories.branches import a_known_branch
from tests.factories.ground import a_building, a_mandate, a_unit, an_account, an_enterprise, moved_in
from tests.factories.town import Town

COMPANIES = ("清茶一馆", "清茶二楼", "清茶三号", "明茶四馆", "明茶五楼", "清酒六馆")
# Hanzi, pinyin, a tower; what nothing fits and something nearly does; what nothing does.
TEXTS = ("茶", "清", "馆", "qing", "清茶", "mc", "东座", "茶清", "清茶七馆", "咖啡")
TOWERS = ("东座", "西座")
FLOORS = ("1", "2")
FORMATS, INDUSTRIES, TAGS, BRANCHES = ("餐饮", "零售"), ("F", "66"), ("安静", "路演"), ("甲支部", "乙支部")
KINDS, SECTORS, LISTED = ("COMPANY", "BRANCH"), ("STATE", "UNKNOWN"), ("OFFER", "WANT")
READERS = ("nobody", "outsider", "neighbour", "liaison", "secretary")
GUARDED = {"BRANCH", "SECTOR"}
FILTER_OF = {
    "BUILDING": "buildings",
    "FLOOR": "floors",
    "BRANCH": "branches",
    "INDUSTRY": "industries",
    "FORMAT": "formats",
    "TAG": "tags",
    "SECTOR": "sectors",
    "KIND": "kinds",
    "HAS_OPEN": "hasOpen",
    "MEMBER": "member",
}


@dataclass(frozen=True)
class Posted:
    kind: str
    audience: str
    state: str
    is_over: bool
    is_to_come: bool
    is_draft: bool

    def is_seen(self, reader: str, *, own: bool) -> bool:
        """Told anew, by the words of the domain: open today, and meant for this reader."""
        if self.state != "OPEN" or self.is_over:
            return False
        if own and reader == "liaison":
            return True
        if self.is_draft or self.is_to_come:
            return False
        mandated = reader in ("liaison", "secretary")
        return self.audience == "PUBLIC" or (
            mandated and (self.audience == "DISTRICT" or reader == "secretary")
        )


@dataclass(frozen=True)
class Company:
    """`stays`: (tower, floor); `listings` are its own. The liaison's is the first company."""

    stays: frozenset[tuple[str, str]]
    format: str | None
    industry: str | None
    tags: frozenset[str]
    kind: str
    sector: str
    is_member: bool
    covered_by: str | None
    listings: tuple[Posted, ...]


def some(values: Any) -> Any:
    """One or two of these; seldom none, which matches nothing."""
    return st.sampled_from((1, 1, 1, 1, 1, 0)).flatmap(
        lambda least: st.sets(values, min_size=least, max_size=2)
    )


posted = st.builds(
    Posted,
    kind=st.sampled_from(LISTED),
    audience=st.sampled_from(("PUBLIC", "PUBLIC", "DISTRICT", "NAMED")),
    state=st.sampled_from(("OPEN", "OPEN", "OPEN", "PROMISED", "CLOSED")),
    is_over=st.sampled_from((False, False, True)),
    is_to_come=st.sampled_from((False, False, True)),
    is_draft=st.sampled_from((False, False, False, True)),
)
companies = st.lists(
    st.builds(
        Company,
        stays=st.sampled_from((1, 1, 2, 2, 0)).flatmap(
            lambda least: st.frozensets(
                st.tuples(st.sampled_from(TOWERS), st.sampled_from(FLOORS)), min_size=least, max_size=3
            )
        ),
        format=st.sampled_from((None, *FORMATS)),
        industry=st.sampled_from((None, *INDUSTRIES)),
        tags=st.frozensets(st.sampled_from(TAGS)),
        kind=st.sampled_from(KINDS),
        sector=st.sampled_from(SECTORS),
        is_member=st.booleans(),
        covered_by=st.sampled_from((None, *BRANCHES)),
        listings=st.lists(posted, min_size=1, max_size=2).map(tuple),
    ),
    min_size=len(COMPANIES),
    max_size=len(COMPANIES),
)


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, str, dict[str, Any], list[str]]:
    """A reader, a text, a filter in words of this file, and the facets asked for."""
    reader = draw(st.sampled_from(READERS))
    choices: dict[str, Any] = {
        "BUILDING": some(st.sampled_from(TOWERS)),
        "FLOOR": some(st.tuples(st.sampled_from(TOWERS), st.sampled_from(FLOORS))),
        "INDUSTRY": some(st.sampled_from(INDUSTRIES)),
        "FORMAT": some(st.sampled_from(FORMATS)),
        "TAG": some(st.sampled_from(TAGS)),
        "KIND": some(st.sampled_from(KINDS)),
        "HAS_OPEN": some(st.sampled_from(LISTED)),
        "MEMBER": st.sampled_from(("true", "false")).map(lambda value: {value}),
        "SECTOR": some(st.sampled_from(SECTORS)),
        "BRANCH": some(st.sampled_from(BRANCHES)),
    }
    allowed = [name for name in choices if name not in GUARDED or reader in ("liaison", "secretary")]
    narrowed = draw(st.sets(st.sampled_from(allowed), max_size=2))
    wanted = {name: draw(choices[name]) for name in sorted(narrowed)}
    if draw(st.sampled_from((False, False, False, True))):
        wanted["SINCE"] = {draw(st.sampled_from(("2020-01-01T00:00:00Z",) * 4 + ("2099-01-01T00:00:00Z",)))}
    facets = draw(st.sets(st.sampled_from(allowed), min_size=1, max_size=2)) | narrowed
    if narrowed & {"BUILDING", "FLOOR"}:  # which are filtered together
        facets |= {"BUILDING", "FLOOR"}
    return reader, draw(st.sampled_from(TEXTS)), wanted, sorted(facets)


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
        self.words = {
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
        from api.graphql.ids import encode

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
        return {
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
        }[facet]

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


@pytest.fixture
def world(town: Town, tmp_path: Any, settings: Any) -> Iterator[World]:
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    yield World(town)
    engine_at.cache_clear()


def test_all_facets_are_tried() -> None:
    assert FILTER_OF.keys() == NAMES.keys()


@given(told=companies, asked=st.lists(questions(), min_size=6, max_size=6))
# An example takes half a second: what fails is shown as it was found.
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_a_facet_counts_what_paging_to_the_end_shows(
    world: World, told: list[Company], asked: list[Any]
) -> None:
    world.fill(told)
    for reader, text, wanted, fields in asked:
        facets = world.facets(reader, text, world.filter(wanted), fields)
        assert [facet["field"] for facet in facets] == fields
        for facet in facets:
            field = facet["field"]
            others = {name: values for name, values in wanted.items() if name != field}
            shown = world.shown(reader, text, world.filter(others))
            expected = Counter(
                value for number in shown for value in world.values(number, field, reader, wanted)
            )
            counts = {world.word(field, bucket["value"]): bucket["count"] for bucket in facet["buckets"]}
            assert counts == dict(expected), (reader, text, wanted, field)
            for value, count in counts.items():
                chosen = world.filter(others | {field: {value}})
                assert len(world.shown(reader, text, chosen)) == count, (reader, text, wanted, field, value)
