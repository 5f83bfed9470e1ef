"""Rows that belong together and sum to zero, which the database itself checks."""

from typing import Any

from .constraints import SqlConstraint


class ZeroSum(SqlConstraint):
    """The rows here of one parent sum to zero, and are as many as the parent says: two or more.

    `key` is the column that holds the parent's id, `amount` what is summed, `legs` the parent's column with
    the number of its rows. Checked when constraints are: at the end of the act, or of the transaction.
    Since the number is written down with the parent, nothing is added to it later either.

    It fails closed: where no district is open any more, no rows are seen, their sum is no number, and that is
    refused. The triggers run as whoever writes, beneath row-level security like every other statement.
    """

    def __init__(self, *, name: str, parent: str, key: str, amount: str, legs: str) -> None:
        super().__init__(name=name)
        self.parent, self.key, self.amount, self.legs = parent, key, amount, legs

    def statements(self, table: str) -> list[str]:
        late = f'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "{self.name}"()'
        function = f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS'
        trigger = f'CREATE CONSTRAINT TRIGGER "{self.name}'
        return [
            f"{function} $sum$ {self._body(table)} $sum$",
            f'{trigger}" AFTER INSERT OR UPDATE OR DELETE ON "{table}" {late}',
            f'{trigger}_parent" AFTER INSERT OR UPDATE ON "{self.parent}" {late}',
        ]

    def undo_statements(self, table: str) -> list[str]:
        return [
            f'DROP TRIGGER "{self.name}" ON "{table}"',
            f'DROP TRIGGER "{self.name}_parent" ON "{self.parent}"',
            f'DROP FUNCTION "{self.name}"()',
        ]

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return (
            path,
            args,
            kwargs | {name: getattr(self, name) for name in ("parent", "key", "amount", "legs")},
        )

    def _body(self, table: str) -> str:
        return f"""
            DECLARE parents uuid[]; one uuid; here uuid; total numeric; found bigint; said bigint;
            BEGIN
                here := COALESCE(NEW.district_id, OLD.district_id);
                IF TG_RELID = '"{self.parent}"'::regclass THEN parents := ARRAY[NEW.id];
                ELSIF TG_OP = 'INSERT' THEN parents := ARRAY[NEW."{self.key}"];
                ELSIF TG_OP = 'DELETE' THEN parents := ARRAY[OLD."{self.key}"];
                ELSE parents := ARRAY[OLD."{self.key}", NEW."{self.key}"];
                END IF;
                FOREACH one IN ARRAY parents LOOP
                    SELECT sum("{self.amount}"), count(*) INTO total, found FROM "{table}"
                        WHERE district_id = here AND "{self.key}" = one;
                    SELECT "{self.legs}" INTO said FROM "{self.parent}" WHERE district_id = here AND id = one;
                    IF total IS DISTINCT FROM 0 OR found < 2 OR found IS DISTINCT FROM said THEN
                        RAISE EXCEPTION 'these rows do not sum to zero, or are not as many as they should be'
                            USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}',
                                  TABLE = '{table}', SCHEMA = TG_TABLE_SCHEMA;
                    END IF;
                END LOOP;
                RETURN NULL;
            END
        """
