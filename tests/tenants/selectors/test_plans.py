"""The hot reads walk indexes, beneath row-level security, as the app role.

20,000 enterprises in eight districts: fewer, and a sequential scan would rightly win; one district
alone, and an index led by the district would choose nothing.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet
from psycopg.types.range import DateRange
from uuid_utils.compat import uuid7

from alliance.members.selectors import directory
from tenants.isolation.scope import scope
from tenants.models import Act, Claim, Enterprise, EnterpriseTag, Mandate, Unit
from tenants.selectors.occupancy import by_weight, contracts_ending, tenancies_on
from tests.database import as_role, empty
from tests.factories.ground import a_building, a_district, a_unit

EACH, DISTRICTS = 2_500, 8
DAY = date(2026, 3, 1)
FILL = """
WITH made AS (
    INSERT INTO tenants_principal (id, district_id, kind, name)
    SELECT gen_random_uuid(), %(district)s, 'ENTERPRISE', '' FROM generate_series(1, %(each)s) RETURNING id
), named AS (
    INSERT INTO tenants_enterprise (id, district_id, name, slug, shop_sign, kind, sector, description,
        website, logo_url, public_phone, sort_key, initial, version, index_version, created_at, updated_at)
    SELECT id, %(district)s, 'e' || id, 's' || id, '', 'COMPANY', 'UNKNOWN', '', '', '', '', md5(id::text),
        upper(left(md5(id::text), 1)), 1, 1, now(), now() FROM made RETURNING id
), rooms AS (
    INSERT INTO tenants_unit (id, district_id, building_id, floor_id, label, use, state, lettable_area_cm2)
    SELECT id, %(district)s, %(building)s, %(floor)s, left(id::text, 40), 'OFFICE', '', 1000000 FROM named
    RETURNING id
), signed AS (
    INSERT INTO tenants_contract (id, district_id, enterprise_id, number, starts, ends)
    SELECT id, %(district)s, id, '', '2020-01-01', date '2026-01-01' + (random() * 2000)::int FROM named
    RETURNING id
), claimed AS (
    INSERT INTO tenants_claim (id, district_id, tenancy_id, node_id, level, share, during)
    SELECT id, %(district)s, id, id, 0, id, '[2020-01-01,)' FROM named
), admitted AS (
    INSERT INTO members_membership (id, district_id, enterprise_id, starts, note, version)
    SELECT id, %(district)s, id, '2021-01-01', '', 1 FROM named WHERE left(id::text, 1) IN ('3', '7', 'c')
)
INSERT INTO tenants_tenancy (id, district_id, enterprise_id, unit_id, contract_id, level, shared, starts)
SELECT id, %(district)s, id, id, id, 0, false, '2020-01-01' FROM named
"""


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[UUID]:
    """Eight districts; yields the one that is asked."""
    with django_db_blocker.unblock():
        districts = [a_district(f"d{number}") for number in range(DISTRICTS)]
        for district in districts:
            with scope(district):
                unit = a_unit(a_building())
                with connection.cursor() as cursor:
                    cursor.execute(
                        FILL,
                        {
                            "district": district.id,
                            "each": EACH,
                            "building": unit.building_id,
                            "floor": unit.floor_id,
                        },
                    )
        with as_role("owner") as owner:
            owner.execute("ANALYZE")
        yield districts[0].id
        empty()


def scans(queryset: QuerySet[Any]) -> set[str]:
    """The relations that the plan of a query reads from end to end."""
    (plan,) = json.loads(queryset.explain(format="json"))

    def walk(node: dict[str, Any]) -> Iterator[str]:
        if node["Node Type"] == "Seq Scan":
            yield node["Relation Name"]
        for child in node.get("Plans", ()):
            yield from walk(child)

    return set(walk(plan["Plan"]))


def some_enterprises() -> list[UUID]:
    return list(Enterprise.objects.order_by("sort_key", "id").values_list("id", flat=True)[:50])


HOT = {
    "a page by name": lambda: directory(DAY).order_by("sort_key", "id")[:21],
    "a page by letter": lambda: directory(DAY).filter(initial="C").order_by("sort_key", "id")[:21],
    "one by slug": lambda: Enterprise.objects.filter(slug="s1"),
    "one by code": lambda: Enterprise.objects.filter(uscc="91370811MAUMCN8YMM"),
    "one by name": lambda: Enterprise.objects.filter(name="e1"),
    "main tenancies of a page": lambda: by_weight(
        tenancies_on(DAY)
        .filter(enterprise__in=some_enterprises())
        .select_related("unit__floor", "unit__building")
    ),
    "who is on a unit": lambda: tenancies_on(DAY).filter(unit=uuid7()),
    "contracts that end": lambda: contracts_ending(30, DAY),
    "tags of a page": lambda: EnterpriseTag.objects.filter(enterprise__in=some_enterprises()),
    "a unit by its label": lambda: Unit.objects.filter(building=uuid7(), label="1203"),
    "mandates of an account": lambda: Mandate.objects.filter(account=uuid7()),
    "latest acts": lambda: Act.objects.order_by("-at")[:20],
}
# Tables of a page or two, which are rightly read whole.
SMALL = {"tenants_building", "tenants_floor", "tenants_mandate", "tenants_act", "tenants_enterprisetag"}


@pytest.mark.parametrize("name", HOT)
def test_a_hot_read_walks_an_index(filled: UUID, name: str, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), scope(filled):
        assert scans(HOT[name]()) - SMALL == set()


def test_the_measure_can_fail(filled: UUID, django_db_blocker: Any) -> None:
    """A range operator is not leakproof: beneath the policy it cannot be an index condition."""
    with django_db_blocker.unblock(), scope(filled):
        wide = Claim.objects.filter(during__overlap=DateRange(DAY, DAY + timedelta(days=1)))
        (plan,) = json.loads(wide.explain(format="json"))
        assert "during" not in plan["Plan"].get("Index Cond", "")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_indexscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        assert scans(Enterprise.objects.filter(slug="s1")) == {"tenants_enterprise"}
