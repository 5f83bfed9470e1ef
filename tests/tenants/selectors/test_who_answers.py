"""Which offices answer for an enterprise: where it is; else where it was last; else where it is to come."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from tenants.actions.enterprises import change_page
from tenants.actions.mandates import accept, approve, invite
from tenants.actions.moving import move_out
from tenants.acts.authors import Author
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Contact, Enterprise, Mandate, Unit
from tenants.readers import reader_of
from tenants.selectors.answering import answerable_for
from tenants.selectors.contacts import access_to
from tenants.selectors.invitations import invitations_for
from tests.factories.ground import (
    a_building,
    a_mandate,
    a_unit,
    an_account,
    an_enterprise,
    an_office,
    author_of,
    moved_in,
)
from tests.factories.town import Town

YESTERDAY = today() - timedelta(days=1)
FAR = date(2099, 1, 1)


@pytest.fixture
def other(town: Town) -> tuple[Mandate, Unit]:
    """The property manager of B座, of another office, and a unit there."""
    with scope(town.home.district):
        office = an_office("B座物业")
        tower = a_building("B座", office=office, ordinal=1)
        return a_mandate(an_account("rival"), office.id, "PROPERTY_MANAGER"), a_unit(tower, "101")


def may(mandate: Mandate, enterprise: Enterprise, contact: Contact | None = None) -> set[str]:
    """What the holder of a mandate may do about an enterprise."""
    able = set()
    by: Author = author_of(mandate)
    if contact is not None:
        with_person = Contact.objects.select_related("person").get(id=contact.id)
        access = access_to(reader_of(mandate.account), [with_person]).get(contact.id)
        if access and access.standing:
            able.add("read")
    for name, attempt in (
        ("change", lambda: change_page(by=by, enterprise_id=enterprise.id, description="改")),
        ("invite", lambda: invite(by=by, enterprise_id=enterprise.id)),
    ):
        try:
            attempt()
        except Refusal as refusal:
            assert refusal.code == "FORBIDDEN"
        else:
            able.add(name)
    return able


EVERYTHING = {"read", "change", "invite"}


def test_for_one_that_left_the_office_of_its_last_building_answers_and_no_other(
    town: Town, other: tuple[Mandate, Unit]
) -> None:
    home, rival = town.home, other[0]
    with scope(home.district):
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=YESTERDAY)
        before = Act.objects.count()
        assert may(rival, home.enterprise, home.contact) == set()
        assert Act.objects.count() == before
        assert may(home.manager_mandate, home.enterprise, home.contact) == EVERYTHING


def test_an_office_does_not_come_to_answer_by_planning_a_move_for_the_year_2099(
    town: Town, other: tuple[Mandate, Unit]
) -> None:
    home, (rival, unit) = town.home, other
    with scope(home.district):
        moved_in(home.enterprise, unit, starts=FAR)
        assert may(rival, home.enterprise, home.contact) == set()
        assert may(home.manager_mandate, home.enterprise, home.contact) == EVERYTHING
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=YESTERDAY)
        assert may(rival, home.enterprise, home.contact) == set()


def test_for_one_that_is_to_come_the_office_it_comes_to_answers(
    town: Town, other: tuple[Mandate, Unit]
) -> None:
    home, (rival, unit) = town.home, other
    with scope(home.district):
        newcomer = an_enterprise("未来有限公司")
        assert may(rival, newcomer) == may(home.manager_mandate, newcomer) == {"change", "invite"}
        moved_in(newcomer, unit, starts=today() + timedelta(days=30))
        assert may(rival, newcomer) == {"change", "invite"}
        assert may(home.manager_mandate, newcomer) == set()


def test_whoever_moved_tower_is_answered_for_at_the_new_one(town: Town, other: tuple[Mandate, Unit]) -> None:
    home, (rival, unit) = town.home, other
    with scope(home.district):
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=YESTERDAY)
        moved_in(home.enterprise, unit, starts=today())
        assert may(home.manager_mandate, home.enterprise, home.contact) == set()
        assert may(rival, home.enterprise, home.contact) == EVERYTHING


def test_where_no_office_is_none_answers_but_the_enterprise_itself(
    town: Town, other: tuple[Mandate, Unit]
) -> None:
    home = town.home
    with scope(home.district):
        alone = an_enterprise("独栋有限公司")
        moved_in(alone, a_unit(a_building("C座", ordinal=2), "101"))
        assert answerable_for(alone.id) == {alone.id}
        assert may(other[0], alone) == may(home.manager_mandate, alone) == set()


def test_the_liaison_of_one_that_left_is_approved_by_its_last_office_only(
    town: Town, other: tuple[Mandate, Unit]
) -> None:
    home, rival = town.home, other[0]
    with scope(home.district):
        invitation, secret = invite(by=home.as_manager, enterprise_id=home.enterprise.id)
        accept(secret=secret, account=town.outsider)
        move_out(by=home.as_manager, tenancy_id=home.tenancy.id, last_day=YESTERDAY)

        def seen(account: object) -> list[UUID]:
            return list(invitations_for(reader_of(account)).values_list("id", flat=True))

        assert seen(rival.account) == []
        assert seen(home.manager) == [invitation.id]
        with pytest.raises(Refusal, match="FORBIDDEN"):
            approve(by=author_of(rival), invitation_id=invitation.id)
        approve(by=home.as_manager, invitation_id=invitation.id)
