"""The only way rows are written: inside an act, which remembers what was before and after."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone
from uuid_utils import uuid7

from tenants.isolation.scope import current_district_id
from tenants.models import Act, Enterprise

from .authors import Author
from .inserting import columns_of, completed, insert, insertable
from .outbox import announce
from .pages import Pages
from .serialising import to_json
from .violations import in_words

BATCH = 1000
_INSERT_CHANGES = """
    INSERT INTO tenants_actchange (district_id, act_id, id, seq, model, "row", "before", "after")
    SELECT %s, %s, id, seq, model, "row", "before", "after" FROM jsonb_to_recordset(%s)
        AS given (id uuid, seq int, model text, "row" uuid, "before" jsonb, "after" jsonb)
"""


class Record:
    """What one act does. Made by `act()`.

    `wrote` is called with how many rows of many were written since it was called last.
    """

    def __init__(self, the_act: Act) -> None:
        self.act = the_act
        self.wrote: Callable[[int], None] = _nobody_counts
        self._seq = 0
        self._new: set[UUID] = set()
        self._changes: list[dict[str, Any]] = []
        self._touched: dict[str, set[UUID]] = defaultdict(set)
        self._pages = Pages()

    def create(self, row: Any) -> Any:
        row.save(force_insert=True)
        self._made(row)
        return row

    def create_many(self, rows: Sequence[Any]) -> None:
        """Insert rows of one model, in batches."""
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            if insertable(type(batch[0])):
                self._insert(type(batch[0]), columns_of(batch))
                for row in batch:
                    row._state.adding, row._state.db = False, connection.alias
            else:
                type(batch[0]).objects.bulk_create(batch)
                for row in batch:
                    self._made(row)
            self.wrote(len(batch))

    def create_rows(self, model: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows told by their columns (`enterprise_id`), in batches; what is not told has its default.

        For the tens of thousands of an import: making an object costs more than all else that is done to it.
        """
        for start in range(0, len(rows), BATCH):
            batch = completed(model, rows[start : start + BATCH])
            self._insert(model, batch)
            self.wrote(len(batch))

    def update(self, row: Any, **values: Any) -> Any:
        """Change fields of a row that was just read. Nothing is written where nothing changes."""
        before = to_json(row)
        for name, value in values.items():
            setattr(row, name, value)
        after = to_json(row)
        changed = [name for name in after if after[name] != before[name]]
        if changed:
            clock = ["updated_at"] if hasattr(row, "updated_at") else []
            row.save(update_fields=[*changed, *clock])
            self._note(row, {n: before[n] for n in changed}, {n: after[n] for n in changed})
            self._pages.changed(row, before, after)
        return row

    def delete(self, row: Any) -> None:
        self.delete_many([row])

    def delete_many(self, rows: Sequence[Any]) -> None:
        """Delete rows of one model that were just read."""
        if rows:
            before = [to_json(row) for row in rows]
            # Not row.delete(): nothing cascades in Python; what still points here, the database says.
            doomed: models.QuerySet[Any] = models.QuerySet(type(rows[0])).filter(
                pk__in=[row.pk for row in rows]
            )
            doomed._raw_delete(rows[0]._state.db)  # type: ignore[attr-defined]
            for row, was in zip(rows, before, strict=True):
                self._note(row, was, None)
                self._pages.changed(row, was, None)

    def touch_enterprises(self, ids: Iterable[UUID]) -> None:
        """What is known of these enterprises changed: their search documents follow."""
        self.emit("enterprise", *ids)

    def emit(self, topic: str, *aggregates: UUID) -> None:
        self._touched[topic].update(aggregates)

    def _insert(self, model: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
        first, self._seq = self._seq, self._seq + len(rows)
        changes = [
            {"id": str(uuid7()), "seq": seq, "row": row["id"], "after": row}
            for seq, row in enumerate(rows, start=first)
        ]
        insert(self.act.pk, model, changes)
        self._pages.made(model._meta.label, rows)
        if model is Enterprise:
            self._new.update(row["id"] for row in rows)

    def _made(self, row: Any) -> None:
        after = to_json(row)
        self._note(row, None, after)
        self._pages.changed(row, None, after)

    def _note(self, row: Any, before: Any, after: Any) -> None:
        self._changes.append(self._change(row, before, after))

    def _change(self, row: Any, before: Any, after: Any) -> dict[str, Any]:
        # Columns of an ActChange and no object, the id a text at once: an import notes tens of thousands.
        self._seq += 1
        return {
            "id": str(uuid7()),
            "seq": self._seq - 1,
            "model": row._meta.label,
            "row": row.pk,
            "before": before,
            "after": after,
        }

    def _finish(self) -> None:
        self.act.touched = {topic: sorted(map(str, ids)) for topic, ids in self._touched.items()}
        self.act.save(force_insert=True)
        self._write_changes()
        # Nobody has indexed yet what this act itself made.
        touched = self._touched.get("enterprise", set()) - self._new
        quiet = touched & self._pages.quiet()
        for some, clock in ((touched - quiet, {"updated_at": timezone.now()}), (quiet, {})):
            if some:
                Enterprise.objects.filter(id__in=some).update(index_version=F("index_version") + 1, **clock)
        announce(current_district_id(), self._touched)

    def _write_changes(self) -> None:
        """One JSON parameter a batch: `bulk_create` took twice as long as the rows of an import itself."""
        for start in range(0, len(self._changes), BATCH):
            batch = orjson.dumps(self._changes[start : start + BATCH]).decode()
            with connection.cursor() as cursor:
                cursor.execute(_INSERT_CHANGES, [current_district_id(), self.act.pk, batch])


def _nobody_counts(rows: int) -> None:
    """Where nobody waits."""


@contextmanager
def act(verb: str, *, by: Author, summary: str = "", undo_of: Act | None = None) -> Iterator[Record]:
    """One act: everything inside is written together with its record and its events, or not at all.

    `verb` is `thing.what` (`tenancy.move_in`); `summary` one line for the log. Deferred constraints
    are checked at its end, and what the database refuses is raised as a Refusal.
    """
    the_act = Act(
        verb=verb,
        summary=summary[:300],
        principal_id=by.principal_id,
        account_id=by.account_id,
        mandate_id=by.mandate_id,
        undo_of=undo_of,
    )
    with in_words(), transaction.atomic():
        record = Record(the_act)
        yield record
        record._finish()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
