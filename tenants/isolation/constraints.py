"""The walls as constraints of a model, so that `makemigrations` writes them and cannot forget them."""

from typing import Any

from django.conf import settings
from django.db import models

# '' and not NULL is what a setting is after its first SET LOCAL, hence NULLIF.
OPEN_DISTRICT = "NULLIF(current_setting('app.district_id', true), '')::uuid"
OPEN_ACCOUNT = "NULLIF(current_setting('app.account_id', true), '')::uuid"


class SqlConstraint(models.BaseConstraint):
    """A constraint told in SQL. Sent last in a migration: what it points to must exist by then."""

    def statements(self, table: str) -> list[str]:
        raise TypeError(f"{type(self).__name__} says no SQL")

    def undo_statements(self, table: str) -> list[str]:
        return [f'ALTER TABLE "{table}" DROP CONSTRAINT "{self.name}"']

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        self.create_sql(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        schema_editor.deferred_sql.extend(self.statements(model._meta.db_table))

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        return "; ".join(self.undo_statements(model._meta.db_table))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database decides; there is nothing to ask beforehand."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SqlConstraint) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)


class RowSecurity(SqlConstraint):
    """Rows are seen and written only while their district is open, by the table's owner too.

    `own_account`: a second, reading policy for rows whose `account_id` is the open account.
    `append_only`: the app role may neither change nor delete what was written.
    `unchanging`: it may delete it, never change it.
    """

    def __init__(
        self, *, name: str, own_account: bool = False, append_only: bool = False, unchanging: bool = False
    ) -> None:
        super().__init__(name=name)
        self.own_account = own_account
        self.append_only = append_only
        self.unchanging = unchanging

    def statements(self, table: str) -> list[str]:
        sql = [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY "{self.name}" ON "{table}" USING (district_id = {OPEN_DISTRICT})',
        ]
        if self.own_account:
            sql.append(
                f'CREATE POLICY "{self.name}_account" ON "{table}" FOR SELECT'
                f" USING (account_id = {OPEN_ACCOUNT})"
            )
        if self.append_only:
            sql.append(f'REVOKE UPDATE, DELETE ON "{table}" FROM "{settings.DATABASE_APP_ROLE}"')
        if self.unchanging:
            sql.append(f'REVOKE UPDATE ON "{table}" FROM "{settings.DATABASE_APP_ROLE}"')
        return sql

    def undo_statements(self, table: str) -> list[str]:
        return [
            f'DROP POLICY IF EXISTS "{self.name}_account" ON "{table}"',
            f'DROP POLICY "{self.name}" ON "{table}"',
        ]

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        for flag in ("own_account", "append_only", "unchanging"):
            if getattr(self, flag):
                kwargs[flag] = True
        return path, args, kwargs


class OutboxPolicy(SqlConstraint):
    """The outbox: a district adds its own events and sees its own; the relay reads and marks them all.

    The relay says so by `SET LOCAL app.relay = 'on'`: the same trust as in the scope itself.
    """

    def statements(self, table: str) -> list[str]:
        relay = "NULLIF(current_setting('app.relay', true), '') = 'on'"
        own = f"district_id = {OPEN_DISTRICT}"
        return [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY "{self.name}_add" ON "{table}" FOR INSERT WITH CHECK ({own} OR {relay})',
            f'CREATE POLICY "{self.name}_see" ON "{table}" FOR SELECT USING ({own} OR {relay})',
            f'CREATE POLICY "{self.name}_mark" ON "{table}" FOR UPDATE USING ({relay})',
            f'CREATE POLICY "{self.name}_clear" ON "{table}" FOR DELETE USING ({relay})',
        ]

    def undo_statements(self, table: str) -> list[str]:
        return [f'DROP POLICY "{self.name}_{verb}" ON "{table}"' for verb in ("add", "see", "mark", "clear")]


class CompositeForeignKey(SqlConstraint):
    """`(district, *fields)` → `(district, *to_columns)` of table `to`, checked at the end of the transaction.

    With `period` and `to_period` (range columns) the key is temporal: the rows pointed to must
    cover the whole period (new in PostgreSQL 18).
    """

    def __init__(
        self,
        *,
        name: str,
        fields: list[str],
        to: str,
        to_columns: list[str] | None = None,
        period: str = "",
        to_period: str = "",
    ) -> None:
        super().__init__(name=name)
        self.fields, self.to, self.to_columns = list(fields), to, list(to_columns or ["id"])
        self.period, self.to_period = period, to_period

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        columns = [model._meta.get_field(field).column for field in self.fields]
        here = ", ".join(["district_id", *columns])
        there = ", ".join(["district_id", *self.to_columns])
        if self.period:
            here, there = f"{here}, PERIOD {self.period}", f"{there}, PERIOD {self.to_period}"
        table, tables = model._meta.db_table, {model._meta.db_table, self.to}
        schema_editor.deferred_sql.extend(
            [
                # The rows that are there are checked as the owner sees them, who otherwise sees none.
                *(f'ALTER TABLE "{one}" NO FORCE ROW LEVEL SECURITY' for one in sorted(tables)),
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{self.name}" '
                f'FOREIGN KEY ({here}) REFERENCES "{self.to}" ({there}) DEFERRABLE INITIALLY DEFERRED',
                *(f'ALTER TABLE "{one}" FORCE ROW LEVEL SECURITY' for one in sorted(tables)),
            ]
        )

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        kwargs |= {"fields": self.fields, "to": self.to}
        if self.to_columns != ["id"]:
            kwargs["to_columns"] = self.to_columns
        if self.period:
            kwargs |= {"period": self.period, "to_period": self.to_period}
        return path, args, kwargs


class TemporalUnique(SqlConstraint):
    """`(district, *columns)` with a range column, which temporal foreign keys can point to.

    No two rows of the same columns hold on a common day.
    """

    def __init__(self, *, name: str, period: str, columns: list[str] | None = None) -> None:
        super().__init__(name=name)
        self.period, self.columns = period, list(columns or ["id"])

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        columns = ", ".join(["district_id", *self.columns])
        # Before the foreign keys that need it, whatever the order of the models.
        schema_editor.deferred_sql.insert(
            0,
            f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT "{self.name}" '
            f"UNIQUE ({columns}, {self.period} WITHOUT OVERLAPS)",
        )

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        kwargs["period"] = self.period
        if self.columns != ["id"]:
            kwargs["columns"] = self.columns
        return path, args, kwargs
