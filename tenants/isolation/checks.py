"""A process that could look over the walls does not start."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connection

OVER_THE_WALLS = """
    SELECT rolsuper OR rolbypassrls
        OR EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE c.relowner = r.oid AND n.nspname = 'public' AND c.relkind IN ('r', 'p'))
    FROM pg_roles r WHERE rolname = current_user
"""


@register(Tags.database)
def app_role_stays_inside(databases: Any = None, **kwargs: Any) -> list[Error]:
    """Refuse the *app* role if it is a superuser, bypasses row security or owns tables."""
    if settings.DATABASE_ROLE != "app" or not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(OVER_THE_WALLS)
        row = cursor.fetchone()
    if row and row[0]:
        return [
            Error(
                "The database role of DATABASE_URL can see every district: it is a superuser, "
                "bypasses row level security or owns tables.",
                hint="Use a role of its own for the application; see docs/adr on the two walls.",
                id="tenants.E001",
            )
        ]
    return []
