"""How a name is read decides where it stands and what finds it; changing that re-keys what is stored."""

from uuid import UUID

import pytest
from django.core.management import call_command

from alliance.branches.actions import founding
from alliance.branches.models import PartyOrganisation
from alliance.members.selectors import directory
from search.comparing import differences
from search.engines import engine
from search.fields import Subject
from tenants.actions import rekeying
from tenants.actions.enterprises import rename
from tenants.actions.readings import remove_local_reading, set_local_reading
from tenants.actions.undoing import take_back
from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.models import Act, Enterprise, EnterpriseTag, OutboxEvent, Tag
from tests.factories.ground import a_building, a_unit, an_enterprise, moved_in
from tests.factories.listings import a_listing
from tests.search.conftest import relay

NAMES = ("乐天酒店", "马家铺子", "张记")


@pytest.fixture
def both(town, index):
    """Both districts have the same three shops."""
    for side in (town.home, town.next_door):
        with scope(side.district):
            for number, name in enumerate(NAMES):
                moved_in(an_enterprise(name), a_unit(side.building, f"30{number:02}"))
    relay()
    return town


def register(district):
    with scope(district):
        rows = directory().filter(name__in=NAMES).order_by("sort_key", "id")
        return [(row.name, row.initial) for row in rows]


AS_LE = [("乐天酒店", "L"), ("马家铺子", "M"), ("张记", "Z")]
AS_YUE = [("马家铺子", "M"), ("乐天酒店", "Y"), ("张记", "Z")]


def said(district, phrase="乐天", reading="yue4 tian1"):
    with scope(district):
        return set_local_reading(by=OPERATOR, phrase=phrase, reading=reading)


def indexed_as_stored(*sides):
    return all(not list(differences(side.district.id)) for side in sides)


def test_one_districts_reading_changes_its_own_order_and_search_only(both, found):
    home, next_door = both.home.district, both.next_door.district
    assert register(home) == register(next_door) == AS_LE
    with scope(home):
        before = dict(Enterprise.objects.values_list("name", "slug"))
    said(home)
    relay()
    assert (register(home), register(next_door)) == (AS_YUE, AS_LE)
    assert found(home, "yuetianjiudian") == found(home, "ytjd") == ["乐天酒店"]
    assert found(next_door, "yuetianjiudian") == []
    for district in (home, next_door):
        assert found(district, "letianjiudian") == found(district, "ltjd") == ["乐天酒店"]
    with scope(home):
        assert dict(Enterprise.objects.values_list("name", "slug")) == before
    assert indexed_as_stored(both.home, both.next_door)


def test_who_types_other_characters_of_the_local_sound_finds_it(both, found):
    home, next_door = both.home.district, both.next_door.district
    said(home)
    relay()
    assert found(home, "岳添") == ["乐天酒店"]
    assert found(next_door, "岳添") == []


def test_what_is_typed_in_characters_sounds_as_it_does_here(both, found):
    for side in (both.home, both.next_door):
        with scope(side.district):
            moved_in(an_enterprise("悦甜坊"), a_unit(side.building, "3009"))
    said(both.home.district)
    relay()
    assert found(both.home.district, "乐天坊")[0] == "悦甜坊"
    assert "悦甜坊" not in found(both.next_door.district, "乐天坊")


def test_taking_it_back_or_removing_it_re_keys_again(both, found):
    home = both.home.district
    entry = said(home)
    relay()
    with scope(home):
        remove_local_reading(by=OPERATOR, reading_id=entry)
    relay()
    assert (register(home), found(home, "yuetian")) == (AS_LE, [])
    with scope(home):
        take_back(by=OPERATOR, act_id=Act.objects.filter(verb="local_reading.remove").get().id)
    relay()
    assert (register(home), found(home, "yuetian")) == (AS_YUE, ["乐天酒店"])


