"""Rows of an import go in by one statement a batch, and are no other rows for that."""

from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from tenants.acts.authors import OPERATOR
from tenants.acts.inserting import insertable
from tenants.acts.recording import act
from tenants.acts.serialising import to_json
from tenants.acts.undo import undo
from tenants.errors import Refusal
from tenants.isolation.scope import OutsideScope, scope
from tenants.models import ActChange, Contract, Enterprise, Person, Tag, Tenancy
from tests.factories.ground import an_enterprise
from tests.factories.town import Town


def test_what_is_remembered_of_a_row_is_what_is_there_and_undo_takes_it_away(town: Town) -> None:
    home = town.home
    with scope(home.district):
        with act("test.rows", by=OPERATOR) as record:
            record.create_rows(
                Contract,
                [
                    {
                        "enterprise_id": home.enterprise.id,
                        "starts": date(2026, 1, day),
                        "number": f"号\"{day}'\\",
                    }
                    for day in range(1, 30)
                ],
            )
        changes = ActChange.objects.filter(act=record.act).order_by("seq")
        rows = Contract.objects.filter(number__startswith="号").order_by("starts")
        assert [change.after for change in changes] == [to_json(row) for row in rows]
        assert [change.seq for change in changes] == list(range(29))
        assert all(change.before is None and change.model == "tenants.Contract" for change in changes)
        undo(act_id=record.act.id, by=OPERATOR)
        assert not rows.all().exists()


def test_a_row_told_by_its_columns_is_the_row_that_an_object_makes(town: Town) -> None:
    with scope(town.home.district):
        with act("test.rows", by=OPERATOR) as record:
            record.create_rows(Person, [{"name": "张三", "phone": "13800000009"}])
            record.create_many([Person(name="张三", phone="13800000009")])
        one, two = (change.after for change in ActChange.objects.filter(act=record.act).order_by("seq"))
        assert one is not None and two is not None
        assert one | {"id": ""} == two | {"id": ""} and one["id"] != two["id"]


def test_an_object_that_was_inserted_among_many_is_one_that_was_saved(town: Town) -> None:
    with scope(town.home.district):
        made = an_enterprise("新注册")
        assert not made._state.adding and made.created_at is not None
        kept = Enterprise.objects.get(id=made.id)
        assert (kept.created_at, kept.version, kept.index_version) == (made.created_at, 1, 1)


def test_a_thousand_rows_and_what_is_remembered_of_them_are_one_statement(town: Town) -> None:
    rows = [{"name": f"人{number}", "phone": ""} for number in range(1000)]
    with (
        scope(town.home.district),
        act("test.rows", by=OPERATOR) as record,
        CaptureQueriesContext(connection) as asked,
    ):
        record.create_rows(Person, rows)
    assert sum("tenants_person" in one["sql"] for one in asked) == 1
    assert sum("tenants_actchange" in one["sql"] for one in asked) == 1


def test_a_text_too_long_is_refused_and_not_cut_off(town: Town) -> None:
    with scope(town.home.district):
        with pytest.raises(Refusal) as refused, act("test.rows", by=OPERATOR) as record:
            record.create_rows(Person, [{"name": "长" * 61}])
        assert refused.value.code == "TOO_LONG"
        with pytest.raises(DatabaseError), act("test.rows", by=OPERATOR) as record:
            record.create_rows(Person, [{"name": "\ud800"}])
        assert not Person.objects.filter(name__startswith="长").exists()


def test_no_row_goes_in_outside_a_district_nor_into_another(town: Town) -> None:
    with pytest.raises(OutsideScope), act("test.rows", by=OPERATOR) as record:
        record.create_rows(Person, [{"name": "查无此人"}])
    with scope(town.next_door.district):
        with pytest.raises(DatabaseError), act("test.rows", by=OPERATOR) as record:
            record.create_rows(Contract, [{"enterprise_id": town.home.enterprise.id}])
        with pytest.raises(DatabaseError), act("test.rows", by=OPERATOR) as record:
            record.create_rows(Person, [{"name": "查无此人", "district_id": town.home.district.id}])
    with scope(town.home.district):
        assert not Person.objects.filter(name="查无此人").exists()
        assert not Contract.objects.filter(enterprise=town.home.enterprise, number="", starts=None).exists()


def test_what_an_import_writes_goes_in_this_way() -> None:
    assert insertable(Tenancy) and insertable(Enterprise) and insertable(Tag)
    assert not insertable(ActChange), "columns of JSON are none of these"
