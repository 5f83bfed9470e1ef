"""What a database does by itself: a staging table, COPY, INSERT … SELECT into the tables an import writes.

As the app role, in the open district, under all constraints, with a commit. What takes thought lies ready in
the staging table: ids, keys to sort by, addresses, floors, which row is a company's first.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from tenants.isolation.models import new_id
from tenants.isolation.scope import scope
from tenants.models import Building, BusinessFormat, Floor
from tenants.reading.sort_keys import initial, slug, sort_key
from tests.bench.rosters.rows import Line

_STAGING = """
    CREATE TEMP TABLE staging (
        building uuid, floor uuid, unit uuid, label text, area bigint, enterprise uuid, is_first boolean,
        name text, uscc text, sort_key text, initial text, slug text, format uuid, contract uuid,
        tenancy uuid, claim uuid, person uuid, contact uuid, person_name text, phone text, starts date,
        ends date
    ) ON COMMIT DROP
"""
# In the order of the ids, which is the order of the rows: what the exclusion index likes best.
_INSERTS = {
    "tenants_unit": """
        (district_id, id, building_id, floor_id, label, use, state, lettable_area_cm2)
        SELECT %(district)s, unit, building, floor, label, '', '', area FROM staging ORDER BY unit""",
    "tenants_principal": """
        (district_id, id, kind, name)
        SELECT %(district)s, enterprise, 'ENTERPRISE', '' FROM staging WHERE is_first ORDER BY enterprise""",
    "tenants_enterprise": """
        (district_id, id, name, slug, shop_sign, uscc, kind, sector, format_id, description, website,
         logo_url, public_phone, sort_key, initial, version, index_version, created_at, updated_at)
        SELECT %(district)s, enterprise, name, slug, '', uscc, 'COMPANY', 'UNKNOWN', format, '', '', '', '',
         sort_key, initial, 1, 1, now(), now() FROM staging WHERE is_first ORDER BY enterprise""",
    "tenants_contract": """
        (district_id, id, enterprise_id, number, starts, ends, lettable_area_cm2)
        SELECT %(district)s, contract, enterprise, '', starts, ends, area FROM staging ORDER BY contract""",
    "tenants_tenancy": """
        (district_id, id, enterprise_id, unit_id, contract_id, level, shared, starts)
        SELECT %(district)s, tenancy, enterprise, unit, contract, 0, false, starts FROM staging
        ORDER BY tenancy""",
    "tenants_claim": """
        (district_id, id, tenancy_id, node_id, level, share, during)
        SELECT %(district)s, claim, tenancy, unit, 0, tenancy, daterange(starts, NULL) FROM staging
        ORDER BY claim""",
    "tenants_person": """
        (district_id, id, name, phone)
        SELECT %(district)s, person, person_name, phone FROM staging WHERE person IS NOT NULL
        ORDER BY person""",
    "tenants_contact": """
        (district_id, id, enterprise_id, person_id, role)
        SELECT %(district)s, contact, enterprise, person, 'LIAISON' FROM staging WHERE person IS NOT NULL
        ORDER BY contact""",
}
TABLES = tuple(_INSERTS)


def staged(district: Any, roster: list[Line]) -> list[tuple[Any, ...]]:
    """The rows of the staging table for a roster into a district whose floors are there."""
    with scope(district):
        formats = dict(BusinessFormat.objects.values_list("name", "id"))
        buildings = dict(Building.objects.values_list("name", "id"))
        floors = {(tower, label): id_ for tower, label, id_ in _floors()}
    enterprises: dict[int, UUID] = {}
    taken: set[str] = set()
    return [_row(one, formats, buildings, floors, enterprises, taken) for one in roster]


def _floors() -> Iterator[tuple[str, str, UUID]]:
    yield from Floor.objects.values_list("building__name", "label", "id")


def _row(
    one: Line,
    formats: dict[str, UUID],
    buildings: dict[str, UUID],
    floors: dict[tuple[str, str], UUID],
    enterprises: dict[int, UUID],
    taken: set[str],
) -> tuple[Any, ...]:
    address = base = slug(one.name)
    number = 1
    while one.is_first and address in taken:
        number += 1
        address = f"{base}-{number}"
    taken.add(address)
    return (
        buildings[one.tower], floors[one.tower, one.unit[:-2]], new_id(), one.unit, round(one.area * 10_000),
        enterprises.setdefault(one.company, new_id()), one.is_first,
        one.name, one.uscc, sort_key(one.name), initial(one.name), address, formats[one.format],
        new_id(), new_id(), new_id(), new_id() if one.is_first else None, new_id(),
        one.person, one.phone, one.starts, one.ends,
    )  # fmt: skip


def load(district: Any, rows: list[tuple[Any, ...]]) -> None:
    """From COPY to the commit."""
    with scope(district), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_STAGING)
        with cursor.copy("COPY staging FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("ANALYZE staging")
        for table, insert in _INSERTS.items():
            cursor.execute(f"INSERT INTO {table} {insert}", {"district": district.pk})


def counts(district: Any) -> dict[str, int]:
    """How many rows of each table a district has."""
    with scope(district), connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE district_id = %s", [district.pk])
            found[table] = cursor.fetchone()[0]
        return found
