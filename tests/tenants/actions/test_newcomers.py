"""A liaison who comes by invitation is somebody here, and reads who looked at her number."""

from functools import partial

import pytest
from django.db import connection

from tenants.actions.contacts import reveal
from tenants.actions.mandates import approve, invite
from tenants.actions.newcomers import accept_as
from tenants.actions.undoing import take_back
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Account, Act, Contact, Enterprise, Invitation, Mandate, Person
from tenants.readers import reader_of
from tenants.selectors.contacts import access_to, reveals_of
from tests.factories.ground import a_contact, an_account, an_enterprise, moved_in
from tests.factories.town import Side, Town
from tests.tenants.actions.test_races import at_once


def accepted(side: Side, account: Account, enterprise: Enterprise | None = None, **said: str) -> Invitation:
    to = enterprise or side.enterprise
    invitation, secret = invite(by=side.as_manager, enterprise_id=to.id)
    accept_as(secret=secret, account=account, **said)
    return invitation


def approved(side: Side, account: Account, enterprise: Enterprise | None = None, **said: str) -> Mandate:
    invitation = accepted(side, account, enterprise, **said)
    return approve(by=side.as_manager, invitation_id=invitation.id)


def contacts_of(account: Account) -> list[tuple[str, str, str, str]]:
    rows = Contact.objects.filter(person__account=account).order_by("enterprise__name", "role")
    return [(one.enterprise.name, one.role, one.person.name, one.person.phone) for one in rows]


def test_what_she_says_on_accepting_is_kept_once_the_office_approves(town: Town) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(home.district):
        invitation = accepted(home, newcomer, name=" 赵 敏 ", phone="+86 139-0000-1111")
        assert not Person.objects.filter(account=newcomer).exists()
        approve(by=home.as_manager, invitation_id=invitation.id)
        assert contacts_of(newcomer) == [(home.enterprise.name, "LIAISON", "赵 敏", "13900001111")]
        assert Invitation.objects.get().accepted_phone == ""  # kept in one place only
    with scope(town.next_door.district):
        assert not Person.objects.filter(account=newcomer).exists()


def test_she_reads_who_looked_at_her_number(town: Town) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(home.district):
        approved(home, newcomer, name="赵敏", phone="13900001111")
        [contact] = Contact.objects.select_related("person").filter(person__account=newcomer)
        assert contact.id in access_to(reader_of(newcomer), [contact])  # her own
        reveal(by=home.as_secretary, contact_id=contact.id, purpose="ALLIANCE_MATTERS")
        assert [row.account_id for row in reveals_of(newcomer)] == [home.secretary.id]


def test_whom_the_roster_names_already_becomes_her_and_nobody_twice(town: Town) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(home.district):
        approved(home, newcomer, name="张三", phone="138 0000 1234")
        person = Person.objects.get(account=newcomer)
        assert person.id == home.contact.person_id
        assert [role for _name, role, *_rest in contacts_of(newcomer)] == ["IN_CHARGE", "LIAISON"]


@pytest.mark.parametrize(
    ("name", "phone"), [("李四", "13800001234"), ("张三", "13800001235"), ("张三", ""), ("", "13800001235")]
)
def test_whoever_says_something_else_is_somebody_else(town: Town, name: str, phone: str) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(home.district):
        approved(home, newcomer, name=name, phone=phone)
        assert Person.objects.get(account=newcomer).id != home.contact.person_id


def test_the_contact_of_another_enterprise_is_not_hers_by_saying_so(town: Town) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(home.district):
        other = an_enterprise("别家公司")
        elsewhere = a_contact(other, name="王五", phone="13700000000")
        approved(home, newcomer, name="王五", phone="13700000000")
        assert Person.objects.get(account=newcomer).id != elsewhere.person_id


def test_the_liaison_of_two_enterprises_is_one_person(town: Town) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(home.district):
        second = an_enterprise("第二公司")
        moved_in(second, home.empty_unit)
        approved(home, newcomer, name="赵敏")
        approved(home, newcomer, second, name="赵小敏", phone="13900001111")
        assert contacts_of(newcomer) == [
            ("第二公司", "LIAISON", "赵敏", "13900001111"),
            (home.enterprise.name, "LIAISON", "赵敏", "13900001111"),
        ]


def test_whoever_says_nothing_has_no_number_that_could_be_looked_at(town: Town) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(home.district):
        approved(home, newcomer)
        assert contacts_of(newcomer) == [] and len(reader_of(newcomer).mandates) == 1


def test_an_approval_is_taken_back_with_person_and_contact_though_somebody_looked(town: Town) -> None:
    home, newcomer, other = town.home, an_account("newcomer"), an_account("other")
    with scope(home.district):
        approved(home, newcomer, name="赵敏", phone="13900001111")
        [contact] = Contact.objects.filter(person__account=newcomer)
        reveal(by=home.as_secretary, contact_id=contact.id, purpose="EMERGENCY")
        take_back(by=home.as_manager, act_id=Act.objects.get(verb="invitation.approve").id)
        assert not Person.objects.filter(account=newcomer).exists()
        assert reader_of(newcomer).mandates == ()
        assert reveals_of(newcomer).count() == 1
        approved(home, other, name="张三", phone="13800001234")
        take_back(by=home.as_manager, act_id=Act.objects.filter(verb="invitation.approve").latest("at").id)
        assert Person.objects.get(id=home.contact.person_id).account_id is None


def test_two_approvals_of_one_newcomer_at_once_make_one_person(town: Town) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(home.district):
        others = [an_enterprise(f"第{number}公司") for number in range(4)]
        invitations = [accepted(home, newcomer, one, name="赵敏") for one in others]
    answers = at_once(
        home, *(partial(approve, by=home.as_manager, invitation_id=one.id) for one in invitations)
    )
    assert set(answers) == {"ok"}
    with scope(home.district):
        assert Person.objects.filter(account=newcomer).count() == 1
        assert Contact.objects.filter(person__account=newcomer, role="LIAISON").count() == 4
    connection.close()


@pytest.mark.parametrize(
    ("said", "code", "path"),
    [
        ({"name": "赵" * 61}, "TOO_LONG", ("name",)),
        ({"name": "赵敏", "phone": "没有"}, "PHONE_INVALID", ("phone",)),
        ({"phone": "<script>"}, "PHONE_INVALID", ("phone",)),
    ],
)
def test_what_is_no_name_and_no_number_is_refused_and_nothing_accepted(
    town: Town, said: dict[str, str], code: str, path: tuple[str, ...]
) -> None:
    home = town.home
    with scope(home.district):
        invitation, secret = invite(by=home.as_manager, enterprise_id=home.enterprise.id)
        with pytest.raises(Refusal) as refused:
            accept_as(secret=secret, account=town.outsider, **said)
        assert (refused.value.code, refused.value.path) == (code, path)
        assert Invitation.objects.get(id=invitation.id).accepted_at is None
