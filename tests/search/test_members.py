"""Members of the alliance are found by name though they are on no unit, and on no day longer."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from alliance.members.actions import end_membership
from alliance.members.models import Membership
from search.comparing import differences
from search.engines import engine
from search.fields import Subject
from search.rebuilding import rebuild
from search.selectors import search_enterprises
from tenants.actions.moving import move_out
from tenants.acts.authors import OPERATOR
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Act, District
from tenants.readers import ANYBODY
from tests.factories.ground import a_building, a_district, a_unit, an_enterprise, moved_in
from tests.factories.members import a_member, an_institution
from tests.search.conftest import Search, relay

ONE_DAY = timedelta(days=1)


@pytest.fixture
def district(transactional_db: None) -> District:
    return a_district("plaza")


def test_a_member_that_is_no_tenant_is_found_and_the_day_after_no_more(
    district: District, found: Search
) -> None:
    with scope(district):
        library = an_institution("某区图书馆")
    relay()
    assert found(district, "qtsg") == found(district, "图书馆") == ["某区图书馆"]
    with scope(district):
        end_membership(
            by=OPERATOR, membership_id=Membership.objects.get(enterprise=library).id, last_day=today()
        )
    relay()
    assert found(district, "图书馆") == ["某区图书馆"]
    with time_machine.travel(timedelta(days=1, seconds=1)):
        assert found(district, "图书馆") == []
        with scope(district):
            assert search_enterprises(reader=ANYBODY, text="图书馆").total_count == 0
        relay()  # though nobody wrote
        assert engine().versions(district.id, Subject.ENTERPRISE) == {}
        assert list(differences(district.id)) == []


def test_a_membership_planned_is_known_on_its_day(district: District, found: Search) -> None:
    with scope(district):
        an_institution("某区科协", starts=today() + 7 * ONE_DAY)
    relay()
    assert found(district, "科协") == [] and engine().versions(district.id, Subject.ENTERPRISE) == {}
    with time_machine.travel(timedelta(days=7, seconds=1)):
        relay()
        assert found(district, "科协") == ["某区科协"]


def test_an_admission_taken_back_is_taken_back_in_the_index(district: District, found: Search) -> None:
    with scope(district):
        an_institution("某区图书馆")
    relay()
    with scope(district):
        undo(act_id=Act.objects.get(verb="membership.admit").id, by=OPERATOR)
    relay()
    assert found(district, "图书馆") == [] and engine().versions(district.id, Subject.ENTERPRISE) == {}


def test_a_tenant_that_moves_out_stays_while_it_is_a_member(district: District, found: Search) -> None:
    with scope(district):
        company = an_enterprise("新众通")
        stay = moved_in(company, a_unit(a_building(), "1203"))
        a_member(company)
        move_out(by=OPERATOR, tenancy_id=stay.id, last_day=today() - ONE_DAY)
    relay()
    assert found(district, "新众通") == ["新众通"]
    assert found(district, "A座1203") == []


def test_next_door_finds_nothing_of_it(district: District, found: Search) -> None:
    other = a_district("next-door")
    with scope(district):
        an_institution("某区图书馆")
    relay()
    assert found(other, "图书馆") == []


def test_a_rebuilt_index_has_the_members(district: District, index: Path, found: Search) -> None:
    with scope(district):
        an_institution("某区图书馆")
        a_gone: Any = an_institution("曾经的成员", last_day=today() - ONE_DAY)
    rebuild()
    assert found(district, "图书馆") == ["某区图书馆"]
    assert a_gone.id not in engine().versions(district.id, Subject.ENTERPRISE)
