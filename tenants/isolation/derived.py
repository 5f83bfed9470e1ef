"""A column that follows from other rows, and that nobody writes by hand."""

from typing import Any

from .triggers import TriggerConstraint


class OnlyByTriggers(TriggerConstraint):
    """`column` begins with 0, and is changed by triggers of other tables only (see `tallies`).

    Also against ourselves: a row that was read, and saved whole after somebody else was quicker, would put
    the old sum back.
    """

    def __init__(self, *, name: str, column: str) -> None:
        super().__init__(name=name)
        self.column = column

    def fires(self) -> str:
        return f'BEFORE INSERT OR UPDATE OF "{self.column}"'

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"column": self.column}

    def body(self, table: str) -> str:
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
