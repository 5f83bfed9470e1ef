"""A row as JSON, and back: what acts keep of before and after."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

# Counters and clocks that other acts move on their own; undo neither compares nor restores them.
MOVING = frozenset({"version", "index_version", "updated_at"})


def stored_fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def to_json(row: models.Model) -> dict[str, Any]:
    """Column name → value, as the database has it."""
    return {field.attname: _plain(_stored(field, row)) for field in stored_fields(type(row))}


def in_json(value: Any) -> Any:
    """A value as `to_json` writes it, of a kind that JSON has no word for."""
    return _plain(value)


def _stored(field: Any, row: models.Model) -> Any:
    value = getattr(row, field.attname)
    # One number, one text: a row just made has 2.5 or 0 where it reads 2.500 and 0.000 later.
    return field.to_python(value) if isinstance(field, models.DecimalField) else value


def _plain(value: Any) -> Any:
    # The encoder knows everything, but an import writes tens of thousands of rows of these few kinds.
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):  # one moment, one text, in whichever zone it was read
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if hasattr(value, "lower_inc"):  # a range, half-open
        return [_plain(value.lower), _plain(value.upper)]
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def from_json(label: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values as Python has them. `label` is `app.Model`."""
    fields = {field.attname: field for field in stored_fields(apps.get_model(label))}
    return {name: _restore(fields[name], value) for name, value in values.items()}


def _restore(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.BinaryField):
        return bytes.fromhex(value)
    if hasattr(field, "range_type"):
        return field.range_type(*(field.base_field.to_python(end) for end in value), bounds="[)")
    return field.to_python(value)
