"""Many rows of one model, and what an act remembers of them, in one statement and one JSON parameter.

`bulk_create` takes longer to dress an import's rows for the database than the database to take them in.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import orjson
from django.contrib.postgres.fields import DateRangeField
from django.db import connection, models

from tenants.isolation.fields import DistrictKey
from tenants.isolation.models import new_id
from tenants.isolation.scope import current_district_id

from .serialising import in_json, stored_fields

# What `serialising` writes in a way that the database reads as it stands; ranges are read apart.
_PLAIN = (
    models.CharField,
    models.TextField,
    models.UUIDField,
    models.IntegerField,
    models.BooleanField,
    models.DateField,
    models.ForeignKey,
    DateRangeField,
)
_ODD = (models.DurationField, models.FileField)


def insertable(model: type[models.Model]) -> bool:
    """Whether rows of the model are told to the database by the JSON that acts keep of them."""
    return all(isinstance(field, _PLAIN) and not isinstance(field, _ODD) for field in stored_fields(model))


def columns_of(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """New rows by their columns, with their district and the time of day, as saving them would write."""
    model: type[models.Model] = type(rows[0])
    waking, names = _waking(model), _names(model)
    told = []
    for row in rows:
        for field in waking:
            field.pre_save(row, True)
        told.append({name: _same(getattr(row, name)) for name in names})
    return told


def _same(value: Any) -> Any:
    # orjson would write a moment in the zone it was given in.
    return in_json(value) if isinstance(value, datetime) else value


def completed(model: type[models.Model], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """New rows told by some of their columns, with all of them."""
    given = _defaults(model) | {"district_id": current_district_id()}
    return [{"id": new_id(), **given, **row} for row in rows]


def insert(act_id: UUID, model: type[models.Model], changes: Sequence[dict[str, Any]]) -> None:
    """Inserts rows with what an act notes of them, whose `after` is what they are."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(model), [_dumped(changes), current_district_id(), act_id])


def _dumped(changes: Sequence[dict[str, Any]]) -> str:
    try:
        return orjson.dumps(changes, default=in_json).decode()
    except TypeError:  # numbers of more than 64 bits, halves of characters: the database says what it thinks
        return json.dumps(changes, default=in_json)


@cache
def _names(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in stored_fields(model))


@cache
def _defaults(model: type[models.Model]) -> dict[str, Any]:
    """What the columns are that nobody speaks of."""
    assert not [field for field in _waking(model) if not isinstance(field, DistrictKey)]
    return {
        field.attname: field.get_default()
        for field in stored_fields(model)
        if not field.primary_key and not isinstance(field, DistrictKey)
    }


@cache
def _waking(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(
        field
        for field in stored_fields(model)
        if isinstance(field, DistrictKey)
        or getattr(field, "auto_now", False)
        or getattr(field, "auto_now_add", False)
    )


@cache
def _statement(model: type[models.Model]) -> str:
    fields = stored_fields(model)
    names = ", ".join(f'"{field.column}"' for field in fields)
    columns = ", ".join(f'"{field.attname}" {_type(field)}' for field in fields)
    values = ", ".join(_value(field) for field in fields)
    return f"""
        WITH given AS MATERIALIZED (
            SELECT id, seq, "row", "after" FROM jsonb_to_recordset(%s)
                AS given (id uuid, seq int, "row" uuid, "after" jsonb)
        ), made AS (
            INSERT INTO "{model._meta.db_table}" ({names})
            SELECT {values} FROM given, jsonb_to_record("after") AS new ({columns}) ORDER BY given.seq
        )
        INSERT INTO tenants_actchange (district_id, act_id, id, seq, model, "row", "before", "after")
        SELECT %s, %s, id, seq, '{model._meta.label}', "row", NULL, "after" FROM given
    """


def _type(field: Any) -> str:
    if isinstance(field, DateRangeField):
        return "jsonb"
    if isinstance(field, models.CharField | models.TextField):
        return "text"  # a text that is too long is refused by the column, not cut off here
    return str(field.db_type(connection))


def _value(field: Any) -> str:
    if isinstance(field, DateRangeField):
        name = f'new."{field.attname}"'
        # A range that is NULL is one, and no range without ends.
        return f"CASE WHEN {name} IS NOT NULL THEN daterange(({name}->>0)::date, ({name}->>1)::date) END"
    return f'new."{field.attname}"'
