"""A number that tells whether a district's table is still as it was read."""

from typing import Any

from .constraints import SqlConstraint


class NumbersChanges(SqlConstraint):
    """Gives the district another number in `column` whenever a row of this table is written, by whomever.

    Microseconds of the clock, always more than before, and no counter: a change that was rolled back must not
    leave its number to the next one, since somebody may remember under it what was never committed.
    Declare the column `OnlyByTriggers`. Whoever needs the table to stay as it is until the commit reads the
    number `FOR SHARE`: a change waits for that.
    """

    def __init__(self, *, name: str, column: str) -> None:
        super().__init__(name=name)
        self.column = column

    def statements(self, table: str) -> list[str]:
        function = f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS'
        return [
            f"{function} $changes$ {self._body()} $changes$",
            f'CREATE TRIGGER "{self.name}" AFTER INSERT OR UPDATE OR DELETE ON "{table}"'
            f' FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
        ]

    def undo_statements(self, table: str) -> list[str]:
        return [f'DROP TRIGGER "{self.name}" ON "{table}"', f'DROP FUNCTION "{self.name}"()']

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"column": self.column}

    def _body(self) -> str:
        now = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
        return f"""
            BEGIN
                UPDATE tenants_district SET "{self.column}" = greatest("{self.column}" + 1, {now})
                    WHERE id = COALESCE(NEW.district_id, OLD.district_id);
                RETURN NULL;
            END
        """
