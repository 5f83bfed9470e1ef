"""Pages against a plain list: whatever is asked, in whichever order, a page is a slice of the list."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.graphql.connections import Page, Wanted
from api.graphql.enterprises.queries import COLUMNS
from api.graphql.keyset import Order
from tenants.isolation.scope import scope
from tenants.models import District, Enterprise
from tests.factories.ground import a_building, a_district, a_unit, an_enterprise, moved_in

# Readings that are the same for several, so that the id decides; and characters of all sizes.
NAMES = [
    "华龙科技",
    "华龙科技",
    "划龙科技",
    "Ａ咖啡",
    "a咖啡",
    "一品鲜",
    "𠮷野家",
    "鲁菜馆",
    "中德物业",
    "中德物业",
    "3D打印",
]

orders = st.builds(
    lambda name, descending: Order(f"{name}-{descending}", COLUMNS[name], descending),
    st.sampled_from(sorted(COLUMNS)),
    st.booleans(),
)
sizes = st.integers(0, 14)
places = st.none() | st.integers(0, 10)


@pytest.fixture
def listed(transactional_db: None) -> District:
    district = a_district("paged")
    with scope(district):
        for name in NAMES:
            an_enterprise(name)
    return district


@given(order=orders, size=sizes, backward=st.booleans(), after=places, before=places)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_page_is_a_slice_of_the_plain_list(
    listed: District, order: Order, size: int, backward: bool, after: int | None, before: int | None
) -> None:
    with scope(listed):
        everything = sorted(Enterprise.objects.all(), key=order.position, reverse=order.descending)
        low = 0 if after is None else after + 1
        high = len(everything) if before is None else before
        inside = everything[low:high] if low <= high else []
        expected = inside[max(len(inside) - size, 0) :] if backward else inside[:size]

        wanted = Wanted(
            **({"last": size} if backward else {"first": size}),
            after=None if after is None else order.cursor(everything[after]),
            before=None if before is None else order.cursor(everything[before]),
        )
        page = Page(Enterprise.objects.all(), order, wanted)

        assert page.rows == expected
        assert page.total == len(everything)
        if expected:
            assert page.has_next == (expected[-1] != everything[-1])
            assert page.has_previous == (expected[0] != everything[0])


def test_pages_of_two_walk_the_whole_list_there_and_back(listed: District, ask: Callable[..., Any]) -> None:
    with scope(listed):
        tower = a_building()
        for number, enterprise in enumerate(Enterprise.objects.all()):
            moved_in(enterprise, a_unit(tower, f"12{number:02}"))
        expected = [row.name for row in Enterprise.objects.order_by("sort_key", "id")]

    public = ask(listed)
    page = "{ edges { node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
    there: list[str] = []
    cursor = None
    while True:
        found = public.data(f"query($c: String) {{ enterprises(first: 2, after: $c) {page} }}", c=cursor)[
            "enterprises"
        ]
        there += [edge["node"]["name"] for edge in found["edges"]]
        cursor = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert there == expected

    back: list[str] = []
    cursor = None
    while True:
        found = public.data(f"query($c: String) {{ enterprises(last: 2, before: $c) {page} }}", c=cursor)[
            "enterprises"
        ]
        back = [edge["node"]["name"] for edge in found["edges"]] + back
        cursor = found["pageInfo"]["startCursor"]
        if not found["pageInfo"]["hasPreviousPage"]:
            break
    assert back == expected


def test_what_is_added_or_leaves_while_paging_moves_nobody_else(listed: District) -> None:
    order = Order("name", COLUMNS["NAME"])
    with scope(listed):
        before = list(order.sorted(Enterprise.objects.all()))
        first = Page(Enterprise.objects.all(), order, Wanted(first=8)).rows
        cursor = order.cursor(first[-1])
        an_enterprise("阿姨面馆")  # sorts before the cursor
        rest = Page(Enterprise.objects.exclude(pk=first[-1].pk), order, Wanted(first=20, after=cursor)).rows
        assert first + rest == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("first: -1", "BAD_PAGE_SIZE"),
        ("first: 101", "BAD_PAGE_SIZE"),
        ("last: 101", "BAD_PAGE_SIZE"),
        ("first: 2, last: 2", "BOTH_DIRECTIONS"),
        ('after: "nonsense"', "BAD_CURSOR"),
        ('before: ""', "BAD_CURSOR"),
        ('after: "WyJ0ZW5hbmN5LW5hbWUiLCJhIiwiYiJd"', "BAD_CURSOR"),
        ('after: "WyJlbnRlcnByaXNlLW5hbWUtYXNjIiwiYSIsImIiXQ"', "BAD_CURSOR"),
    ],
)
def test_what_is_no_page_is_said_clearly(
    listed: District, ask: Callable[..., Any], arguments: str, code: str
) -> None:
    public = ask(listed)
    answer = public(f"{{ enterprises({arguments}) {{ totalCount }} district {{ slug }} }}")
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]
    assert answer["errors"][0]["path"] == ["enterprises"]
    assert answer["data"] == {"enterprises": None, "district": {"slug": "paged"}}


def test_a_cursor_of_another_order_is_refused(listed: District, ask: Callable[..., Any]) -> None:
    with scope(listed):
        moved_in(Enterprise.objects.all()[0], a_unit(a_building()))
    public = ask(listed)
    found = public.data("{ enterprises(orderBy: {field: UPDATED_AT}) { pageInfo { endCursor } } }")
    cursor = found["enterprises"]["pageInfo"]["endCursor"]
    assert (
        public.code("query($c: String) { enterprises(after: $c) { totalCount } }", c=cursor) == "BAD_CURSOR"
    )


def test_the_count_is_computed_only_when_asked_for(listed: District, ask: Callable[..., Any]) -> None:
    public = ask(listed)
    public.data("{ enterprises { edges { cursor } } }")
    without = public.statements
    public.data("{ enterprises { totalCount edges { cursor } } }")
    assert public.statements == without + 1
