"""Telling: inside the act, to whoever acts today, once."""

from typing import Any

import pytest

from alliance.notices.actions import tell
from alliance.notices.kinds import title_of
from alliance.notices.models import Notice, NoticeTarget, Receipt
from tenants.acts.authors import OPERATOR, Author
from tenants.acts.recording import act
from tenants.acts.relay import relay_batch
from tenants.acts.undo import undo
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Account, Act, Mandate, OutboxEvent
from tests.alliance.notices.telling import FOR_GROUPS, HAPPENED, told
from tests.factories.ground import a_mandate, an_account
from tests.factories.town import Side, Town


def say(side: Side, *, by: Author = OPERATOR, kind: str = HAPPENED, **how: Any) -> Notice | None:
    about = ("Enterprise", side.enterprise.id)
    with act("test.tell", by=by) as record:
        return tell(record, kind, about=about, to=how.pop("to", [side.enterprise.id]), **how)


def readers() -> set[str]:
    return set(Receipt.objects.values_list("account__login", flat=True))


def test_everybody_who_acts_for_it_is_told_but_not_whoever_did_it(town: Town) -> None:
    home = town.home
    with scope(home.district):
        a_mandate(an_account("colleague"), home.enterprise.id)
        assert say(home, by=home.as_liaison) is not None
        assert readers() == {"colleague"}
        assert NoticeTarget.objects.get().principal_id == home.enterprise.id


def test_where_nobody_acts_the_secretariat_is_told(town: Town) -> None:
    with scope(town.home.district):
        told(town.home, to=town.home.office.id)
        Mandate.objects.filter(id=town.home.mandate.id).update(
            ends=town.home.mandate.starts.replace(year=2021)
        )
        told(town.home)
        Account.objects.filter(pk=town.home.manager.pk).update(is_active=False)
        told(town.home, to=town.home.office.id)
        by_notice = Receipt.objects.order_by("notice_id").values_list("account__login", flat=True)
        assert list(by_notice) == ["insider-manager", "insider-secretary", "insider-secretary"]


def test_under_one_key_it_is_told_once(town: Town) -> None:
    with scope(town.home.district):
        assert say(town.home, once="k") is not None
        assert say(town.home, once="k") is None
        assert Notice.objects.count() == Receipt.objects.count() == 1
    with scope(town.next_door.district):
        assert say(town.next_door, once="k") is not None


def test_with_nobody_to_tell_there_is_no_notice_unless_it_is_for_groups(town: Town) -> None:
    with scope(town.home.district):
        assert say(town.home, to=[]) is None
        assert say(town.home, to=[], kind=FOR_GROUPS) is not None
        assert Notice.objects.count() == 1 and not Receipt.objects.exists()


def test_nobody_is_told_what_was_not_done(town: Town) -> None:
    with scope(town.home.district):
        before = OutboxEvent.objects.count()
        with pytest.raises(Refusal), act("test.tell", by=OPERATOR) as record:
            tell(
                record, HAPPENED, about=("Enterprise", town.home.enterprise.id), to=[town.home.enterprise.id]
            )
            raise Refusal("NO", "no")
        assert not Notice.objects.exists() and OutboxEvent.objects.count() == before


def test_taking_the_act_back_does_not_unsay_it_nor_say_it_again(town: Town) -> None:
    with scope(town.home.district):
        say(town.home)
        told_by = Receipt.objects.get().notice
        undo(act_id=Act.objects.get(verb="test.tell").id, by=OPERATOR)
        assert Notice.objects.get() == told_by and Receipt.objects.count() == 1


def test_a_kind_that_nobody_registered_is_a_mistake(town: Town) -> None:
    with scope(town.home.district), pytest.raises(ValueError, match="Nobody registered"):
        say(town.home, kind="no.such")


def test_whoever_was_told_hears_once_that_it_was_taken_back(town: Town) -> None:
    home = town.home
    with scope(home.district):
        say(home)
        undo(act_id=Act.objects.get(verb="test.tell").id, by=OPERATOR)
    for _again in range(2):
        relayed()
    with scope(home.district):
        taken_back = Notice.objects.get(kind="notice.taken_back")
        assert [one.account for one in taken_back.receipts.all()] == [home.liaison]
        first = Notice.objects.exclude(kind="notice.taken_back").get()
        assert title_of(taken_back.kind, taken_back.params).endswith(title_of(first.kind, first.params))


def test_all_that_an_act_told_is_unsaid(town: Town) -> None:
    home = town.home
    with scope(home.district):
        about = ("Enterprise", home.enterprise.id)
        with act("test.tell", by=OPERATOR) as record:
            for to in (home.enterprise.id, home.office.id):
                tell(record, HAPPENED, about=about, to=[to])
        undo(act_id=Act.objects.get(verb="test.tell").id, by=OPERATOR)
    relayed()
    with scope(home.district):
        unsaid = Receipt.objects.filter(notice__kind="notice.taken_back")
        assert {one.account for one in unsaid} == {home.liaison, home.manager}


def test_what_stands_is_not_unsaid(town: Town) -> None:
    with scope(town.home.district):
        say(town.home)
    relayed()
    with scope(town.home.district):
        assert not Notice.objects.filter(kind="notice.taken_back").exists()


def relayed() -> None:
    """The relay has handed on all there was."""
    while relay_batch():
        pass
