"""The directory without a login: what is public, and what is for mandate holders only."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tenants.actions.enterprises import rename
from tenants.actions.moving import move_out
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Enterprise
from tests.factories.ground import a_unit, an_enterprise, moved_in
from tests.factories.town import SHARED_CODE, Town

EVERYTHING = """
query($slug: String!) { enterprise(slug: $slug) {
  id slug name shopSign formerNames uscc kind sector industry { id code name } format { id name }
  tags { id label }
  description publicPhone website updatedAt version
  unit { id label use state areaM2 parent { id } building { id name aliases } floor { id label } }
  building { name }
  tenancies { id shared since until holdingOver contract { id number since until } unit { label } }
  listings(first: 3) { totalCount edges { node { title } } }
} }
"""


def test_the_public_sees_the_page_but_neither_sector_nor_dates(town: Town, ask: Callable[..., Any]) -> None:
    page = ask(town.home.district).data(EVERYTHING, slug=town.home.enterprise.slug)["enterprise"]
    assert page["name"] == town.home.enterprise.name
    assert page["uscc"] == town.home.enterprise.uscc
    assert page["unit"]["label"] == "1203" and page["unit"]["state"] == "LET"
    assert page["building"] == {"name": "A座"}
    assert page["updatedAt"].endswith("+08:00")
    assert page["sector"] is None
    [tenancy] = page["tenancies"]
    assert (tenancy["since"], tenancy["until"], tenancy["contract"]) == (None, None, None)
    assert (page["unit"]["use"], page["unit"]["areaM2"]) == (None, None)


def test_a_mandate_holder_sees_sector_and_dates(town: Town, ask: Callable[..., Any]) -> None:
    page = ask(town.home.district, town.insider).data(EVERYTHING, slug=town.home.enterprise.slug)[
        "enterprise"
    ]
    assert page["sector"] == "UNKNOWN"
    assert page["tenancies"][0]["since"] == "2020-01-01"
    assert page["unit"]["areaM2"] == 100


def test_contacts_are_not_for_the_public_not_even_masked(town: Town, ask: Callable[..., Any]) -> None:
    query = "query($slug: String) { enterprise(slug: $slug) { contacts { name maskedPhone phone } } }"
    for account in (None, town.neighbour, town.outsider):
        found = ask(town.home.district, account).data(query, slug=town.home.enterprise.slug)
        assert found == {"enterprise": {"contacts": None}}
    [contact] = ask(town.home.district, town.insider).data(query, slug=town.home.enterprise.slug)[
        "enterprise"
    ]["contacts"]
    assert contact["phone"] is None and "****" in contact["maskedPhone"]


def test_an_old_address_answers_with_the_present_one(town: Town, ask: Callable[..., Any]) -> None:
    old = town.home.enterprise.slug
    with scope(town.home.district):
        rename(by=OPERATOR, enterprise_id=town.home.enterprise.id, name="新名字有限公司")
    query = "query($slug: String) { enterprise(slug: $slug) { slug name formerNames } }"
    found = ask(town.home.district).data(query, slug=old)["enterprise"]
    assert found["name"] == "新名字有限公司" and found["slug"] != old
    assert found["formerNames"] == [town.home.enterprise.name]


def test_a_shared_code_answers_with_the_head_office(town: Town, ask: Callable[..., Any]) -> None:
    with scope(town.home.district):
        Enterprise.objects.filter(id=town.home.enterprise.id).update(uscc=None)
        shop = an_enterprise("铂菲特一店", uscc=SHARED_CODE, head_office=town.home.enterprise)
        moved_in(shop, town.home.empty_unit)
        moved_in(an_enterprise("铂菲特总部", uscc=SHARED_CODE), a_unit(town.home.building, "1205"))
    query = "query($code: String) { enterprise(uscc: $code) { name } }"
    public = ask(town.home.district)
    for code in (SHARED_CODE, SHARED_CODE.lower()):
        assert public.data(query, code=code) == {"enterprise": {"name": "铂菲特总部"}}
    assert public.data(query, code="x" * 10_000) == {"enterprise": None}


@pytest.mark.parametrize("arguments", ["", '(id: "x", slug: "y")', '(slug: "y", uscc: "z")', "(id: null)"])
def test_one_enterprise_is_asked_for_in_exactly_one_way(
    town: Town, ask: Callable[..., Any], arguments: str
) -> None:
    assert ask(town.home.district).code(f"{{ enterprise{arguments} {{ id }} }}") == "EXACTLY_ONE"


def test_what_is_empty_is_null(town: Town, ask: Callable[..., Any]) -> None:
    fields = "shopSign description publicPhone website industry { id }"
    query = f"query($slug: String) {{ enterprise(slug: $slug) {{ {fields} }} }}"
    found = ask(town.home.district).data(query, slug=town.home.enterprise.slug)["enterprise"]
    assert set(found.values()) == {None}


def test_who_has_left_answers_the_public_by_slug_and_not_by_code(town: Town, ask: Callable[..., Any]) -> None:
    home = town.home
    with scope(home.district):
        end = today() - timedelta(days=1)
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=end)
    code = "query($u: String) { enterprise(uscc: $u) { name } }"
    assert ask(home.district).data(code, u=home.enterprise.uscc)["enterprise"] is None
    slug = "query($s: String) { enterprise(slug: $s) { name } }"
    assert ask(home.district).data(slug, s=home.enterprise.slug)["enterprise"] == {
        "name": home.enterprise.name
    }
    assert ask(home.district, home.manager).data(code, u=home.enterprise.uscc)["enterprise"] is not None
