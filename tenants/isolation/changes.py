"""A number that tells whether a district's table is still as it was read."""

from typing import Any

from .triggers import TriggerConstraint


class NumbersChanges(TriggerConstraint):
    """Gives the district another number in `column` whenever a row of this table is written, by whomever.

    Microseconds of the clock, always more than before, and no counter: a change that was rolled back must not
    leave its number to the next one, since somebody may remember under it what was never committed.
    Declare the column `OnlyByTriggers`. Whoever needs the table to stay as it is until the commit reads the
    number `FOR SHARE`: a change waits for that.
    """

    def __init__(self, *, name: str, column: str) -> None:
        super().__init__(name=name)
        self.column = column

    def fires(self) -> str:
        return "AFTER INSERT OR UPDATE OR DELETE"

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"column": self.column}

    def body(self, table: str) -> str:
        now = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
        return f"""
            BEGIN
                UPDATE tenants_district SET "{self.column}" = greatest("{self.column}" + 1, {now})
                    WHERE id = COALESCE(NEW.district_id, OLD.district_id);
                RETURN NULL;
            END
        """
