"""Who is to move in on a day to come is nobody's to know but mandate holders' (domain rule 14)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from alliance.resources.models import ListingKind
from api.graphql.ids import encode
from tenants.actions.enterprises import change_page, rename
from tenants.actions.moving import move_out
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Enterprise, FormerSlug
from tests.factories.ground import a_mandate, an_account, an_enterprise, author_of, moved_in
from tests.factories.listings import a_listing
from tests.factories.town import Town

SOON = today() + timedelta(days=10)
BY = {
    "id": "query($v: ID!) { found: enterprise(id: $v) { name } }",
    "slug": "query($v: String!) { found: enterprise(slug: $v) { name } }",
    "node": "query($v: ID!) { found: node(id: $v) { ... on Enterprise { name } } }",
    "principal": "query($v: ID!) { found: node(id: $v) { ... on Principal { name: label } } }",
}
LISTINGS = "{ listings { edges { node { title enterprise { name } } } } }"


@pytest.fixture
def newcomer(town: Town) -> Enterprise:
    """It is to move in in ten days, had another name before, and offers something already."""
    with scope(town.home.district):
        made = an_enterprise("从前的名字有限公司")
        rename(by=OPERATOR, enterprise_id=made.id, name="未来有限公司")
        moved_in(made, town.home.empty_unit, starts=SOON)
        liaison = author_of(a_mandate(an_account("newcomer"), made.id))
        a_listing(liaison, kind=ListingKind.OFFER, title="先说一声")
        return Enterprise.objects.get(id=made.id)


def named(asking: Any, newcomer: Enterprise) -> set[str]:
    """By which ways it is found."""
    with scope(newcomer.district_id):
        former = FormerSlug.objects.get(enterprise=newcomer).slug
    values = {
        "id": encode("Enterprise", newcomer.id),
        "slug": newcomer.slug,
        "former slug": former,
        "node": encode("Enterprise", newcomer.id),
        "principal": encode("Principal", newcomer.id),
    }
    ways = {way: asking.data(BY[way.split()[-1]], v=value)["found"] for way, value in values.items()}
    return {way for way, found in ways.items() if found}


def test_the_public_does_not_learn_who_is_to_come_by_any_way(
    town: Town, newcomer: Enterprise, ask: Callable[..., Any], time_machine: Any
) -> None:
    for account in (None, town.outsider, town.neighbour):
        asking = ask(town.home.district, account)
        assert named(asking, newcomer) == set()
        [edge] = asking.data(LISTINGS)["listings"]["edges"]
        assert edge["node"] == {"title": "先说一声", "enterprise": None}
    assert len(named(ask(town.home.district, town.home.manager), newcomer)) == 5
    assert len(named(ask(town.home.district, town.insider), newcomer)) == 5
    time_machine.move_to(today() + timedelta(days=10, hours=12))
    asking = ask(town.home.district)
    assert len(named(asking, newcomer)) == 5
    [edge] = asking.data(LISTINGS)["listings"]["edges"]
    assert edge["node"]["enterprise"] == {"name": "未来有限公司"}


def test_one_that_was_never_anywhere_is_not_public_yet(town: Town, ask: Callable[..., Any]) -> None:
    """Whoever is registered and nowhere yet is mostly about to come: that is the office's to know."""
    with scope(town.home.district):
        registered = an_enterprise("刚登记有限公司")
    query = BY["slug"]
    assert ask(town.home.district).data(query, v=registered.slug)["found"] is None
    assert ask(town.home.district, town.insider).data(query, v=registered.slug)["found"]


def test_one_that_left_and_is_to_come_back_answers_as_one_that_left(
    town: Town, ask: Callable[..., Any]
) -> None:
    home = town.home
    with scope(home.district):
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=today() - timedelta(days=1))
        moved_in(home.enterprise, home.empty_unit, starts=SOON)
    assert ask(home.district).data(BY["slug"], v=home.enterprise.slug)["found"]


def test_since_when_nobody_knows_is_long_ago(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        old = an_enterprise("老字号")
        moved_in(old, town.home.empty_unit, starts=None, last_day=today() - timedelta(days=9))
    assert ask(town.home.district).data(BY["slug"], v=old.slug)["found"]


def test_a_planned_move_does_not_show_as_a_change_of_the_page(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    query = "query($s: String!) { enterprise(slug: $s) { updatedAt } }"

    def told() -> str:
        return ask(home.district).data(query, s=home.enterprise.slug)["enterprise"]["updatedAt"]

    def indexed() -> int:
        with scope(home.district):
            return Enterprise.objects.get(id=home.enterprise.id).index_version

    first, version = told(), indexed()
    with scope(home.district):
        planned = moved_in(home.enterprise, home.empty_unit, starts=SOON)
    assert (told(), indexed()) == (first, version + 1)
    with scope(home.district):
        move_out(by=home.as_manager, tenancy_id=planned.id, last_day=SOON + timedelta(days=30))
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=SOON)
    assert (told(), indexed()) == (first, version + 3)
    with scope(home.district):
        change_page(by=home.as_manager, enterprise_id=home.enterprise.id, description="改")
    second = told()
    assert second > first
    with scope(home.district):
        move_out(by=home.as_manager, tenancy_id=planned.id, last_day=SOON + timedelta(days=9))
    assert told() == second


def test_a_move_of_today_shows_as_a_change_of_the_page(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    query = "query($s: String!) { enterprise(slug: $s) { updatedAt } }"
    first = ask(home.district).data(query, s=home.enterprise.slug)["enterprise"]["updatedAt"]
    with scope(home.district):
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=today() - timedelta(days=1))
    assert ask(home.district).data(query, s=home.enterprise.slug)["enterprise"]["updatedAt"] > first
