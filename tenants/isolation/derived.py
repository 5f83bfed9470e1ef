"""A column that follows from other rows, and that nobody writes by hand."""

from typing import Any

from .constraints import SqlConstraint


class OnlyByTriggers(SqlConstraint):
    """`column` begins with 0, and is changed by triggers of other tables only (see `tallies`).

    Also against ourselves: a row that was read, and saved whole after somebody else was quicker, would put
    the old sum back.
    """

    def __init__(self, *, name: str, column: str) -> None:
        super().__init__(name=name)
        self.column = column

    def statements(self, table: str) -> list[str]:
        function = f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS'
        return [
            f"{function} $derived$ {self._body(table)} $derived$",
            f'CREATE TRIGGER "{self.name}" BEFORE INSERT OR UPDATE OF "{self.column}" ON "{table}"'
            f' FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
        ]

    def undo_statements(self, table: str) -> list[str]:
        return [f'DROP TRIGGER "{self.name}" ON "{table}"', f'DROP FUNCTION "{self.name}"()']

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"column": self.column}

    def _body(self, table: str) -> str:
        # Depth 1 is this trigger alone; whoever writes from within another one is deeper.
        return f"""
            BEGIN
                IF pg_trigger_depth() = 1
                    AND NEW."{self.column}" IS DISTINCT FROM COALESCE(OLD."{self.column}", 0) THEN
                    RAISE EXCEPTION '{self.column} is the sum of other rows, and not written by hand'
                        USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}',
                              TABLE = '{table}', SCHEMA = TG_TABLE_SCHEMA;
                END IF;
                RETURN NEW;
            END
        """
