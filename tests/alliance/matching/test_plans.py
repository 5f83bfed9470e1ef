"""The lists walk indexes at 20,000 exchanges, beneath row-level security, as the app role."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet

from alliance.matching.models import Exchange, Match
from alliance.matching.pending import exchanges_of
from alliance.matching.selectors import (
    ExchangeCriteria,
    MatchCriteria,
    matching_exchanges,
    matching_matches,
    visible_exchanges,
    visible_matches,
)
from api.graphql.exchanges.queries import NEWEST_EXCHANGES, NEWEST_MATCHES
from tenants.isolation.scope import scope
from tenants.readers import Reader, reader_of
from tests.database import as_role, empty
from tests.factories.ground import a_district, a_mandate, an_account
from tests.tenants.selectors.test_plans import scans

EACH, DISTRICTS = 5_000, 4
FILL = """
WITH made AS (
    INSERT INTO tenants_principal (id, district_id, kind, name)
    SELECT gen_random_uuid(), %(district)s, 'BUILDING_OFFICE', 'p' || n FROM generate_series(1, 101) AS n
    RETURNING id, name
), posted AS (
    INSERT INTO resources_listing (id, district_id, kind, title, description, measure, price, owner_id,
        state, audience, version, created_at, updated_at)
    SELECT gen_random_uuid(), %(district)s, 'OFFER', 't', '', '', '', id, 'OPEN', 'PUBLIC', 1,
        now() - n * interval '1 minute', now()
    FROM made CROSS JOIN generate_series(1, 10) AS n WHERE name <> 'p101' RETURNING id, owner_id
), numbered AS (
    SELECT id, owner_id, row_number() OVER () AS place FROM posted
), matched AS (
    INSERT INTO matching_match (id, district_id, offer_id, giver_id, taker_id, proposer_id, message, state,
        at, version)
    SELECT gen_random_uuid(), %(district)s, offer.id, offer.owner_id, taker.id, taker.id, '',
        CASE n WHEN 1 THEN 'DECLINED' ELSE 'AGREED' END, now() - n * interval '1 minute', 1
    FROM numbered AS offer CROSS JOIN generate_series(1, %(each)s / 1000) AS n
        JOIN made AS taker ON taker.name = 'p' || ((offer.place * 7 + n) %% 101 + 1)
    WHERE taker.id <> offer.owner_id RETURNING *
)
INSERT INTO matching_exchange (id, district_id, match_id, offer_id, giver_id, taker_id, quantity, state,
    agreed_at, delivered_at, giver_confirmed_at, taker_confirmed_at, dispute, settlement, outcome, version)
SELECT gen_random_uuid(), district_id, id, offer_id, giver_id, taker_id, 1, 'CONFIRMED', at, at, at, at, '',
    '', '', 1
FROM matched WHERE state = 'AGREED'
"""


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[UUID, Reader]]:
    """Four districts of 5,000 proposals; yields the first, and an office there."""
    with django_db_blocker.unblock():
        districts = [a_district(f"exchanges-{number}") for number in range(DISTRICTS)]
        account = an_account("exchanges-office")
        for district in districts:
            with scope(district), connection.cursor() as cursor:
                cursor.execute(FILL, {"district": district.id, "each": EACH})
        with scope(districts[0]):
            busy = Match.objects.order_by("id")[0].giver_id
            a_mandate(account, busy, "PROPERTY_MANAGER")
            reader = reader_of(account)
        with as_role("owner") as owner:
            owner.execute("ANALYZE")
        yield districts[0].id, reader
        empty()


def of_one(reader: Reader) -> list[UUID]:
    return [Match.objects.filter(giver__in=reader.principals)[0].offer_id]


HOT: dict[str, Callable[[Reader], QuerySet[Any]]] = {
    "my proposals": lambda reader: NEWEST_MATCHES.sorted(visible_matches(reader))[:21],
    "my exchanges": lambda reader: NEWEST_EXCHANGES.sorted(visible_exchanges(reader))[:21],
    "what waits for me": lambda reader: NEWEST_MATCHES.sorted(
        visible_matches(reader).filter(matching_matches(MatchCriteria(awaiting=reader.principals)))
    )[:21],
    "proposals about a listing": lambda reader: NEWEST_MATCHES.sorted(
        visible_matches(reader).filter(matching_matches(MatchCriteria(listings=of_one(reader))))
    )[:21],
    "exchanges of a listing": lambda reader: NEWEST_EXCHANGES.sorted(
        visible_exchanges(reader).filter(matching_exchanges(ExchangeCriteria(listings=of_one(reader))))
    )[:21],
    "what of an offer is under way": lambda reader: Exchange.objects.filter(offer__in=of_one(reader)),
    "the exchanges of a page": lambda reader: visible_exchanges(reader).filter(
        match__in=[row.pk for row in visible_matches(reader)[:20]]
    ),
}


@pytest.mark.parametrize("name", HOT)
def test_a_list_walks_an_index(filled: tuple[UUID, Reader], django_db_blocker: Any, name: str) -> None:
    district, reader = filled
    with django_db_blocker.unblock(), scope(district):
        assert scans(HOT[name](reader)) == set()


def test_ones_own_are_found_by_ones_own_index(filled: tuple[UUID, Reader], django_db_blocker: Any) -> None:
    """Not by walking through everybody's until a page is full."""
    district, reader = filled
    with django_db_blocker.unblock(), scope(district):
        assert exchanges_of(next(iter(reader.principals))) == []
        plan = NEWEST_EXCHANGES.sorted(visible_exchanges(reader))[:21].explain()
        assert "matching_exchange_given_by" in plan and "matching_exchange_taken_by" in plan, plan
