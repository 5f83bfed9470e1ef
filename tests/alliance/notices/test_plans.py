"""Inboxes and what is due walk indexes at 20,000 rows, beneath row-level security, as the app role."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from alliance.notices.models import Channel
from alliance.notices.selectors import inbox_of, open_deliveries, sisters
from api.graphql.notices.types import LATEST
from tenants.isolation.scope import scope
from tests.database import as_role, empty
from tests.factories.ground import a_district, an_account
from tests.tenants.selectors.test_plans import scans

EACH, DISTRICTS = 5_000, 4
FILL = """
WITH told AS (
    INSERT INTO notices_notice (id, district_id, kind, about_type, about_id, params, at)
    SELECT gen_random_uuid(), %(district)s, 'tests.happened', 'Listing', gen_random_uuid(), '{}',
        now() - n * interval '1 minute'
    FROM generate_series(1, %(each)s) AS n RETURNING id, district_id, at
), received AS (
    INSERT INTO notices_receipt (id, district_id, notice_id, account_id, at, read_at)
    SELECT gen_random_uuid(), district_id, id, (%(accounts)s::uuid[])[1 + floor(random() * 20)::int], at,
        CASE WHEN random() < 0.95 THEN now() END
    FROM told RETURNING id, district_id, notice_id, at
)
INSERT INTO notices_delivery (id, district_id, notice_id, receipt_id, channel, is_digest, planned_for, due_at,
    attempts, sent_at, error, reference)
SELECT gen_random_uuid(), district_id, notice_id, id, 'MAIL', false, at, at, 1,
    CASE WHEN random() < 0.99 THEN now() END, '', ''
FROM received
"""


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[UUID, Any]]:
    """Four districts of 5,000 notices; yields the first, and an account that is told much there."""
    with django_db_blocker.unblock():
        districts = [a_district(f"notices-{number}") for number in range(DISTRICTS)]
        accounts = [an_account(f"reader-{number}") for number in range(20)]
        for district in districts:
            with scope(district), connection.cursor() as cursor:
                ids = [account.pk for account in accounts]
                cursor.execute(FILL, {"district": district.id, "each": EACH, "accounts": ids})
        with as_role("owner") as owner:
            owner.execute("ANALYZE")
        yield districts[0].id, accounts[0]
        empty()


def due() -> QuerySet[Any]:
    rows = open_deliveries().filter(channel=Channel.MAIL, due_at__lte=timezone.now())
    return rows.select_related("notice", "receipt").order_by("due_at", "id")


HOT: dict[str, Callable[[Any], QuerySet[Any]]] = {
    "a page of the inbox": lambda account: LATEST.sorted(inbox_of(account))[:21],
    "a page of the unread": lambda account: LATEST.sorted(inbox_of(account, unread_only=True))[:21],
    "how many are unread": lambda account: inbox_of(account, unread_only=True),
    "what is due next": lambda account: due().exclude(sisters(), is_digest=True)[:1],
}


@pytest.mark.parametrize("name", HOT)
def test_a_hot_read_walks_an_index(filled: tuple[UUID, Any], django_db_blocker: Any, name: str) -> None:
    district, account = filled
    with django_db_blocker.unblock(), scope(district):
        assert scans(HOT[name](account)) == set()
