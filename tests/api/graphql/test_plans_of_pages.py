"""Pages of the directory at 20,000 enterprises: index scans at any depth, in both directions."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest

from api.graphql.connections import Page, Wanted
from api.graphql.context import Context
from api.graphql.enterprises.filters import matching_enterprises
from api.graphql.enterprises.queries import order_of
from api.graphql.ids import encode
from api.graphql.tenancies.queries import BY_ENTERPRISE, standing
from tenants.isolation.scope import scope
from tenants.models import Building, District, Enterprise
from tests.tenants.selectors.test_plans import SMALL, filled, scans  # noqa: F401

BY_NAME = order_of(None)


@pytest.fixture
def district(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[UUID]:
    """One of eight districts with 2,500 enterprises each, open."""
    district_id = request.getfixturevalue("filled")
    with django_db_blocker.unblock(), scope(district_id):
        yield district_id


def context(district_id: UUID) -> Context:
    return Context(HttpRequest(), District.objects.get(id=district_id), None, "test")


def middle() -> Enterprise:
    return Enterprise.objects.order_by("sort_key", "id")[1200]


def page_of_enterprises(context: Context, wanted: str, filter: dict[str, Any]) -> Any:
    row = middle()
    rows = matching_enterprises(context, filter)
    forward = wanted == "after"
    rows = rows.filter(BY_NAME.beyond([row.sort_key, row.id], forward=forward))
    return BY_NAME.sorted(rows, backward=not forward)[:21]


@pytest.mark.parametrize("wanted", ["after", "before"])
@pytest.mark.parametrize(
    "filter", [{}, {"initial": "C"}, {"buildings": []}], ids=["all", "letter", "building"]
)
def test_a_deep_page_of_enterprises_walks_an_index(
    district: UUID, wanted: str, filter: dict[str, Any]
) -> None:
    if "buildings" in filter:
        filter = {"buildings": [encode("Building", Building.objects.get().id)]}
    rows = page_of_enterprises(context(district), wanted, filter)
    assert scans(rows) - SMALL == set()


def test_a_deep_page_of_tenancies_walks_an_index(district: UUID) -> None:
    row, now = middle(), context(district)
    rows = standing(now, now.today, {}).filter(BY_ENTERPRISE.beyond([row.sort_key, row.id], forward=True))
    page = BY_ENTERPRISE.sorted(rows)[:21]
    assert scans(page) - SMALL == set()


def test_the_position_of_a_cursor_is_a_condition_of_the_index(district: UUID) -> None:
    plan = page_of_enterprises(context(district), "after", {}).explain()
    assert any("Index Cond" in line and "ROW(" in line for line in plan.splitlines())


def test_a_page_reads_one_statement(district: UUID, django_assert_num_queries: Any) -> None:
    now = context(district)
    cursor = BY_NAME.cursor(middle())
    with django_assert_num_queries(1):
        assert len(Page(matching_enterprises(now, {}), BY_NAME, Wanted(first=20, after=cursor)).rows) == 20
