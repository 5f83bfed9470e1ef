"""Whatever there is, whoever asks, however it is filtered: a facet counts what paging to the end shows."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from api.graphql.enterprises.facets import NAMES
from search.engines import engine_at
from tests.api.graphql.tea_houses import FILTER_OF, Company, companies, questions
from tests.api.graphql.tea_street import World
from tests.factories.town import Town


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
