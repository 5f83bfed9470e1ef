"""Lists of organisations and who is covered walk indexes, beneath row-level security, as the app role."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from alliance.branches.models import (
    Advice,
    BranchActivity,
    Coverage,
    HeadCount,
    Milestone,
    OfficeHolder,
    PartyOrganisation,
    Term,
)
from alliance.branches.selectors.coverage import coverages_on, uncovered_enterprises
from alliance.branches.selectors.organisations import Criteria, matching, visible
from api.graphql.branches.queries import BY_NAME
from tenants.isolation.scope import scope
from tenants.models import Enterprise
from tenants.readers import Reader, reader_of
from tests.database import as_role, empty
from tests.factories.ground import a_building, a_district, a_mandate, a_secretariat, a_unit, an_account
from tests.tenants.selectors.test_plans import FILL as ENTERPRISES
from tests.tenants.selectors.test_plans import scans

EACH, DISTRICTS = 2_500, 8
DAY = date(2026, 3, 1)
# One organisation for each enterprise that it covers: more than any district will ever have.
FILL = """
WITH made AS (
    INSERT INTO tenants_principal (id, district_id, kind, name)
    SELECT gen_random_uuid(), %(district)s, 'PARTY_ORGANISATION', '' FROM generate_series(1, %(each)s)
    RETURNING id
), named AS (
    INSERT INTO branches_partyorganisation (id, district_id, name, sort_key, initial, kind, superior_name,
        papers_unknown, description, version, updated_at)
    SELECT id, %(district)s, 'p' || id, md5(id::text), 'P', 'JOINT_BRANCH', '', true, '', 1, now() FROM made
    RETURNING id
), numbered AS (
    SELECT id, row_number() OVER (ORDER BY id) AS n FROM named
), covered AS (
    INSERT INTO branches_coverage (id, district_id, organisation_id, enterprise_id, kind, starts)
    SELECT gen_random_uuid(), %(district)s, o.id, e.id, 'ORGANISATION', '2024-01-01'
    FROM numbered o JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM tenants_enterprise
                          WHERE district_id = %(district)s) e USING (n)
), counted AS (
    INSERT INTO branches_headcount (id, district_id, organisation_id, "on", formal, probationary)
    SELECT gen_random_uuid(), %(district)s, id, date '2025-01-01', 5, 0 FROM numbered
), held AS (
    INSERT INTO branches_officeholder (id, district_id, organisation_id, title, portfolio, name, starts)
    SELECT gen_random_uuid(), %(district)s, id, 'SECRETARY', '', 'n', date '2024-01-01' FROM numbered
), done AS (
    INSERT INTO branches_branchactivity (id, district_id, organisation_id, title, "on", head_count)
    SELECT gen_random_uuid(), %(district)s, id, 't', date '2025-01-01' + m, m
    FROM numbered CROSS JOIN generate_series(1, 3) m
), noted AS (
    INSERT INTO branches_milestone (id, district_id, organisation_id, kind, "on", note, at)
    SELECT gen_random_uuid(), %(district)s, id, 'SIGN', date '2024-01-01', '', now() FROM numbered
)
INSERT INTO branches_term (id, district_id, organisation_id, number, starts, ends)
SELECT gen_random_uuid(), %(district)s, id, 1, date '2024-01-01', date '2024-06-01' + (n %% 1500)::int
FROM numbered
"""


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[UUID, Reader]]:
    """Eight districts of 2,500 organisations; yields the one that is asked, and its secretariat."""
    with django_db_blocker.unblock():
        districts = [a_district(f"branches-{number}") for number in range(DISTRICTS)]
        for district in districts:
            with scope(district), connection.cursor() as cursor:
                unit = a_unit(a_building())
                given: dict[str, Any] = {"district": district.id, "each": EACH}
                cursor.execute(ENTERPRISES, {**given, "building": unit.building_id, "floor": unit.floor_id})
                cursor.execute(FILL, given)
        with scope(districts[0]):
            account = an_account("branches-secretariat")
            a_mandate(account, a_secretariat().id, "SECRETARIAT")
            reader = reader_of(account)
        with as_role("owner") as owner:
            owner.execute("ANALYZE")
        yield districts[0].id, reader
        empty()


def page(reader: Reader) -> list[UUID]:
    rows = BY_NAME.sorted(visible(reader).filter(matching(Criteria(), DAY)))
    return list(rows.values_list("id", flat=True)[:20])


def deep(reader: Reader) -> QuerySet[Any]:
    rows = visible(reader).filter(matching(Criteria(standing=True), DAY))
    position = BY_NAME.position(BY_NAME.sorted(rows)[1_500])
    return BY_NAME.sorted(rows.filter(BY_NAME.beyond(position, forward=True)))[:21]


def covered_by_one(reader: Reader) -> QuerySet[Any]:
    rows = coverages_on(DAY).filter(enterprise=OuterRef("pk"), organisation__in=page(reader)[:2])
    return Enterprise.objects.filter(Exists(rows)).order_by("sort_key", "id")[:21]


def of_page(model: Any) -> Callable[[Reader], QuerySet[Any]]:
    return lambda reader: model.objects.filter(organisation__in=page(reader))


HOT: dict[str, Callable[[Reader], QuerySet[Any]]] = {
    "a deep page by name": deep,
    "who stands below": lambda reader: PartyOrganisation.objects.filter(superior__in=page(reader)),
    "who covers a page of enterprises": lambda reader: coverages_on(DAY).filter(
        enterprise__in=list(Enterprise.objects.order_by("sort_key", "id").values_list("id", flat=True)[:50])
    ),
    "whom a page of organisations covers": lambda reader: coverages_on(DAY).filter(
        organisation__in=page(reader)
    ),
    "enterprises of a branch": covered_by_one,
    "who is covered by nobody": lambda reader: uncovered_enterprises(reader, DAY).order_by("sort_key", "id")[
        :21
    ],
    "counts of a page": of_page(HeadCount),
    "activities of a page": of_page(BranchActivity),
    "offices of a page": of_page(OfficeHolder),
    "milestones of a page": of_page(Milestone),
    "terms of a page": of_page(Term),
    "terms that end": lambda reader: Term.objects.filter(
        ends__gt=date(2024, 7, 1), ends__lte=date(2024, 7, 9)
    ),
    "advice about a coverage": lambda reader: Advice.objects.filter(
        coverage=Coverage.objects.filter(district=reader.mandates[0].district_id)[0].id
    ),
}
# Empty here, so rightly read whole.
SMALL = {"branches_advice"}


@pytest.mark.parametrize("name", HOT)
def test_a_list_walks_an_index(filled: tuple[UUID, Reader], django_db_blocker: Any, name: str) -> None:
    district, reader = filled
    with django_db_blocker.unblock(), scope(district):
        assert scans(HOT[name](reader)) - SMALL == set()
