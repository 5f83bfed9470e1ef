"""The only way rows are written: inside an act, which remembers what was before and after."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone

from tenants.isolation.models import new_id
from tenants.isolation.scope import current_district_id
from tenants.models import Act, Enterprise

from .authors import Author
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
    """What one act does. Made by `act()`."""

    def __init__(self, the_act: Act) -> None:
        self.act = the_act
        self._changes: list[dict[str, Any]] = []
        self._touched: dict[str, set[UUID]] = defaultdict(set)
        self._pages = Pages()

    def create(self, row: Any) -> Any:
        row.save(force_insert=True)
        self._made(row)
        return row

    def create_many(self, rows: Sequence[Any]) -> None:
        """Insert rows of one model, in batches."""
        if rows:
            type(rows[0]).objects.bulk_create(rows, batch_size=BATCH)
            for row in rows:
                self._made(row)

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

    def _made(self, row: Any) -> None:
        after = to_json(row)
        self._note(row, None, after)
        self._pages.changed(row, None, after)

    def _note(self, row: Any, before: Any, after: Any) -> None:
        # Columns of an ActChange and no object: an import notes tens of thousands.
        change = {"id": new_id(), "seq": len(self._changes), "model": row._meta.label, "row": row.pk}
        self._changes.append({**change, "before": before, "after": after})

    def _finish(self) -> None:
        self.act.touched = {topic: sorted(map(str, ids)) for topic, ids in self._touched.items()}
        self.act.save(force_insert=True)
        self._write_changes()
        touched = self._touched.get("enterprise", set())
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
