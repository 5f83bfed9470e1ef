"""What the *app* role may do, and the function that constraints call. First thing in the first migration."""

from typing import Any

from django.conf import settings
from django.db import migrations

# GB 32100-2015: 17 characters weighted by powers of 3 modulo 31; with the check digit they sum to 0.
USCC_VALID = """
CREATE FUNCTION uscc_valid(code text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$' AND (
        SELECT sum(
            (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, place::int, 1)) - 1) * weight
        ) % 31 = 0
        FROM unnest(ARRAY[1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28,1])
             WITH ORDINALITY AS weights(weight, place)
    )
$$
"""


def grant(apps: Any, schema_editor: Any) -> None:
    """Read and write what the owner makes from now on; what must not be is taken away per table."""
    role = schema_editor.quote_name(settings.DATABASE_APP_ROLE)
    for statement in (
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    ):
        schema_editor.execute(statement)


ROLES = [
    # A trusted extension: the owner of a database may create it.
    migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS btree_gist", migrations.RunSQL.noop),
    migrations.RunPython(grant, migrations.RunPython.noop),
    migrations.RunSQL(USCC_VALID, "DROP FUNCTION uscc_valid(text)"),
]
