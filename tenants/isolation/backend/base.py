from uuid import UUID

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations


class DatabaseOperations(PostgresOperations):
    compiler_module = "tenants.isolation.backend.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL connection, which knows the open district and refuses to work outside one."""

    ops_class = DatabaseOperations
    district_id: UUID | None = None
    account_id: UUID | None = None
