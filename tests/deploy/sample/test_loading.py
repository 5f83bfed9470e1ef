"""The sample in the database: whole, walled off, its secrets told once."""

import json
import stat
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from alliance.members.models import MemberOffice
from alliance.members.selectors import chair_on, directory, memberships_on
from alliance.resources.models import Listing
from api.graphql.ids import key_of
from tenants.actions.mandates import revoke
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import (
    AccessToken,
    Account,
    ActChange,
    Building,
    Contact,
    District,
    Enterprise,
    Mandate,
    OutboxEvent,
    Tenancy,
    Unit,
)
from tenants.readers import reader_of
from tenants.tokens import account_of_token

pytestmark = pytest.mark.django_db(transaction=True)
ROLES = [
    "liaison", "liaison", "property_manager", "secretariat", "sub_district", "branch_secretary",
    "neighbour_liaison",
]  # fmt: skip


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("deploy.sample.accounts.data_folder", lambda: tmp_path)
    return tmp_path


def load() -> str:
    out = StringIO()
    call_command("sample", "zhongde", stdout=out)
    return out.getvalue()


def accounts() -> list[dict[str, Any]]:
    """As `deploy/up --json` asks for them."""
    out = StringIO()
    call_command("sample", "zhongde", "--accounts", stdout=out)
    return json.loads(out.getvalue())


def counts() -> dict[str, Any]:
    models: list[Any] = [Enterprise, Unit, Tenancy, Listing, Contact, Mandate, ActChange]
    found: dict[str, Any] = {"accounts": Account.objects.count(), "tokens": AccessToken.objects.count()}
    for district in District.objects.all():
        with scope(district):
            found[district.slug] = [model.objects.count() for model in models]
    return found


def test_the_sample_loads_and_a_second_run_changes_nothing(data: Path) -> None:
    load()
    file = data / "sample-accounts.json"
    told = accounts()
    before, text = counts(), file.read_text("utf-8")

    # Two public districts, alike in towers, doors and some names, that share not one row.
    plaza, next_door = (District.objects.get(slug=slug) for slug in ("zhongde", "yunting"))
    assert plaza.is_public and next_door.is_public
    with scope(plaza):
        mine = dict(Enterprise.objects.exclude(uscc=None).values_list("name", "uscc"))
        assert Building.objects.exclude(office=None).count() == 5
        assert Enterprise.objects.get(name="新众通").tenancies.get().unit.label == "1501"
        assert Listing.objects.count() >= 55
        # A project half claimed, and one that is done.
        market = Listing.objects.get(title="周末公益市集")
        left = [part.remaining for part in market.parts.all()]
        assert market.state == "OPEN" and 0 in left and any(left)
        assert Listing.objects.get(title="旧书漂流角").state == "DONE"
        standing = Tenancy.objects.filter(starts__lte=today(), ends=None)
        assert standing.filter(contract__ends__lte=today()).count() >= 10
        # Everybody will be found: the index has an event for each.
        events = OutboxEvent.objects.filter(topic="enterprise", consumer="index")
        assert events.values("aggregate").distinct().count() == Enterprise.objects.count()
        _belong_to_the_alliance()
    with scope(next_door):
        assert not memberships_on().exists()
        theirs = dict(Enterprise.objects.exclude(uscc=None).values_list("name", "uscc"))
        assert Building.objects.filter(name="A座").exists()
    assert len(mine.items() & theirs.items()) == 4

    # Seven people, each with a password and a token of their own and one mandate that holds today.
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [entry["role"] for entry in told] == ROLES
    assert len({entry["password"] for entry in told} | {entry["token"] for entry in told}) == 14
    for entry in told:
        account = account_of_token(entry["token"])
        assert account is not None and account.check_password(entry["password"])
        [mandate] = entry["mandates"]
        with scope(District.objects.get(slug=mandate["district"])):
            [held] = reader_of(account).mandates
            assert held.id == key_of("Mandate", mandate["id"])

    assert load() == ""
    assert counts() == before and file.read_text("utf-8") == text

    # Taken away means not told any more; the secrets are still the same.
    with scope(plaza):
        revoke(by=OPERATOR, mandate_id=Mandate.objects.get(account__login=told[0]["login"]).id)
    assert accounts() == [told[0] | {"mandates": []}, *told[1:]]
    assert "mandates" not in file.read_text("utf-8")

    # Each reader's own language decides.
    assert set(Account.objects.values_list("language", flat=True)) == {""}

    # The file is lost: new secrets, and the old ones are void.
    file.unlink()
    load()
    again = accounts()
    assert account_of_token(told[0]["token"]) is None
    assert account_of_token(again[0]["token"]) is not None
    assert counts()["zhongde"][:4] == before["zhongde"][:4]  # and one contact less, with the mandate


def _belong_to_the_alliance() -> None:
    """Most members are tenants, three institutions from elsewhere; the chair was passed on and will be."""
    members = Enterprise.objects.filter(memberships__in=memberships_on())
    assert 40 <= members.count() <= 43
    assert memberships_on().values("starts").distinct().count() >= 5
    elsewhere = members.filter(tenancies=None)
    assert {one.kind for one in elsewhere} == {"PUBLIC_INSTITUTION"} and elsewhere.count() == 3
    assert set(elsewhere) <= set(directory())
    turns = MemberOffice.objects.filter(office="ROTATING_CHAIR").order_by("starts")
    assert turns.count() == 3 and turns[1] == chair_on()
    assert not members.filter(name="新众通").exists()


def test_a_district_that_is_in_the_way_leaves_nothing_half_done(data: Path) -> None:
    District.objects.create(slug="yunting", name="别的商圈")
    with pytest.raises(CommandError):
        load()
    assert [district.slug for district in District.objects.all()] == ["yunting"]
    assert not Account.objects.exists()
    assert not (data / "sample-accounts.json").exists()
