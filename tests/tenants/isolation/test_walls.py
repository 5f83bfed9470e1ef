"""Guards: every model, every connection between models, and the database's own catalogue."""

import pytest
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection, models

from tenants.isolation.constraints import CompositeForeignKey, RowSecurity
from tenants.isolation.models import Scoped, ScopedForeignKey
from tenants.isolation.tables import OUTSIDE
from tests.database import as_role

MODELS = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
SCOPED = [model for model in MODELS if issubclass(model, Scoped)]


def test_every_model_is_inside_the_walls_or_named_with_a_reason() -> None:
    neither = {m._meta.label for m in MODELS if m not in SCOPED} - OUTSIDE.keys()
    assert not neither, f"Make them Scoped, or name them in tenants/isolation/tables.py: {neither}"


def test_nothing_is_named_outside_that_is_no_model_or_is_inside() -> None:
    outside = {m._meta.label for m in MODELS if m not in SCOPED}
    assert OUTSIDE.keys() <= outside, OUTSIDE.keys() - outside


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_a_scoped_model_has_row_security_and_a_key_with_its_district(model: type[models.Model]) -> None:
    constraints = model._meta.constraints
    assert any(isinstance(one, RowSecurity) for one in constraints)
    assert any(
        isinstance(one, models.UniqueConstraint) and one.fields == ("district", "id") for one in constraints
    )


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_every_connection_to_a_scoped_model_carries_the_district(model: type[models.Model]) -> None:
    covered = {
        field
        for one in model._meta.constraints
        if isinstance(one, CompositeForeignKey)
        for field in one.fields
    }
    for field in model._meta.concrete_fields:
        if field.is_relation and issubclass(field.related_model, Scoped):  # type: ignore[arg-type]
            assert isinstance(field, ScopedForeignKey), f"{model._meta.label}.{field.name}"
            assert field.name in covered, f"{model._meta.label}.{field.name} has no composite foreign key"


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_uniqueness_and_exclusion_never_reach_over_the_wall(model: type[models.Model]) -> None:
    for field in model._meta.concrete_fields:
        assert field.primary_key or not field.unique, f"{field} is unique over all districts"
    for one in model._meta.constraints:
        if isinstance(one, models.UniqueConstraint):
            assert "district" in one.fields, one.name
        elif isinstance(one, ExclusionConstraint):
            assert one.expressions[0] == ("district", "="), one.name  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_catalogue_has_row_security_forced_on_every_scoped_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND relrowsecurity AND relforcerowsecurity"
        )
        walled = {name for (name,) in cursor.fetchall()}
    assert {model._meta.db_table for model in SCOPED} | {"tenants_outboxevent"} == walled


@pytest.mark.django_db
def test_the_catalogue_has_every_foreign_key_between_scoped_tables_with_the_district() -> None:
    scoped = [model._meta.db_table for model in SCOPED]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT conname, (SELECT array_agg(attname ORDER BY place)
                             FROM unnest(conkey) WITH ORDINALITY AS key(number, place)
                             JOIN pg_attribute ON attrelid = conrelid AND attnum = number)
            FROM pg_constraint
            WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s) AND confrelid::regclass::text = ANY(%s)
            """,
            [scoped, scoped],
        )
        found = cursor.fetchall()
    assert len(found) >= 40
    assert [name for name, columns in found if columns[0] != "district_id"] == []


@pytest.mark.django_db
def test_the_catalogue_holds_nothing_that_sees_over_the_walls() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND (relkind = 'm'"
            " OR (relkind = 'v' AND NOT coalesce(reloptions::text LIKE '%%security_invoker=true%%', false)))"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_the_app_role_owns_nothing_and_bypasses_nothing() -> None:
    with as_role("app") as app:
        row = app.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole,"
            " (SELECT count(*) FROM pg_class WHERE relowner = r.oid)"
            " FROM pg_roles r WHERE rolname = current_user"
        ).fetchone()
    assert row == (False, False, False, 0)
