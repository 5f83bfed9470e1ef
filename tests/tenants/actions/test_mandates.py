"""A liaison comes by invitation; what was given is taken away at once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tenants.actions.mandates import accept, approve, invite, open_invitation, revoke, withdraw
from tenants.actions.newcomers import accept_as
from tenants.actions.undoing import take_back
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Contact, Mandate
from tenants.readers import author_for, reader_of
from tests.factories.ground import a_mandate, an_account, author_of
from tests.factories.town import Town


def test_an_invitation_becomes_a_mandate_when_the_office_approves(town: Town) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(home.district):
        invitation, secret = invite(by=home.as_manager, enterprise_id=home.enterprise.id)
        accept(secret=secret, account=newcomer)
        assert reader_of(newcomer).mandates == ()
        mandate = approve(by=home.as_manager, invitation_id=invitation.id)
        assert reader_of(newcomer).mandates == (mandate,)
        assert mandate.principal_id == home.enterprise.id


def test_only_the_links_hash_is_kept(town: Town) -> None:
    with scope(town.home.district):
        invitation, secret = invite(by=town.home.as_manager, enterprise_id=town.home.enterprise.id)
        invitation.refresh_from_db()
        assert secret.encode() not in bytes(invitation.token_hash)


def test_links_used_expired_withdrawn_foreign_and_invented_answer_alike(town: Town) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(town.next_door.district):
        _, foreign = invite(by=town.next_door.as_manager, enterprise_id=town.next_door.enterprise.id)
    with scope(home.district):
        _, used = invite(by=home.as_manager, enterprise_id=home.enterprise.id)
        accept(secret=used, account=newcomer)
        taken_back, withdrawn = invite(by=home.as_manager, enterprise_id=home.enterprise.id)
        withdraw(by=home.as_manager, invitation_id=taken_back.id)
        _, expired = invite(by=home.as_manager, enterprise_id=home.enterprise.id)
        answers = set()
        with time_machine.travel(timezone.now() + timedelta(days=15)):
            for secret in (used, withdrawn, expired, foreign, "invented"):
                with pytest.raises(Refusal) as refused:
                    open_invitation(secret)
                answers.add(str(refused.value))
        assert len(answers) == 1


def test_neither_a_liaison_nor_a_neighbour_invites_or_approves(town: Town) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(home.district):
        invitation, secret = invite(by=home.as_manager, enterprise_id=home.enterprise.id)
        accept(secret=secret, account=newcomer)
        for author in (home.as_liaison, town.next_door.as_manager):
            with pytest.raises(Refusal, match="FORBIDDEN"):
                invite(by=author, enterprise_id=home.enterprise.id)
            with pytest.raises(Refusal, match="FORBIDDEN"):
                approve(by=author, invitation_id=invitation.id)
        assert not Mandate.objects.filter(account=newcomer).exists()


def test_a_revoked_mandate_is_gone_at_once(town: Town) -> None:
    home = town.home
    with scope(home.district):
        before = reader_of(home.liaison)
        assert author_for(before, home.mandate.id).principal_id == home.enterprise.id
        revoke(by=home.as_manager, mandate_id=home.mandate.id)
        with pytest.raises(Refusal, match="FORBIDDEN"):
            author_for(reader_of(home.liaison), home.mandate.id)


def test_a_mandate_holds_in_its_district_only(town: Town) -> None:
    with scope(town.next_door.district):
        assert reader_of(town.insider).mandates == ()
        assert reader_of(town.outsider).mandates == ()


def test_nobody_gives_back_to_oneself_what_a_colleague_took_away(town: Town) -> None:
    home, colleague = town.home, an_account("colleague")
    with scope(home.district):
        also_liaison = a_mandate(home.manager, home.enterprise.id)
        second = a_mandate(colleague, home.office.id, "PROPERTY_MANAGER")
        revoke(by=author_of(second), mandate_id=also_liaison.id)
        revoked = Act.objects.get(verb="mandate.revoke")
        with pytest.raises(Refusal, match="FORBIDDEN"):
            take_back(by=home.as_manager, act_id=revoked.id)
        assert also_liaison not in reader_of(home.manager).mandates
        take_back(by=author_of(second), act_id=revoked.id)
        assert also_liaison in reader_of(home.manager).mandates


def test_nobody_redoes_an_approval_of_oneself_that_a_colleague_took_back(town: Town) -> None:
    home, colleague = town.home, an_account("colleague")
    with scope(home.district):
        second = author_of(a_mandate(colleague, home.office.id, "PROPERTY_MANAGER"))
        invitation, secret = invite(by=second, enterprise_id=home.enterprise.id)
        accept(secret=secret, account=home.manager)
        mandate = approve(by=second, invitation_id=invitation.id)
        taken_back = take_back(by=second, act_id=Act.objects.get(verb="invitation.approve").id)
        assert mandate not in reader_of(home.manager).mandates
        with pytest.raises(Refusal, match="FORBIDDEN"):
            take_back(by=home.as_manager, act_id=taken_back.id)
        assert mandate not in reader_of(home.manager).mandates


def test_what_two_took_away_one_of_them_does_not_give_back(town: Town) -> None:
    home = town.home
    with scope(home.district):
        revoke(by=home.as_manager, mandate_id=home.mandate.id)
        revoke(by=home.as_secretary, mandate_id=home.mandate.id)
        by_office = Act.objects.get(verb="mandate.revoke", principal=home.office)
        with pytest.raises(Refusal, match="BUILT_ON"):
            take_back(by=home.as_manager, act_id=by_office.id)
        assert reader_of(home.liaison).mandates == ()


def test_whose_mandate_ends_is_no_contact_of_the_enterprise_any_more(town: Town) -> None:
    home, newcomer = town.home, an_account("newcomer")
    with scope(home.district):
        invitation, secret = invite(by=home.as_manager, enterprise_id=home.enterprise.id)
        accept_as(secret=secret, account=newcomer, name="新联络员", phone="13900002222")
        mandate = approve(by=home.as_manager, invitation_id=invitation.id)
        hers = Contact.objects.filter(person__account=newcomer)
        assert hers.get().enterprise == home.enterprise
        revoke(by=home.as_manager, mandate_id=mandate.id)
        assert not hers.exists()
        take_back(by=home.as_manager, act_id=Act.objects.get(verb="mandate.revoke").id)
        assert hers.exists()


def test_of_whom_the_office_did_not_want_nothing_is_kept(town: Town) -> None:
    home = town.home
    with scope(home.district):
        invitation, secret = invite(by=home.as_manager, enterprise_id=home.enterprise.id)
        accept_as(secret=secret, account=an_account("newcomer"), name="某人", phone="13900002222")
        withdraw(by=home.as_manager, invitation_id=invitation.id)
        invitation.refresh_from_db()
        assert (invitation.accepted_name, invitation.accepted_phone) == ("", "")
