"""Every list has a budget: twenty rows cost as many statements as two."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import DjangoDbBlocker

from alliance.resources.actions import post_listing
from alliance.resources.models import ListingKind
from alliance.resources.rules import Terms
from api.graphql.ids import encode
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import (
    Account,
    BusinessFormat,
    District,
    Enterprise,
    EnterpriseTag,
    FormerName,
    Industry,
    Principal,
    Tag,
)
from tests.api.graphql.conftest import Asker
from tests.database import empty
from tests.factories.ground import (
    a_building,
    a_contact,
    a_district,
    a_mandate,
    a_unit,
    an_enterprise,
    an_office,
    author_of,
    under_contract,
)

Asked = tuple[Asker, list[str]]
ENTERPRISE = """ fragment all on Enterprise {
  id name slug formerNames industry { code } format { name } tags { id label } sector
  unit { label state floor { label } parent { label } building { name aliases } }
  building { name floors { label } }
  contacts { role name maskedPhone phone }
  tenancies {
    since until holdingOver contract { until } unit { label building { name } } enterprise { name }
  }
  listings(first: 3) {
    totalCount edges { node { title tags { label } enterprise { name } owner { label } state } }
  }
}"""
UNITS = "{ label state use parent { label } building { name } }"
LISTS = {
    "enterprises": "{ enterprises(first: 100) { totalCount edges { node { ...all } } } }",
    "tenancies": "{ tenancies { edges { node { holdingOver unit { state } enterprise { ...all } } } } }",
    "buildings": "{ buildings { name aliases floors { label units " + UNITS + " } } }",
    "listings": "{ listings(first: 100) { edges { node { title owner { label } enterprise { ...all } } } } }",
    "nodes": "query($ids: [ID!]!) { nodes(ids: $ids) { ...all } }",
}

# Token, district, scope, reader and savepoint take 8; then one for each kind of thing that is asked for.
BUDGETS = {"enterprises": 38, "tenancies": 43, "buildings": 19, "listings": 40, "nodes": 37}


def someone(login: str) -> Account:
    """Without a password, whose hash takes its time by design."""
    return Account.objects.create(login=login)


def grown(slug: str, size: int) -> tuple[District, list[Enterprise]]:
    """A district of so many towers, each with a hall, a room in it, and an enterprise with everything."""
    district = a_district(slug)
    with scope(district):
        enterprises = []
        office = an_office()
        for number in range(size):
            tower = a_building(f"{number}号楼", ordinal=number, office=office)
            tower.aliases.create(alias=f"{number}栋", folded=f"{number}栋")
            hall = a_unit(tower, "1200")
            industry = Industry.objects.create(code=f"{number:02}", name="零售业")
            enterprise = an_enterprise(
                f"企业{number}",
                industry=industry,
                format=BusinessFormat.objects.create(name=f"业态{number}", ordinal=number),
            )
            enterprises.append(enterprise)
            a_contact(enterprise)
            FormerName.objects.create(enterprise=enterprise, name="旧名")
            tag = Tag.objects.create(label=f"标签{number}", folded=f"标签{number}")
            EnterpriseTag.objects.create(enterprise=enterprise, tag=tag)
            under_contract(
                enterprise, a_unit(tower, "1201", parent=hall), contract_to=today() - timedelta(days=3)
            )
            liaison = author_of(a_mandate(someone(f"{slug}-{number}"), enterprise.id))
            for _ in range(4):
                post_listing(
                    by=liaison,
                    kind=ListingKind.OFFER,
                    terms=Terms(title="会议室", tags=("会议", f"标签{number}")),
                )
    return district, enterprises


@pytest.fixture(scope="module")
def sizes(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[int, Asked]]:
    """A district of two and one of twenty, asked by their property managers."""
    with django_db_blocker.unblock():
        made = {}
        for slug, size in (("two", 2), ("twenty", 20)):
            district, enterprises = grown(slug, size)
            manager = someone(f"{slug}-office")
            with scope(district):
                a_mandate(manager, Principal.objects.get(kind="BUILDING_OFFICE").id, "PROPERTY_MANAGER")
            ids = [encode("Enterprise", enterprise.id) for enterprise in enterprises]
            made[size] = (Asker(district, manager), ids)
        yield made
        empty()


@pytest.mark.parametrize("name", LISTS)
def test_statements_do_not_grow_with_rows(
    sizes: dict[int, Asked], django_db_blocker: DjangoDbBlocker, name: str
) -> None:
    query = LISTS[name] + (ENTERPRISE if "...all" in LISTS[name] else "")
    spent = []
    with django_db_blocker.unblock():
        for size, (asker, ids) in sizes.items():
            answer = asker.data(query, **({"ids": ids} if name == "nodes" else {}))
            assert str(answer).count("企业") >= size or name == "buildings"
            spent.append(asker.statements)
    assert spent == [BUDGETS[name]] * 2
