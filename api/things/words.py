"""Values of the API as people read them, and what its fields are called."""

import re
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# What no model has a word for, or where the API's name is another than the column's. A field that has a word
# neither here nor there is not shown.
LABELS = {
    "availableFrom": _("available from"),
    "availableUntil": _("available until"),
    "building": _("building"),
    "createdAt": _("made on"),
    "enterprise": _("enterprise"),
    "expiresAt": _("expires on"),
    "owner": _("belongs to"),
    "principal": _("on behalf of"),
    "quantity": _("quantity"),
    "state": _("state"),
    "tags": _("tags"),
    "unit": _("unit"),
    "validFrom": _("valid from"),
    "validUntil": _("valid until"),
}
# States that are computed, so that no column has a word for them.
STATES = {
    "ACCEPTED": _("accepted, waits for the office"),
    "APPROVED": _("approved"),
    "EXPIRED": _("expired"),
    "WAITING": _("waiting"),
    "WITHDRAWN": _("withdrawn"),
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def label_for(model: Any, name: str) -> str:
    """What a field is called, in the active language; "" for one that has no word."""
    if name in LABELS:
        return str(LABELS[name])
    column = _column(model, name)
    word = getattr(column, "_verbose_name", None)
    return str(word) if isinstance(word, Promise) else ""


def said(model: Any, name: str, value: Any) -> str:
    """A value in words; "" for none."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, list):
        return "、".join(filter(None, (said(model, name, one) for one in value)))
    if isinstance(value, dict):
        return str(value.get("called") or "")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, float):
        return f"{value:g}"
    choices = dict(getattr(_column(model, name), "flatchoices", None) or ())
    if value in choices:
        return str(choices[value])
    text = str(value)
    if DAY.match(text):
        return _moment(text)
    return str(STATES[text]) if text in STATES else text


def _moment(text: str) -> str:
    try:
        if len(text) == 10:
            return date_format(date.fromisoformat(text), "DATE_FORMAT")
        here = timezone.localtime(datetime.fromisoformat(text), timezone.get_default_timezone())
        return date_format(here, "DATETIME_FORMAT")
    except ValueError:
        return text


def _column(model: Any, name: str) -> Any:
    snake = re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", name)
    try:
        return model._meta.get_field(snake)
    except FieldDoesNotExist:
        return None
