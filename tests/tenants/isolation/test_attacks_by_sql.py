"""From district A, by SQL that does not itself change the scope, nothing of district B is had."""

import psycopg
import pytest
from django.db import connection

from tenants.isolation.models import Scoped
from tenants.isolation.scope import OutsideScope, ScopeSwitch, account_scope, scope
from tenants.models import Building, Enterprise, Mandate, Principal, Tenancy
from tests.database import as_role
from tests.factories.town import SHARED_CODE, SHARED_NAME, Town
from tests.tenants.isolation.test_walls import SCOPED


def open_as_app(app: psycopg.Connection, district_id: object) -> None:
    app.execute(f"SET LOCAL app.district_id = '{district_id}'")


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_raw_sql_without_a_scope_sees_no_row_at_all(town: Town, model: type[Scoped]) -> None:
    with as_role("app") as app:
        row = app.execute(f'SELECT count(*) FROM "{model._meta.db_table}"').fetchone()
        assert row == (0,)


def test_raw_sql_in_a_scope_sees_the_insiders_rows_only(town: Town) -> None:
    for side in (town.home, town.next_door):
        with as_role("app") as app, app.transaction():
            open_as_app(app, side.district.id)
            assert app.execute("SELECT id FROM tenants_enterprise").fetchall() == [(side.enterprise.id,)]


def test_raw_sql_cannot_change_or_delete_the_neighbours_rows(town: Town) -> None:
    with as_role("app") as app, app.transaction():
        open_as_app(app, town.home.district.id)
        other = town.next_door.enterprise.id
        assert app.execute("UPDATE tenants_enterprise SET name = 'x' WHERE id = %s", [other]).rowcount == 0
        assert app.execute("DELETE FROM tenants_enterprise WHERE id = %s", [other]).rowcount == 0
    with scope(town.next_door.district):
        assert Enterprise.objects.get().name == SHARED_NAME


def test_raw_sql_cannot_write_a_row_into_the_neighbours_district(town: Town) -> None:
    with as_role("app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege), app.transaction():
        open_as_app(app, town.home.district.id)
        app.execute(
            "INSERT INTO tenants_principal (id, district_id, kind, name)"
            " VALUES (gen_random_uuid(), %s, 'GRID', '')",
            [town.next_door.district.id],
        )


def test_a_foreign_key_cannot_point_over_the_wall(town: Town) -> None:
    with as_role("app") as app, pytest.raises(psycopg.errors.ForeignKeyViolation) as error, app.transaction():
        open_as_app(app, town.home.district.id)
        app.execute("UPDATE tenants_building SET office_id = %s", [town.next_door.office.id])
    assert "next-door" not in str(error.value)


def test_a_foreign_key_error_is_the_same_for_a_neighbours_id_and_for_one_that_never_was(town: Town) -> None:
    def answer(office_id: object) -> str:
        with (
            as_role("app") as app,
            pytest.raises(psycopg.errors.ForeignKeyViolation) as error,
            app.transaction(),
        ):
            open_as_app(app, town.home.district.id)
            app.execute("UPDATE tenants_building SET office_id = %s", [office_id])
        return str(error.value).replace(str(office_id), "ID")

    assert answer(town.next_door.office.id) == answer("0190a000-0000-7000-8000-000000000000")


def test_uniqueness_tells_nothing_of_the_neighbour(town: Town) -> None:
    with scope(town.next_door.district):
        Building.objects.create(name="望月楼", ordinal=9)
    with scope(town.home.district):
        Building.objects.create(name="望月楼", ordinal=9)
        assert Enterprise.objects.filter(uscc=SHARED_CODE).count() == 1


def test_exclusion_tells_nothing_of_the_neighbour(town: Town) -> None:
    """The neighbour's unit is claimed; a claim on the same node id in our own district does not collide."""
    with as_role("app") as app, pytest.raises(psycopg.errors.ForeignKeyViolation), app.transaction():
        open_as_app(app, town.home.district.id)
        app.execute(
            "INSERT INTO tenants_claim (id, district_id, tenancy_id, node_id, level, share, during)"
            " VALUES (gen_random_uuid(), %s, %s, %s, 0, gen_random_uuid(), '(,)')",
            [town.home.district.id, town.home.tenancy.id, town.next_door.unit.id],
        )


def test_django_refuses_scoped_tables_outside_a_scope(town: Town) -> None:
    for attempt in (
        lambda: list(Enterprise.objects.all()),
        lambda: Enterprise.objects.count(),
        lambda: Enterprise.objects.update(name="x"),
        lambda: Enterprise.objects.all().delete(),
        lambda: Principal.objects.create(kind="GRID"),
        lambda: Principal.objects.bulk_create([Principal(kind="GRID")]),
    ):
        with pytest.raises(OutsideScope):
            attempt()


def test_the_scope_cannot_be_switched_inside(town: Town) -> None:
    with scope(town.home.district), pytest.raises(ScopeSwitch), scope(town.next_door.district):
        pass


def test_the_scope_is_gone_after_its_end_and_after_an_error(town: Town) -> None:
    with pytest.raises(ZeroDivisionError), scope(town.home.district):
        raise ZeroDivisionError
    with pytest.raises(OutsideScope):
        Tenancy.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tenants_tenancy")
        assert cursor.fetchone() == (0,)


def test_an_account_finds_its_own_mandates_everywhere_and_no_others(town: Town) -> None:
    with account_scope(town.insider):
        assert [mandate.id for mandate in Mandate.objects.all()] == [town.home.mandate.id]
        with pytest.raises(OutsideScope):
            Enterprise.objects.count()
    with account_scope(town.outsider):
        assert Mandate.objects.count() == 0


def test_guessed_ids_of_the_neighbour_answer_like_ids_that_never_were(town: Town) -> None:
    with scope(town.home.district):
        assert not Enterprise.objects.filter(id=town.next_door.enterprise.id).exists()
        assert not Tenancy.objects.filter(unit=town.next_door.unit.id).exists()


def test_acts_are_append_only_for_the_app(town: Town) -> None:
    with as_role("app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege), app.transaction():
        open_as_app(app, town.home.district.id)
        app.execute("UPDATE tenants_act SET summary = 'nothing happened'")


def test_the_outbox_of_the_neighbour_can_be_neither_read_nor_counted(town: Town) -> None:
    with as_role("app") as app:
        with app.transaction():
            open_as_app(app, town.home.district.id)
            found = app.execute("SELECT DISTINCT district_id FROM tenants_outboxevent").fetchall()
        assert found in ([], [(town.home.district.id,)])
        assert app.execute("SELECT count(*) FROM tenants_outboxevent").fetchone() == (0,)
