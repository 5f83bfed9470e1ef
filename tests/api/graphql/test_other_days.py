"""`asOf`: the past and the planned, for those who may ask; null and DATE_NOT_PUBLIC for the others."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from api.graphql.ids import encode
from tenants.actions.moving import move_out
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tests.factories.ground import a_unit, an_enterprise, moved_in, under_contract
from tests.factories.town import Town

FIELDS: dict[str, list[Any]] = {
    "tenancies(asOf: $day) { totalCount }": ["tenancies"],
    "enterprise(slug: $slug) { unit(asOf: $day) { label } }": ["enterprise", "unit"],
    "enterprise(slug: $slug) { building(asOf: $day) { name } }": ["enterprise", "building"],
    "enterprise(slug: $slug) { tenancies(asOf: $day) { id } }": ["enterprise", "tenancies"],
    "buildings { floors { units(asOf: $day) { label } } }": ["buildings", 0, "floors", 0, "units"],
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("days", [-1, 1, -1000])
def test_the_public_gets_null_and_a_reason_where_it_asked(
    town: Town, ask: Callable[..., Any], field: str, days: int
) -> None:
    query = f"query($day: Date, $slug: String) {{ x: __typename y: __typename {field} }}"
    if "$slug" not in field:
        query = query.replace(", $slug: String", "")
    day = (today() + timedelta(days=days)).isoformat()
    variables = {"day": day, **({"slug": town.home.enterprise.slug} if "$slug" in field else {})}
    for account in (None, town.outsider, town.neighbour):
        answer = ask(town.home.district, account)(query, **variables)
        [error] = answer["errors"]
        assert error["path"] == FIELDS[field]
        assert error["extensions"]["code"] == "DATE_NOT_PUBLIC"
        assert error["extensions"]["today"] == today().isoformat()
        value = answer["data"]
        for step in FIELDS[field]:
            value = value[step]
        assert value is None
    assert "errors" not in ask(town.home.district, town.insider)(query, **variables)
    # Today may be named by everybody.
    assert "errors" not in ask(town.home.district)(query, **variables | {"day": today().isoformat()})


def test_a_mandate_holder_asks_who_was_there_and_who_will_be(town: Town, ask: Callable[..., Any]) -> None:
    soon, yesterday = today() + timedelta(days=30), today() - timedelta(days=1)
    with scope(town.home.district):
        move_out(by=OPERATOR, tenancy_id=town.home.tenancy.id, last_day=yesterday)
        moved_in(an_enterprise("后来者有限公司"), town.home.unit, starts=soon)
    insider = ask(town.home.district, town.insider)
    query = (
        "query($day: Date) { tenancies(asOf: $day) { edges { node { enterprise { name } since until } } } }"
    )

    def there(day: date) -> list[tuple[str, str, str]]:
        edges = insider.data(query, day=day.isoformat())["tenancies"]["edges"]
        return [(e["node"]["enterprise"]["name"], e["node"]["since"], e["node"]["until"]) for e in edges]

    assert there(yesterday) == [(town.home.enterprise.name, "2020-01-01", yesterday.isoformat())]
    assert there(today()) == []
    assert there(soon) == [("后来者有限公司", soon.isoformat(), None)]


def test_who_has_left_is_off_the_list_but_answers_by_id_and_address(
    town: Town, ask: Callable[..., Any]
) -> None:
    with scope(town.home.district):
        move_out(by=OPERATOR, tenancy_id=town.home.tenancy.id, last_day=today() - timedelta(days=1))
    public = ask(town.home.district)
    assert public.data("{ enterprises { totalCount } }") == {"enterprises": {"totalCount": 0}}
    one = public.data(
        "query($id: ID, $slug: String) { a: enterprise(id: $id) { name }"
        " b: enterprise(slug: $slug) { name unit { id } } }",
        id=encode("Enterprise", town.home.enterprise.id),
        slug=town.home.enterprise.slug,
    )
    assert one["a"]["name"] == one["b"]["name"] == town.home.enterprise.name
    assert one["b"]["unit"] is None
    # A tenancy that has ended is a date: its id answers to mandate holders only.
    node, ended = "query($id: ID!) { node(id: $id) { id } }", encode("Tenancy", town.home.tenancy.id)
    assert public.data(node, id=ended) == {"node": None}
    assert ask(town.home.district, town.insider).data(node, id=ended)["node"] == {"id": ended}


def test_holding_over_is_shown_to_those_who_may_see_contracts(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        room = a_unit(town.home.building, "1301")
        late = under_contract(town.home.enterprise, room, contract_to=today() - timedelta(days=1))
        other = an_enterprise("到期仍在有限公司")
        under_contract(other, a_unit(town.home.building, "1302"), contract_to=today() - timedelta(days=1))
    node = "query($id: ID!) { node(id: $id) { ... on Tenancy { holdingOver contract { until } } } }"
    for account, seen in (
        (None, False),
        (town.outsider, False),
        (town.neighbour, False),
        (town.insider, True),
        (town.home.manager, True),
    ):
        found = ask(town.home.district, account).data(node, id=encode("Tenancy", late.id))["node"]
        assert found["holdingOver"] is seen
        assert (found["contract"] is not None) is seen

    filtered = "{ tenancies(filter: {holdingOver: true}) { totalCount } }"
    assert ask(town.home.district, town.home.manager).data(filtered) == {"tenancies": {"totalCount": 2}}
    # A liaison reads her own contract only, so she may not sift others by theirs.
    for account in (None, town.insider):
        assert ask(town.home.district, account).code(filtered) == "FILTER_NOT_PUBLIC"


@pytest.mark.parametrize(("days", "within", "count"), [(0, 0, 1), (5, 4, 0), (5, 5, 1), (-1, 30, 0)])
def test_contracts_that_end_soon_can_be_asked_for(
    town: Town, ask: Callable[..., Any], days: int, within: int, count: int
) -> None:
    with scope(town.home.district):
        room = a_unit(town.home.building, "1301")
        under_contract(an_enterprise("快到期有限公司"), room, contract_to=today() + timedelta(days=days))
    manager = ask(town.home.district, town.home.manager)
    query = "query($n: Int) { tenancies(filter: {contractEndsWithinDays: $n}) { totalCount } }"
    assert manager.data(query, n=within) == {"tenancies": {"totalCount": count}}
    for absurd in (-1, 2_000_000_000):
        assert manager.code(query, n=absurd) == "OUT_OF_RANGE"
