"""Every way Django writes SQL, with the same question first: is a district open?

A `Query` subclass alone would miss create, update and delete: those have compilers of their own.
"""

from typing import Any

from django.db.backends.postgresql import compiler as postgres
from django.db.models.sql import compiler as base

from ..scope import OutsideScope
from ..tables import readable_by_account, scoped_tables


def _tables(query: Any) -> set[str]:
    joined = {join.table_name for join in query.alias_map.values()}
    return joined | {query.get_meta().db_table}


def refuse_outside_scope(compiler: base.SQLCompiler) -> None:
    connection: Any = compiler.connection
    if connection.district_id is not None:
        return
    walled = _tables(compiler.query) & scoped_tables()
    if connection.account_id is not None:
        walled -= readable_by_account()
    if walled:
        raise OutsideScope(f"{', '.join(sorted(walled))}: rows of a district; open `scope(district)` first.")


class SQLCompiler(base.SQLCompiler):
    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        refuse_outside_scope(self)
        return super().as_sql(*args, **kwargs)


class SQLInsertCompiler(postgres.SQLInsertCompiler):
    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        refuse_outside_scope(self)
        return super().as_sql(*args, **kwargs)


class SQLUpdateCompiler(base.SQLUpdateCompiler):
    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        refuse_outside_scope(self)
        return super().as_sql(*args, **kwargs)


class SQLDeleteCompiler(base.SQLDeleteCompiler):
    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        refuse_outside_scope(self)
        return super().as_sql(*args, **kwargs)


class SQLAggregateCompiler(base.SQLAggregateCompiler):
    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        refuse_outside_scope(self)
        return super().as_sql(*args, **kwargs)
