"""Each person chooses, for themselves and this district alone."""

from collections.abc import Callable
from typing import Any

import pytest

from alliance.notices.models import GroupPreference, NoticePreference
from tenants.isolation.scope import scope
from tenants.models import Account
from tests.alliance.notices.telling import HAPPENED
from tests.factories.town import Town

WISHES = """{ noticePreferences {
  address mail quietFrom quietUntil digestHour groups { group mail isOwn } } }"""
SET = """mutation($input: SetNoticePreferencesInput!) { setNoticePreferences(input: $input) {
  noticePreferences { mail quietFrom quietUntil digestHour groups { group mail isOwn } }
  errors { code path } } }"""
GROUP = HAPPENED.partition(".")[0]


def of_group(wishes: dict[str, Any]) -> dict[str, Any]:
    [found] = [one for one in wishes["groups"] if one["group"] == GROUP]
    return found


def test_whoever_has_chosen_nothing_has_these(town: Town, ask: Callable[..., Any]) -> None:
    Account.objects.filter(pk=town.insider.pk).update(email="insider@example.org")
    wishes = ask(town.home.district, town.insider).data(WISHES)["noticePreferences"]
    assert of_group(wishes) == {"group": GROUP, "mail": "NOW", "isOwn": False}
    assert wishes | {"groups": []} == {
        "address": "insider@example.org",
        "mail": "NOW",
        "quietFrom": "21:00:00",
        "quietUntil": "07:30:00",
        "digestHour": 8,
        "groups": [],
    }
    assert ask(town.home.district).data(WISHES) == {"noticePreferences": None}


def test_what_is_chosen_holds_and_what_is_left_out_stays(town: Town, ask: Callable[..., Any]) -> None:
    asking = ask(town.home.district, town.insider)

    def choose(**wishes: Any) -> dict[str, Any]:
        answered = asking.data(SET, input=wishes)["setNoticePreferences"]
        assert answered["errors"] == []
        return answered["noticePreferences"]

    choose(mail="DIGEST", digestHour=18, groups=[{"group": GROUP, "mail": "NEVER"}])
    wishes = choose(quietFrom="22:00", quietUntil="06:15")
    assert (wishes["mail"], wishes["digestHour"]) == ("DIGEST", 18)
    assert (wishes["quietFrom"], wishes["quietUntil"]) == ("22:00:00", "06:15:00")
    assert of_group(wishes) == {"group": GROUP, "mail": "NEVER", "isOwn": True}
    wishes = choose(quietFrom=None, quietUntil=None, groups=[{"group": GROUP}])
    assert (wishes["quietFrom"], wishes["quietUntil"]) == (None, None)
    assert of_group(wishes) == {"group": GROUP, "mail": "DIGEST", "isOwn": False}
    with scope(town.home.district):
        assert NoticePreference.objects.get().account_id == town.insider.pk
    with scope(town.next_door.district):
        assert not NoticePreference.objects.exists()
    assert ask(town.next_door.district, town.insider).data(WISHES)["noticePreferences"]["mail"] == "NOW"


@pytest.mark.parametrize(
    ("said", "code", "path"),
    [
        ({"digestHour": 24}, "OUT_OF_RANGE", ["digestHour"]),
        ({"digestHour": -1}, "OUT_OF_RANGE", ["digestHour"]),
        ({"digestHour": None}, "OUT_OF_RANGE", ["digestHour"]),
        ({"quietFrom": None}, "REQUIRED", ["quietFrom"]),
        ({"quietUntil": None}, "REQUIRED", ["quietUntil"]),
        ({"quietFrom": "08:00", "quietUntil": "08:00"}, "OUT_OF_RANGE", ["quietUntil"]),
        ({"groups": [{"group": "no.such", "mail": "NOW"}]}, "NOT_FOUND", ["groups", "0", "group"]),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_half_done(
    town: Town, ask: Callable[..., Any], said: dict[str, Any], code: str, path: list[str]
) -> None:
    both = {"mail": "NEVER", **said}
    answered = ask(town.home.district, town.insider).data(SET, input=both)["setNoticePreferences"]
    assert answered == {"noticePreferences": None, "errors": [{"code": code, "path": path}]}
    with scope(town.home.district):
        assert not NoticePreference.objects.exists() and not GroupPreference.objects.exists()


def test_the_public_chooses_nothing(town: Town, ask: Callable[..., Any]) -> None:
    [error] = ask(town.home.district).data(SET, input={"mail": "NEVER"})["setNoticePreferences"]["errors"]
    assert error == {"code": "FORBIDDEN", "path": []}