def test_killed_between_two_batches_it_begins_again(both, found, monkeypatch):
    home = both.home.district
    with scope(home):
        moved_in(an_enterprise("乐天超市"), a_unit(both.home.building, "3009"))
    relay()
    monkeypatch.setattr(rekeying, "BATCH", 1)
    said(home)
    done: list[list[UUID]] = []
    rekey = rekeying._rekey

    def dies(some):
        if done:
            raise SystemExit
        done.append(some)
        rekey(some)

    monkeypatch.setattr(rekeying, "_rekey", dies)
    with pytest.raises(SystemExit):
        relay()
    with scope(home):
        keys = Enterprise.objects.filter(name__startswith="乐天").values_list("initial", flat=True)
        assert sorted(keys) == ["L", "Y"]
    monkeypatch.setattr(rekeying, "_rekey", rekey)
    relay()
    assert register(home) == AS_YUE
    assert sorted(found(home, "yuetian")) == ["乐天超市", "乐天酒店"]
    assert indexed_as_stored(both.home)


def test_every_event_twice_comes_to_the_same(both, found):
    home = both.home.district
    said(home)
    relay()
    OutboxEvent.objects.filter(topic="local_reading").update(done_at=None)
    relay()
    assert (register(home), found(home, "yuetian")) == (AS_YUE, ["乐天酒店"])
    assert indexed_as_stored(both.home)


def test_former_names_signs_tags_and_towers_are_read_anew(both, found):
    home = both.home
    with scope(home.district):
        former = moved_in(an_enterprise("乐天旧号"), a_unit(home.building, "4001")).enterprise
        rename(by=OPERATOR, enterprise_id=former.id, name="新号")
        moved_in(an_enterprise("无名", shop_sign="乐天小馆"), a_unit(home.building, "4002"))
        tagged = moved_in(an_enterprise("有签"), a_unit(home.building, "4003")).enterprise
        EnterpriseTag.objects.create(enterprise=tagged, tag=Tag.objects.create(label="乐天", folded="乐天"))
        moved_in(an_enterprise("在楼"), a_unit(a_building("乐天大厦", ordinal=5), "4004"))
        listing = a_listing(home.as_liaison, "乐天会议室")
    relay()
    said(home.district)
    relay()
    assert {"新号", "无名", "有签", "在楼"} <= set(found(home.district, "yuetian"))
    with scope(home.district):
        assert engine().versions(home.district.id, Subject.LISTING)[listing.id] > listing.version
    assert indexed_as_stored(home)


def test_listings_are_found_by_the_local_reading(both, listed):
    home = both.home
    with scope(home.district):
        a_listing(home.as_liaison, "乐天会议室")
    relay()
    assert listed(home.district, "yuetianhuiyishi") == []
    said(home.district)
    relay()
    assert listed(home.district, "yuetianhuiyishi") == ["乐天会议室"]


def test_party_organisations_are_re_keyed_too(both):
    with scope(both.home.district):
        profile = founding.Profile(name="乐天大厦联合党支部", kind="JOINT_BRANCH")
        founding.record_known(by=OPERATOR, profile=profile)
        assert PartyOrganisation.objects.get().initial == "L"
    said(both.home.district)
    relay()
    with scope(both.home.district):
        assert PartyOrganisation.objects.get().initial == "Y"


def test_all_is_worked_out_anew_when_the_products_own_table_has_changed(both, found):
    home, next_door = both.home.district, both.next_door.district
    for district in (home, next_door):
        with scope(district):
            Enterprise.objects.filter(name="乐天酒店").update(sort_key="Zold", initial="Z")
    call_command("readings", district="home", rekey=True)
    relay()
    assert register(home) == AS_LE
    assert dict(register(next_door))["乐天酒店"] == "Z"
    assert indexed_as_stored(both.home)


def test_a_name_given_later_is_stored_as_it_is_read_by_then(both):
    said(both.home.district)
    with scope(both.home.district):
        assert an_enterprise("乐天新店").initial == "Y"
        assert founding.named("乐天支部")["initial"] == "Y"


def test_an_older_act_can_still_be_taken_back_and_sorts_by_the_present_reading(both):
    home = both.home.district
    with scope(home):
        shop = Enterprise.objects.get(name="乐天酒店")
        rename(by=OPERATOR, enterprise_id=shop.id, name="乐天大酒店")
        renamed = Act.objects.filter(verb="enterprise.rename").get().id
    relay()
    said(home)
    relay()
    with scope(home):
        take_back(by=OPERATOR, act_id=renamed)
    relay()
    assert register(home) == AS_YUE
    assert indexed_as_stored(both.home)
