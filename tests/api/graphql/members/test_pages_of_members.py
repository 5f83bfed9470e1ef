"""Pages with members in them: counted as they are paged, and at a price that does not grow with rows."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from alliance.members.models import MemberOffice, Membership
from tenants.actions.moving import move_in
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Claim, District, Enterprise, Tenancy
from tests.api.graphql.conftest import Asker
from tests.database import empty
from tests.factories.ground import (
    a_building,
    a_district,
    a_mandate,
    a_secretariat,
    a_unit,
    an_account,
    an_enterprise,
)
from tests.factories.members import MEETING, a_member, an_institution, in_office

# Spans about today: past, until today, from today, to come, open; as tenancy, as membership, or neither.
SPANS = [None, (-9, -1), (-9, 0), (0, 9), (0, None), (1, None), (-9, None)]
lives = st.lists(st.tuples(st.sampled_from(SPANS), st.sampled_from(SPANS)), min_size=1, max_size=9)


def day(offset: int | None) -> Any:
    return None if offset is None else today() + timedelta(days=offset)


def stands(span: tuple[int, int | None] | None) -> bool:
    return span is not None and span[0] <= 0 and (span[1] is None or span[1] >= 0)


@pytest.fixture
def rooms(transactional_db: None) -> tuple[District, list[Any], list[Enterprise]]:
    district = a_district("lives")
    with scope(district):
        building = a_building()
        return (
            district,
            [a_unit(building, f"12{number:02}") for number in range(9)],
            [an_enterprise(f"企业{number % 3}") for number in range(9)],
        )


@given(lives=lives, size=st.integers(1, 4), backward=st.booleans(), member=st.none() | st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_count_is_what_paging_to_the_end_finds(
    rooms: tuple[District, list[Any], list[Enterprise]],
    ask: Callable[..., Any],
    lives: list[Any],
    size: int,
    backward: bool,
    member: bool | None,
) -> None:
    district, units, enterprises = rooms
    with scope(district):
        for model in (Claim, Tenancy, MemberOffice, Membership):
            model.objects.all().delete()
        for (stay, belongs), unit, enterprise in zip(lives, units, enterprises, strict=False):
            if stay:
                move_in(
                    by=OPERATOR,
                    enterprise_id=enterprise.id,
                    unit_id=unit.id,
                    starts=day(stay[0]),
                    last_day=day(stay[1]),
                )
            if belongs:
                a_member(enterprise, starts=day(belongs[0]), last_day=day(belongs[1]))
    expected = {
        str(enterprise.slug)
        for (stay, belongs), enterprise in zip(lives, enterprises, strict=False)
        if (stands(stay) or stands(belongs)) and member in (None, stands(belongs))
    }
    step, cursor = ("last", "before") if backward else ("first", "after")
    query = f"""query($n: Int, $c: String, $f: EnterpriseFilter) {{
      enterprises({step}: $n, {cursor}: $c, filter: $f) {{ totalCount edges {{ node {{ slug }} }}
        pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"""
    public, found, place = ask(district), [], None
    while True:
        page = public.data(query, n=size, c=place, f={"member": member})["enterprises"]
        assert page["totalCount"] == len(expected)
        found += [edge["node"]["slug"] for edge in page["edges"]]
        info = page["pageInfo"]
        place = info["startCursor" if backward else "endCursor"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            break
    assert len(found) == len(expected) and set(found) == expected


FIELDS = "since until note enterprise { name unit { label } } offices { office since enterprise { name } }"
PAGE = "{{ {0}(first: 100) {{ totalCount edges {{ node {{ {1} }} }} }} }}"
LISTS = {
    "memberships": PAGE.format("memberships", FIELDS),
    "enterprises": PAGE.format("enterprises", f"name membership {{ {FIELDS} }}"),
}
# Token, district, scope, reader and savepoint take 8; then page and count, and one for each kind of thing.
BUDGETS = {"memberships": 13, "enterprises": 15}


@pytest.fixture(scope="module")
def sizes(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[int, Asker]]:
    """A district of two members and one of twenty, asked by their secretariats."""
    with django_db_blocker.unblock():
        askers = {}
        for slug, size in (("two-members", 2), ("twenty-members", 20)):
            district = a_district(slug)
            secretary = an_account(slug)
            with scope(district):
                a_mandate(secretary, a_secretariat().id, "SECRETARIAT")
                for number in range(size):
                    in_office(an_institution(f"成员{number}"), MEETING)
            askers[size] = Asker(district, secretary)
        yield askers
        empty()


@pytest.mark.parametrize("name", LISTS)
def test_statements_do_not_grow_with_rows(
    sizes: dict[int, Asker], django_db_blocker: DjangoDbBlocker, name: str
) -> None:
    spent = []
    with django_db_blocker.unblock():
        for size, asker in sizes.items():
            assert asker.data(LISTS[name])[name]["totalCount"] == size
            spent.append(asker.statements)
    assert spent == [BUDGETS[name]] * 2
