"""Whatever is listed, whoever asks, however it is filtered: a facet counts what paging to the end shows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from alliance.resources.models import Listing, ListingAudience, ListingTag
from search.engines import engine_at
from search.rebuilding import rebuild
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Tag
from tests.api.graphql.conftest import Asker
from tests.factories.town import Town

# What fits, what nothing fits and something nearly does, what nothing does.
TITLES = ("会议室一号", "会议室二号", "小会议室", "停车位")
TEXTS = ("会议", "会议室", "hys", "一号", "会仪室", "室会议", "咖啡")
TAGS, KINDS, CATEGORIES = ("路演", "周末"), ("OFFER", "WANT"), ("ROOM", "PARKING")
STATES = ("OPEN", "PROMISED", "DONE", "CLOSED", "EXPIRED")
READERS = ("nobody", "neighbour", "manager", "secretary", "liaison")
FILTER_OF = {"KIND": "kinds", "CATEGORY": "categories", "TAG": "tags", "STATE": "states"}


@dataclass(frozen=True)
class Posted:
    """`state`: as people are told it. The liaison's own, all of them; the secretariat is who is named."""

    title: str
    kind: str
    category: str
    tags: frozenset[str]
    audience: str
    state: str
    is_to_come: bool

    def has(self, facet: str) -> set[str]:
        return {
            "KIND": {self.kind},
            "CATEGORY": {self.category},
            "TAG": set(self.tags),
            "STATE": {self.state},
        }[facet]


posted = st.builds(
    Posted,
    title=st.sampled_from(TITLES),
    kind=st.sampled_from(KINDS),
    category=st.sampled_from(CATEGORIES),
    tags=st.frozensets(st.sampled_from(TAGS)),
    audience=st.sampled_from(("PUBLIC", "PUBLIC", "DISTRICT", "NAMED")),
    state=st.sampled_from(("OPEN", "OPEN", "OPEN", *STATES)),
    is_to_come=st.sampled_from((False, False, False, True)),
)
filters = st.fixed_dictionaries(
    {},
    optional={
        "KIND": st.sets(st.sampled_from(KINDS)),
        "CATEGORY": st.sets(st.sampled_from(CATEGORIES)),
        "TAG": st.sets(st.sampled_from(TAGS)),
        "STATE": st.sets(st.sampled_from(STATES)),
    },
)
questions = st.tuples(st.sampled_from(READERS), st.sampled_from(TEXTS), filters)
QUERY = """query($t: String!, $f: ListingFilter, $c: String, $fields: [ListingFacetField!]) {
  searchListings(text: $t, filter: $f, first: 2, after: $c) {
    totalCount edges { node { description } } pageInfo { hasNextPage endCursor }
    facets(fields: $fields) { field buckets { value count } } } }"""


class Lists:
    def __init__(self, town: Town) -> None:
        self.home = town.home
        with scope(self.home.district):
            self.tags = {word: Tag.objects.create(label=word, folded=word) for word in TAGS}
        accounts = {
            "nobody": None,
            "neighbour": town.neighbour,
            "manager": town.home.manager,
            "secretary": town.home.secretary,
            "liaison": town.insider,
        }
        self.askers = {name: Asker(self.home.district, account) for name, account in accounts.items()}

    def fill(self, told: list[Posted]) -> None:
        self.told, day = told, timedelta(days=1)
        with scope(self.home.district):
            for model in (ListingAudience, ListingTag, Listing):
                model.objects.all().delete()
            for number, one in enumerate(told):
                row = Listing.objects.create(
                    title=one.title,
                    description=str(number),
                    kind=one.kind,
                    category=one.category,
                    owner_id=self.home.enterprise.id,
                    enterprise=self.home.enterprise,
                    audience=one.audience,
                    state="OPEN" if one.state == "EXPIRED" else one.state,
                    ends=today() if one.state == "EXPIRED" else today() + day,
                    opens_on=today() + day if one.is_to_come else None,
                )
                for tag in one.tags:
                    ListingTag.objects.create(listing=row, tag=self.tags[tag])
                if one.audience == "NAMED":
                    ListingAudience.objects.create(listing=row, principal=self.home.secretariat)
        rebuild()

    def ask(self, reader: str, text: str, wanted: dict[str, Any], **more: Any) -> Any:
        given = {FILTER_OF[name]: sorted(values) for name, values in wanted.items()}
        return self.askers[reader].data(QUERY, t=text, f=given, **more)["searchListings"]

    def shown(self, reader: str, text: str, wanted: dict[str, Any]) -> list[Posted]:
        rows: list[int] = []
        cursor = None
        while True:
            page = self.ask(reader, text, wanted, c=cursor, fields=[])
            rows += [int(edge["node"]["description"]) for edge in page["edges"]]
            cursor = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                assert page["totalCount"] == len(rows) == len(set(rows))
                return [self.told[number] for number in rows]


@pytest.fixture
def lists(town: Town, tmp_path: Any, settings: Any) -> Iterator[Lists]:
    settings.SEARCH_URL = f"tantivy://{tmp_path}/index"
    yield Lists(town)
    engine_at.cache_clear()


# An example takes half a second: what fails is shown as it was found.
@given(told=st.lists(posted, max_size=7), asked=st.lists(questions, min_size=3, max_size=3))
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_a_facet_counts_what_paging_to_the_end_shows(
    lists: Lists, told: list[Posted], asked: list[Any]
) -> None:
    lists.fill(told)
    for reader, text, wanted in asked:
        facets = lists.ask(reader, text, wanted)["facets"]
        assert [facet["field"] for facet in facets] == list(FILTER_OF)
        for facet in facets:
            field = facet["field"]
            others = {name: values for name, values in wanted.items() if name != field}
            # Left out, the states are not all but the open ones.
            whatever = others | ({"STATE": set(STATES)} if field == "STATE" else {})
            expected = Counter(v for one in lists.shown(reader, text, whatever) for v in one.has(field))
            counts = {bucket["value"]: bucket["count"] for bucket in facet["buckets"]}
            assert counts == dict(expected), (reader, text, wanted, field)
            for value, count in counts.items():
                chosen = lists.shown(reader, text, others | {field: {value}})
                assert len(chosen) == count, (reader, text, wanted, field, value)
