"""Taking an act back, while nothing has been built on it."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from tenants.errors import NotFound, Refusal
from tenants.isolation.tables import append_only
from tenants.models import Act, ActChange

from .authors import Author
from .recording import BATCH, Record, act
from .serialising import MOVING, from_json, to_json


def undo(*, act_id: UUID, by: Author) -> Act:
    """Take an act back, as an act of its own.

    Returns the new act. Raises NotFound, or Refusal `BUILT_ON` when a row is no longer as the act
    left it, or something else points to a row it made; `UNDONE` when it was taken back already;
    `ONLY_REVERSED` when it wrote what is never taken away.
    """
    undone = Act.objects.filter(id=act_id).first()
    if undone is None:
        raise NotFound(_("There is no such act."))
    if Act.objects.filter(undo_of=undone).exists():
        raise Refusal("UNDONE", _("This has been taken back already."))
    if ActChange.objects.filter(act=undone, model__in=append_only()).exists():
        raise Refusal("ONLY_REVERSED", _("What was written here stays. Reverse it instead, with a reason."))
    try:
        with act("act.undo", by=by, summary=undone.summary, undo_of=undone) as record:
            for (model, made), changes in groupby(_latest_first(undone), key=_kind):
                if made:
                    _unmake(model, list(changes), record)
                else:
                    for change in changes:
                        _take_back(change, record)
            for topic, ids in undone.touched.items():
                record.emit(topic, *map(UUID, ids))
    except (IntegrityError, Refusal) as error:
        if isinstance(error, Refusal) and error.code == "BUSY":
            raise
        raise _built_on() from error
    return record.act


def _latest_first(undone: Act) -> Iterator[ActChange]:
    return ActChange.objects.filter(act=undone).order_by("-seq").iterator(chunk_size=BATCH)


def _kind(change: ActChange) -> tuple[str, bool]:
    return change.model, change.before is None


def _unmake(label: str, changes: Sequence[ActChange], record: Record) -> None:
    """Take away rows of one model that the act made, in batches: an import made thousands."""
    for start in range(0, len(changes), BATCH):
        batch = changes[start : start + BATCH]
        asked = apps.get_model(label)._default_manager.filter(pk__in=[change.row for change in batch])
        rows = {row.pk: row for row in asked.order_by("pk").select_for_update()}
        if any(
            change.row not in rows or not _as_left(to_json(rows[change.row]), change.after)
            for change in batch
        ):
            raise _built_on()
        record.delete_many([rows[change.row] for change in batch])


def _take_back(change: ActChange, record: Record) -> None:
    model = apps.get_model(change.model)
    row: Any = model._default_manager.filter(pk=change.row).select_for_update().first()
    if change.after is None:
        if row is not None:
            raise _built_on()
        record.create(model(**from_json(change.model, change.before or {})))
        return
    if row is None or not _as_left(to_json(row), change.after):
        raise _built_on()
    before: dict[str, Any] = change.before or {}
    values = from_json(change.model, {name: value for name, value in before.items() if name not in MOVING})
    if hasattr(row, "version"):  # a change like any other: who still has the page open is told
        values["version"] = row.version + 1
    record.update(row, **values)


def _as_left(present: dict[str, Any], left: Any) -> bool:
    return all(present[name] == value for name, value in left.items() if name not in MOVING)


def _built_on() -> Refusal:
    return Refusal("BUILT_ON", _("This cannot be taken back: something has been built on it since."))
