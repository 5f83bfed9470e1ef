"""Constraints that are a trigger and its function, made and dropped together."""

from .constraints import SqlConstraint


class TriggerConstraint(SqlConstraint):
    """A subclass says when it fires, and the function's body in PL/pgSQL."""

    def fires(self) -> str:
        """E.g. `AFTER INSERT OR UPDATE OR DELETE`."""
        raise NotImplementedError

    def body(self, table: str) -> str:
        """From DECLARE or BEGIN to END."""
        raise NotImplementedError

    def statements(self, table: str) -> list[str]:
        function = f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS'
        return [
            f"{function} $body$ {self.body(table)} $body$",
            f'CREATE TRIGGER "{self.name}" {self.fires()} ON "{table}"'
            f' FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
        ]

    def undo_statements(self, table: str) -> list[str]:
        return [f'DROP TRIGGER "{self.name}" ON "{table}"', f'DROP FUNCTION "{self.name}"()']
