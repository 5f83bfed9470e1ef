"""The index follows what is written, by the outbox; and shows nothing forbidden while it lags."""

from datetime import timedelta

import pytest
import time_machine

from search.comparing import differences
from search.engine import SearchAway
from search.engines import engine
from search.fields import Subject
from search.selectors import search_enterprises
from search.sync import follow
from tenants.actions.enterprises import rename
from tenants.actions.moving import move_out
from tenants.acts.authors import OPERATOR
from tenants.acts.outbox import Unavailable
from tenants.acts.relay import relay_batch
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, OutboxEvent
from tenants.readers import ANYBODY
from tenants.selectors.outbox import backlogs
from tests.factories.ground import a_building, a_district, a_unit, an_enterprise, moved_in
from tests.search.conftest import relay


@pytest.fixture
def district(transactional_db):
    return a_district("plaza")


@pytest.fixture
def company(district, index):
    with scope(district):
        made = an_enterprise("新众通")
        moved_in(made, a_unit(a_building(), "1203"))
    relay()
    return made


def leaves(company, district, last_day):
    with scope(district):
        move_out(by=OPERATOR, tenancy_id=company.tenancies.get().id, last_day=last_day)


def test_who_moves_in_is_found_and_not_before(district, found):
    with scope(district):
        made, unit = an_enterprise("新众通"), a_unit(a_building(), "1203")
    relay()
    assert found(district, "新众通") == []
    with scope(district):
        moved_in(made, unit)
    relay()
    assert found(district, "新众通") == ["新众通"]


def test_a_new_name_is_found_and_the_old_one_too(district, company, found):
    with scope(district):
        rename(by=OPERATOR, enterprise_id=company.id, name="众联数字")
    relay()
    assert found(district, "众联") == ["众联数字"]
    assert found(district, "新众通") == ["众联数字"]


def test_an_act_taken_back_is_taken_back_in_the_index(district, company, found):
    with scope(district):
        rename(by=OPERATOR, enterprise_id=company.id, name="众联数字")
    relay()
    with scope(district):
        undo(act_id=Act.objects.latest("id").id, by=OPERATOR)
    relay()
    assert found(district, "众联") == []
    assert found(district, "新众通") == ["新众通"]


def test_whoever_has_left_is_not_shown_nor_counted_while_the_index_still_has_it(district, company, found):
    leaves(company, district, today() - timedelta(days=1))
    assert found(district, "新众通") == []
    with scope(district):
        assert search_enterprises(reader=ANYBODY, text="新众通").total_count == 0
    relay()
    assert engine().versions(district.id, Subject.ENTERPRISE) == {}


def test_a_move_planned_is_known_on_its_day_though_nobody_writes(district, company, found):
    next_week = today() + timedelta(days=7)
    leaves(company, district, next_week - timedelta(days=1))
    with scope(district):
        moved_in(company, a_unit(a_building("B座", ordinal=1), "301"), starts=next_week)
    relay()
    assert found(district, "A座1203") == ["新众通"]
    assert found(district, "B座301") == []
    assert all(backlog.lag_seconds == 0 for backlog in backlogs())
    with time_machine.travel(timedelta(days=7, seconds=1)):
        relay()
        assert found(district, "A座1203") == []
        assert found(district, "B座301") == ["新众通"]


def test_the_event_for_a_day_to_come_is_left_once(district, company):
    leaves(company, district, today() + timedelta(days=3))
    relay()
    follow(district.id, [company.id])
    follow(district.id, [company.id])
    with scope(district):
        assert OutboxEvent.objects.filter(district_id=district.id, done_at=None).count() == 1


def test_events_may_come_twice_and_in_any_order(district, company, found):
    for name in ("众联数字", "众联智慧"):
        with scope(district):
            rename(by=OPERATOR, enterprise_id=company.id, name=name)
    relay()
    follow(district.id, [company.id, company.id])
    follow(district.id, [company.id])
    assert found(district, "众联") == ["众联智慧"]
    assert list(differences(district.id)) == []


def test_an_index_that_is_lost_is_rebuilt_by_the_next_event(district, company, index, found):
    index.lose()
    with pytest.raises(Refusal) as refused:
        found(district, "新众通")
    assert refused.value.code == "SEARCH_UNAVAILABLE"
    with scope(district):
        moved_in(an_enterprise("新天地"), a_unit(a_building("B座", ordinal=1), "301"))
    relay()
    assert sorted(found(district, "新")) == ["新众通", "新天地"]


def test_while_the_index_cannot_be_written_events_wait_none_is_lost(
    district, company, found, index, monkeypatch
):
    def away(*args):
        raise SearchAway("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(f"search.{index.package}.index.changing", away)
        with scope(district):
            rename(by=OPERATOR, enterprise_id=company.id, name="众联数字")
        with pytest.raises(Unavailable):
            follow(district.id, [company.id])
        relay_batch()
    with time_machine.travel(timedelta(seconds=10)):
        relay()
    assert found(district, "众联") == ["众联数字"]
    assert all(backlog.waiting == backlog.set_aside == 0 for backlog in backlogs())


def test_a_row_that_is_no_more_leaves_the_index(district, company):
    with engine().writing() as index:
        index.put(district.id, [])
    stranger = a_district("elsewhere")
    follow(stranger.id, [company.id])  # an id that is none of this district's
    assert engine().versions(stranger.id, Subject.ENTERPRISE) == {}
    assert company.id in engine().versions(district.id, Subject.ENTERPRISE)


def test_a_registration_taken_back_is_no_more_in_the_index(district, index, found):
    with scope(district):
        building = a_building()
        gone = an_enterprise("来去匆匆")
        tenancy = moved_in(gone, a_unit(building, "1203"))
    relay()
    assert found(district, "来去匆匆") == ["来去匆匆"]
    with scope(district):
        for verb in ("tenancy.move_in", "enterprise.register"):
            undo(act_id=Act.objects.get(verb=verb).id, by=OPERATOR)
        assert not type(tenancy).objects.exists()
    relay()
    assert engine().versions(district.id, Subject.ENTERPRISE) == {}
