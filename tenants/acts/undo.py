"""Taking an act back, while nothing has been built on it."""

from collections.abc import Iterator, Sequence
from copy import copy
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from tenants.errors import NotFound, Refusal
from tenants.isolation.tables import append_only
from tenants.models import Act, ActChange

from .authors import Author
from .recording import BATCH, Record, act
from .serialising import MOVING, from_json, to_json
from .worked_out import columns_of, values_of

# What the database says when something else points to a row that is to go, or stands where one is to
# come back: foreign key, unique and exclusion constraint. Any other of its refusals is a fault of ours.
BUILT_ON_STATES = frozenset({"23503", "23505", "23P01"})


def undo(*, act_id: UUID, by: Author) -> Act:
    """Take an act back, as an act of its own.

    Returns the new act. Raises NotFound, or Refusal `BUILT_ON` when a later act that still holds touched a
    row of this one, a row is no longer as this one left it, or something else points to a row it made;
    `UNDONE` when it was taken back already; `ONLY_REVERSED` when it wrote what is never taken away.
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
            if _touched_since(undone):  # asked now that all its rows are locked
                raise _built_on()
            for topic, ids in undone.touched.items():
                record.emit(topic, *map(UUID, ids))
    except Refusal as error:
        if error.code in ("BUSY", "UNDONE"):
            raise
        raise _built_on() from error
    except IntegrityError as error:
        if getattr(error.__cause__, "sqlstate", None) not in BUILT_ON_STATES:
            raise
        raise _built_on() from error
    return record.act


def _touched_since(undone: Act) -> bool:
    """Whether a later act that still holds changed one of the same rows, be it back to the same values.

    Changes of one row are in the order of their ids: each is noted while its row is locked.
    """
    earlier = ActChange.objects.filter(act=undone, row=OuterRef("row"), id__lt=OuterRef("id"))
    changes = ActChange.objects.filter(Exists(earlier)).exclude(act=undone)
    later = dict(Act.objects.filter(id__in=changes.values("act")).values_list("id", "undo_of"))
    undo_of = {taken_back: act for act, taken_back in later.items() if taken_back}
    return any(_holds(act, undo_of) for act, taken_back in later.items() if taken_back not in later)


def _holds(act: UUID, undo_of: dict[UUID, UUID]) -> bool:
    """Whether anything is left of an act, given which act took which back: of one that was taken back, and
    the taking back not itself, nothing is."""
    return act not in undo_of or not _holds(undo_of[act], undo_of)


def _latest_first(undone: Act) -> Iterator[ActChange]:
    """In batches, and not by a cursor in the database: when undoing is refused half-way the savepoint takes
    that along, and closing it afterwards breaks the transaction."""
    changes = ActChange.objects.filter(act=undone).order_by("-seq")
    batch = list(changes[:BATCH])
    while batch:
        yield from batch
        batch = list(changes.filter(seq__lt=batch[-1].seq)[:BATCH])


def _kind(change: ActChange) -> tuple[str, bool]:
    return change.model, change.before is None


def _unmake(label: str, changes: Sequence[ActChange], record: Record) -> None:
    """Take away rows of one model that the act made, in batches: an import made thousands."""
    for start in range(0, len(changes), BATCH):
        batch = changes[start : start + BATCH]
        asked = apps.get_model(label)._default_manager.filter(pk__in=[change.row for change in batch])
        rows = {row.pk: row for row in asked.order_by("pk").select_for_update()}
        if any(
            change.row not in rows or not _as_left(label, to_json(rows[change.row]), change.after)
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
        again = model(**from_json(change.model, change.before or {}))
        for name, value in values_of(again).items():
            setattr(again, name, value)
        record.create(again)
        return
    if row is None or not _as_left(change.model, to_json(row), change.after):
        raise _built_on()
    before: dict[str, Any] = change.before or {}
    values = from_json(change.model, {name: value for name, value in before.items() if name not in MOVING})
    if columns_of(change.model) & values.keys():
        again = copy(row)
        for name, value in values.items():
            setattr(again, name, value)
        values |= values_of(again)
    if hasattr(row, "version"):  # a change like any other: who still has the page open is told
        values["version"] = row.version + 1
    record.update(row, **values)


def _as_left(label: str, present: dict[str, Any], left: Any) -> bool:
    moving = MOVING | columns_of(label)
    return all(present[name] == value for name, value in left.items() if name not in moving)


def _built_on() -> Refusal:
    return Refusal("BUILT_ON", _("This cannot be taken back: something has been built on it since."))
