"""What the database checks at the end of an act, checked table by table: whoever waits sees it go on."""

from collections.abc import Callable

from django.db import connection

from tenants.models import Claim, Contact, Contract, Enterprise, Person, Principal, Tenancy, Unit

TABLES = [
    model._meta.db_table for model in (Unit, Principal, Enterprise, Contract, Tenancy, Claim, Person, Contact)
]
_DEFERRED = """
    SELECT string_agg(format('%%I', conname), ', ') FROM pg_constraint
    WHERE condeferrable AND condeferred AND conrelid = ANY(%s::regclass[]) GROUP BY conrelid ORDER BY conrelid
"""


def check_in_turn(told: Callable[[int], None]) -> None:
    """Checks what was put off of the tables that an import writes; `told` is called with 1 for each.

    Raises what the end of the act would raise.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DEFERRED, [TABLES])
        for (constraints,) in cursor.fetchall():
            cursor.execute(f"SET CONSTRAINTS {constraints} IMMEDIATE")
            cursor.execute(f"SET CONSTRAINTS {constraints} DEFERRED")
            told(1)
