"""What is revealed is one person's one number, and the log of it outlives contact and person."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from api.graphql.ids import encode
from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.models import Account, Contact, Enterprise, Person, RevealLog
from tenants.roster.actions.importing import take_back_roster
from tests.database import as_role
from tests.factories.ground import a_mandate, an_enterprise
from tests.factories.town import Town
from tests.tenants.roster.importing import imported
from tests.tenants.roster.sheets import HEADINGS, line, uscc, xlsx

PHONES = "query($s: String!) { enterprise(slug: $s) { contacts { id name phone revealedUntil } } }"
REVEAL = """mutation($input: RevealContactInput!) { revealContact(input: $input) {
  contact { phone } errors { code path } } }"""
MINE = "{ me { reveals { totalCount edges { node { purpose } } } } }"


@pytest.fixture
def roster(town: Town, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """`roster(name, phone)`: the office imports a sheet that names this person for 甲有限公司."""

    def import_one(person: str, phone: str) -> dict[str, Any]:
        row = line("甲有限公司", "301", code=uscc(1), person=person, phone=phone)
        return imported(town.home.district, xlsx(tmp_path / f"{phone}.xlsx", [HEADINGS, row]))

    return import_one


@pytest.fixture
def friend(town: Town) -> Any:
    with scope(town.home.district):
        return a_mandate(town.outsider, an_enterprise("友邻公司").id)


def page(town: Town, asking: Any, name: str = "甲有限公司") -> dict[str, Any]:
    with scope(town.home.district):
        slug = Enterprise.objects.get(name=name).slug
    [contact] = asking.data(PHONES, s=slug)["enterprise"]["contacts"]
    return contact


def reveal(asking: Any, mandate: Any, id: str) -> Any:
    said = {"actingAs": encode("Mandate", mandate.id), "id": id, "purpose": "COOPERATION"}
    return asking.data(REVEAL, input=said)["revealContact"]


def test_the_next_person_is_not_revealed_with_the_last_one(
    town: Town, friend: Any, roster: Any, ask: Callable[..., Any]
) -> None:
    roster("王五", "13900000001")
    asking = ask(town.home.district, town.outsider)
    id = page(town, asking)["id"]
    assert reveal(asking, friend, id)["contact"] == {"phone": "13900000001"}
    roster("赵六", "13900000002")
    after = page(town, asking)
    assert (after["id"], after["name"]) == (id, "赵六")  # the same contact, somebody else
    assert (after["phone"], after["revealedUntil"]) == (None, None)
    assert reveal(asking, friend, id)["contact"] == {"phone": "13900000002"}
    with scope(town.home.district):
        assert RevealLog.objects.count() == 2


def test_a_new_number_of_the_same_person_is_revealed_anew(
    town: Town, friend: Any, roster: Any, ask: Callable[..., Any]
) -> None:
    roster("王五", "13900000001")
    asking = ask(town.home.district, town.outsider)
    id = page(town, asking)["id"]
    reveal(asking, friend, id)
    with scope(town.home.district):
        Person.objects.filter(name="王五").update(phone="13900000009")
    assert (page(town, asking)["phone"], page(town, asking)["revealedUntil"]) == (None, None)
    assert reveal(asking, friend, id)["contact"] == {"phone": "13900000009"}


def test_an_import_can_be_taken_back_after_the_office_looked_at_a_phone(
    town: Town, roster: Any, ask: Callable[..., Any]
) -> None:
    batch = roster("王五", "13900000001")["batch"]
    assert page(town, ask(town.home.district, town.home.manager))["phone"] == "13900000001"
    with scope(town.home.district):
        take_back_roster(by=OPERATOR, batch_id=batch)
        assert not Contact.objects.filter(person__name="王五").exists()
        assert not Person.objects.filter(name="王五").exists()
        [row] = RevealLog.objects.all()
        assert (row.person_name, row.enterprise_name, row.account_id) == (
            "王五",
            "甲有限公司",
            town.home.manager.id,
        )


def test_who_was_looked_at_reads_it_though_the_contact_is_no_more(
    town: Town, friend: Any, ask: Callable[..., Any]
) -> None:
    """Known by her account, and by her row in the district alike."""
    home = town.home
    asking = ask(home.district, town.outsider)
    reveal(asking, friend, encode("Contact", home.contact.id))
    with scope(home.district):
        Person.objects.filter(id=home.contact.person_id).update(account=home.liaison)
    reveal(asking, friend, encode("Contact", home.contact.id))
    mine = ask(home.district, home.liaison)
    assert mine.data(MINE)["me"]["reveals"]["totalCount"] == 2
    with scope(home.district):
        Contact.objects.filter(id=home.contact.id).delete()
    assert mine.data(MINE)["me"]["reveals"]["totalCount"] == 2
    with scope(home.district):
        Person.objects.filter(id=home.contact.person_id).delete()
    assert mine.data(MINE)["me"]["reveals"]["totalCount"] == 1  # the one that knew whose number it was
    for other in (town.outsider, home.manager):
        assert ask(home.district, other).data(MINE)["me"]["reveals"]["totalCount"] == 0


@pytest.mark.parametrize("hat", ["liaison", "secretary"])
def test_property_service_is_the_purpose_of_property_offices(
    town: Town, ask: Callable[..., Any], hat: str
) -> None:
    account: Account = getattr(town.home, hat)
    mandate = town.home.mandate if hat == "liaison" else town.home.secretary_mandate
    said = {
        "actingAs": encode("Mandate", mandate.id),
        "id": encode("Contact", town.home.contact.id),
        "purpose": "PROPERTY_SERVICE",
    }
    answer = ask(town.home.district, account).data(REVEAL, input=said)["revealContact"]
    assert answer["contact"] is None
    assert answer["errors"] == [{"code": "PURPOSE_UNKNOWN", "path": ["purpose"]}]
    with scope(town.home.district):
        assert not RevealLog.objects.exists()


def test_a_log_from_before_names_whose_number_it_was(
    town: Town, friend: Any, ask: Callable[..., Any]
) -> None:
    """The migration's own statement, on a row as it was then."""
    home = town.home
    reveal(ask(home.district, town.outsider), friend, encode("Contact", home.contact.id))
    migration = import_module("tenants.migrations.0006_reveals_outlive")
    with as_role("owner") as owner:
        owner.execute(f"SET app.district_id = '{home.district.id}'")
        owner.execute(
            "UPDATE tenants_reveallog SET person_name = '', enterprise_name = '', phone_mark = NULL"
        )
        owner.execute("RESET app.district_id")
        owner.execute(migration.NAMES_OF_OLD_ROWS)
    with scope(home.district):
        [row] = RevealLog.objects.all()
        assert (row.person_name, row.enterprise_name) == ("张三", home.enterprise.name)
    seen = page(town, ask(home.district, town.outsider), home.enterprise.name)
    assert seen["phone"] is None  # which number it was, nobody knows: it is revealed anew
