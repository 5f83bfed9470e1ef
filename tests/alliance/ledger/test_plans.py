"""Statements walk indexes at 20,000 entries, beneath row-level security, as the app role."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet, Sum

from alliance.ledger.actions.expiring import _due
from alliance.ledger.models import Entry, Holding, Transfer
from alliance.ledger.rules import month_of
from alliance.ledger.selectors import entries_of, statement, transfers_seen
from api.graphql.credits.statements import IN_ORDER
from tenants.isolation.scope import current_district_id, scope
from tenants.models import Principal
from tenants.readers import Reader, reader_of
from tests.database import as_role, empty
from tests.factories.ground import a_district, a_mandate, an_account
from tests.tenants.selectors.test_plans import scans

EACH, DISTRICTS, HOLDERS = 2_500, 4, 50
FILL = """
WITH made AS (
    INSERT INTO tenants_principal (id, district_id, kind, name)
    SELECT gen_random_uuid(), %(district)s, 'BUILDING_OFFICE', 'p' || n
    FROM generate_series(0, %(holders)s) AS n RETURNING id, substr(name, 2)::int AS n
), held AS (
    INSERT INTO ledger_holding (id, district_id, principal_id, balance)
    SELECT id, %(district)s, id, 0 FROM made
), named AS (
    INSERT INTO ledger_creditcategory (id, district_id, name, ordinal)
    VALUES (gen_random_uuid(), %(district)s, 'c', 0) RETURNING id
), moved AS (
    INSERT INTO ledger_transfer (id, district_id, kind, category_id, reason, day, legs, about_type)
    SELECT md5(%(district)s::text || n)::uuid, %(district)s, 'GIVEN', id, '', date '2020-01-01' + n, 2, ''
    FROM named CROSS JOIN generate_series(1, %(each)s) AS n
)
INSERT INTO ledger_entry (id, district_id, transfer_id, holding_id, amount, day, expires_on)
SELECT gen_random_uuid(), %(district)s, md5(%(district)s::text || t)::uuid, id, amount, date '2020-01-01' + t,
    CASE WHEN amount > 0 AND t %% 100 = 0 THEN date '2025-01-01' + t END
FROM generate_series(1, %(each)s) AS t
    CROSS JOIN LATERAL (VALUES (0, -1), (1 + t %% %(holders)s, 1)) AS side (who, amount)
    JOIN made ON made.n = side.who
"""


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[UUID, Reader]]:
    """Four districts of 2,500 transfers; yields the first, and somebody who holds credits there."""
    with django_db_blocker.unblock():
        districts = [a_district(f"books-{number}") for number in range(DISTRICTS)]
        manager = an_account("books-manager")
        asked = {"each": EACH, "holders": HOLDERS}
        for district in districts:
            with scope(district), connection.cursor() as cursor:
                cursor.execute(FILL, {"district": district.id, **asked})
        with scope(districts[0]):
            a_mandate(manager, Principal.objects.get(name="p1").id, "PROPERTY_MANAGER")
            reader = reader_of(manager)
        with as_role("owner") as owner:
            owner.execute("ANALYZE")
        yield districts[0].id, reader
        empty()


def issuer() -> Principal:
    return Principal.objects.get(name="p0")


def a_page() -> QuerySet[Entry]:
    told = statement(issuer(), month_of(date(2024, 3, 1)))
    return IN_ORDER.sorted(entries_of(told))[:21]


def before_a_month() -> QuerySet[Any]:
    holding = Holding.objects.get(principal=issuer())
    rows = Entry.objects.filter(district=current_district_id(), holding=holding, day__lt=date(2020, 9, 1))
    return rows.values("holding").annotate(Sum("amount"))


HOT: dict[str, Callable[[Reader], QuerySet[Any]]] = {
    "a month of a statement": lambda reader: a_page(),
    "what was held before a month": lambda reader: before_a_month(),
    "the other sides of a page": lambda reader: Entry.objects.filter(
        district=current_district_id(), transfer__in=[entry.transfer_id for entry in a_page()]
    ),
    "transfers that one may see": lambda reader: transfers_seen(reader).filter(
        id__in=[entry.transfer_id for entry in a_page()]
    ),
    "reversals of a page": lambda reader: Transfer.objects.filter(
        district=current_district_id(), reverses__in=[entry.transfer_id for entry in a_page()]
    ),
    "what is due to expire": lambda reader: _due(date(2025, 4, 1)),
}
# Fifty rows are rightly read whole.
SMALL = {"ledger_holding"}


@pytest.mark.parametrize("name", HOT)
def test_the_ledger_walks_its_indexes(filled: tuple[UUID, Reader], django_db_blocker: Any, name: str) -> None:
    district, reader = filled
    with django_db_blocker.unblock(), scope(district):
        assert scans(HOT[name](reader)) - SMALL == set()
