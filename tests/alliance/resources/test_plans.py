"""The lists walk indexes at 20,000 listings, beneath row-level security, as the app role."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from alliance.resources.models import Listing, ListingAudience, ListingTag, PartClaim, ProjectPart
from alliance.resources.rules.states import STANDING
from alliance.resources.selectors import Criteria, matching, visible, visible_claims
from api.graphql.listings.queries import ENDING_SOON, NEWEST
from api.graphql.projects.queries import NEWEST as NEWEST_CLAIMS
from tenants.isolation.scope import scope
from tenants.models import Enterprise
from tenants.readers import ANYBODY, Reader, reader_of
from tests.database import as_role, empty
from tests.factories.ground import a_district, a_mandate, an_account, an_enterprise
from tests.tenants.selectors.test_plans import scans

EACH, DISTRICTS = 5_000, 4
FILL = """
WITH made AS (
    INSERT INTO tenants_principal (id, district_id, kind, name)
    SELECT gen_random_uuid(), %(district)s, 'ENTERPRISE', '' FROM generate_series(1, 500) RETURNING id
), named AS (
    INSERT INTO tenants_enterprise (id, district_id, name, slug, shop_sign, kind, sector, description,
        website, logo_url, public_phone, sort_key, initial, version, index_version, created_at,
        updated_at)
    SELECT id, %(district)s, 'e' || id, 's' || id, '', 'COMPANY', 'UNKNOWN', '', '', '', '', md5(id::text),
        'E', 1, 1, now(), now() FROM made RETURNING id
), divided AS (
    INSERT INTO resources_listing (id, district_id, kind, title, description, measure, price, owner_id,
        enterprise_id, state, audience, version, created_at, updated_at)
    SELECT gen_random_uuid(), %(district)s, 'PROJECT', 'p', '', '', '', id, id, 'OPEN', 'PUBLIC', 1,
        now() - interval '1 year' - n * interval '1 minute', now()
    FROM named CROSS JOIN generate_series(1, 2) AS n RETURNING id
), parts AS (
    INSERT INTO resources_projectpart (id, district_id, listing_id, ordinal, title, quantity, measure, taken)
    SELECT gen_random_uuid(), %(district)s, id, n, 't', 100, '', 0
    FROM divided CROSS JOIN generate_series(0, 1) AS n RETURNING id
), posted AS (
    INSERT INTO resources_listing (id, district_id, kind, title, description, measure, price, owner_id,
        enterprise_id, ends, state, audience, version, created_at, updated_at)
    SELECT gen_random_uuid(), %(district)s, 'OFFER', 't', '', '', '', id, id,
        date '2099-01-01' - n,
        CASE n %% 4 WHEN 0 THEN 'CLOSED' ELSE 'OPEN' END,
        CASE n %% 3 WHEN 0 THEN 'NAMED' ELSE 'PUBLIC' END, 1,
        now() - n * interval '1 minute', now()
    FROM named CROSS JOIN generate_series(1, %(each)s / 500) AS n RETURNING id, district_id, enterprise_id
)
INSERT INTO resources_listingaudience (id, district_id, listing_id, principal_id)
SELECT gen_random_uuid(), district_id, id, enterprise_id FROM posted
"""
CLAIM = """
INSERT INTO resources_partclaim (id, district_id, part_id, principal_id, quantity, state, progress,
    claimed_at, updated_at, version)
SELECT gen_random_uuid(), p.district_id, p.id, l.owner_id, 1, 'CLAIMED', '',
    now() - n * interval '1 minute', now(), 1
FROM resources_projectpart p JOIN resources_listing l ON l.id = p.listing_id
CROSS JOIN generate_series(1, 3) AS n WHERE p.district_id = %(district)s
"""


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[UUID, Reader]]:
    """Four districts of 5,000 listings; yields the first, and a liaison there."""
    with django_db_blocker.unblock():
        districts = [a_district(f"lists-{number}") for number in range(DISTRICTS)]
        liaison = an_account("lists-liaison")
        for district in districts:
            with scope(district), connection.cursor() as cursor:
                cursor.execute(FILL, {"district": district.id, "each": EACH})
                cursor.execute(CLAIM, {"district": district.id})
        with scope(districts[0]):
            a_mandate(liaison, an_enterprise("看清单的公司").id)
            reader = reader_of(liaison)
        with as_role("owner") as owner:
            owner.execute("ANALYZE")
        yield districts[0].id, reader
        empty()


def middle(order: Any) -> Any:
    return order.position(order.sorted(Listing.objects.all())[2_000])


def deep(order: Any) -> Callable[[Reader], QuerySet[Any]]:
    def rows(reader: Reader) -> QuerySet[Any]:
        seen = visible(reader).filter(matching(Criteria()))
        return order.sorted(seen.filter(order.beyond(middle(order), forward=True)))[:21]

    return rows


def of_a_page(reader: Reader) -> QuerySet[Any]:
    page = list(Enterprise.objects.order_by("sort_key", "id").values_list("id", flat=True)[:50])
    return visible(reader).filter(matching(Criteria()), enterprise__in=page)


def members_with_offers(reader: Reader) -> QuerySet[Any]:
    offers = visible(reader).filter(matching(Criteria(kinds=["OFFER"])), enterprise=OuterRef("pk"))
    return Enterprise.objects.filter(Exists(offers)).order_by("sort_key", "id")[:21]


def parts_of_a_page() -> list[UUID]:
    return list(ProjectPart.objects.order_by("listing", "ordinal").values_list("id", flat=True)[:20])


HOT: dict[str, Callable[[Reader], QuerySet[Any]]] = {
    "a deep page, newest first": deep(NEWEST),
    "a deep page, soonest end first": deep(ENDING_SOON),
    "the listings of a page of members": of_a_page,
    "members with an open offer": members_with_offers,
    "the tags of a page": lambda reader: ListingTag.objects.filter(
        listing__in=[r.pk for r in of_a_page(reader)[:20]]
    ),
    "the parts of a page": lambda reader: ProjectPart.objects.filter(
        listing__in=[r.pk for r in of_a_page(reader)[:20]]
    ),
    "who claims of a page of parts": lambda reader: PartClaim.objects.filter(part__in=parts_of_a_page()),
    "the latest claims": lambda reader: NEWEST_CLAIMS.sorted(visible_claims(reader))[:21],
    "one's own claims": lambda reader: NEWEST_CLAIMS.sorted(
        visible_claims(reader).filter(principal__in=reader.principals)
    )[:21],
    "what ends in two weeks": lambda reader: Listing.objects.filter(
        state__in=STANDING, ends_or_never__gt=date(2098, 12, 20), ends_or_never__lte=date(2099, 1, 1)
    ),
    "who is named": lambda reader: ListingAudience.objects.filter(
        listing__in=[r.pk for r in of_a_page(reader)[:20]]
    ),
}
# Empty here, so rightly read whole.
SMALL = {"resources_listingtag"}


# Nothing is asked for the public here.
FOR_MEMBERS = {"the latest claims", "one's own claims"}
ASKED = [(name, who) for name in HOT for who in ("the public", "a liaison")]


@pytest.mark.parametrize(
    ("name", "who"), [one for one in ASKED if one[1] == "a liaison" or one[0] not in FOR_MEMBERS]
)
def test_a_list_walks_an_index(
    filled: tuple[UUID, Reader], django_db_blocker: Any, name: str, who: str
) -> None:
    district, liaison = filled
    with django_db_blocker.unblock(), scope(district):
        assert scans(HOT[name](ANYBODY if who == "the public" else liaison)) - SMALL == set()
