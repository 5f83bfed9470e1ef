"""A sum that the database keeps beside the rows it is a sum of, so that a CHECK can limit it."""

from typing import Any

from .triggers import TriggerConstraint


class Tally(TriggerConstraint):
    """Keeps `parent.into` equal to the sum of `amount` over this table's rows, by triggers.

    `key` is the column here that holds the parent's id. `counts` is a condition on one row, written with
    `ROW.` before its columns (`"ROW.state <> 'WITHDRAWN'"`); rows for which it does not hold are left out.
    With a CHECK on the parent (`taken <= quantity`) no number of connections takes more than there is: each
    waits at the parent's row, and the sum it then reads is the newest. Lock the parent first (`SELECT … FOR
    UPDATE`), or two who take of several parents may wait in a circle.

    The triggers run as whoever writes, beneath row-level security like every other statement.
    """

    def __init__(self, *, name: str, parent: str, key: str, amount: str, into: str, counts: str = "TRUE"):
        super().__init__(name=name)
        self.parent, self.key, self.amount, self.into, self.counts = parent, key, amount, into, counts

    def fires(self) -> str:
        return "AFTER INSERT OR UPDATE OR DELETE"

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        given = {name: getattr(self, name) for name in ("parent", "key", "amount", "into", "counts")}
        return path, args, kwargs | given

    def body(self, table: str) -> str:
        was, now = self.counts.replace("ROW.", "OLD."), self.counts.replace("ROW.", "NEW.")
        return f"""
            DECLARE was numeric := 0; now numeric := 0;
            BEGIN
                IF TG_OP <> 'INSERT' THEN IF {was} THEN was := OLD."{self.amount}"; END IF; END IF;
                IF TG_OP <> 'DELETE' THEN IF {now} THEN now := NEW."{self.amount}"; END IF; END IF;
                IF TG_OP = 'UPDATE' AND OLD."{self.key}" IS NOT DISTINCT FROM NEW."{self.key}" THEN
                    IF was <> now THEN {self._move("NEW", "now - was")} END IF;
                    RETURN NULL;
                END IF;
                IF was <> 0 THEN {self._move("OLD", "-was")} END IF;
                IF now <> 0 THEN {self._move("NEW", "now")} END IF;
                RETURN NULL;
            END
        """

    def _move(self, row: str, by: str) -> str:
        return (
            f'UPDATE "{self.parent}" SET "{self.into}" = "{self.into}" + ({by})'
            f' WHERE district_id = {row}.district_id AND id = {row}."{self.key}";'
        )
