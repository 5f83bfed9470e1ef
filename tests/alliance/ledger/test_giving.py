"""Credits go from one to another; what was wrong is reversed, with a reason; everything stays readable."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from alliance.ledger.actions import (
    credit_in,
    drop_rule,
    reverse,
    set_category,
    set_limits,
    set_rule,
    transfer,
)
from alliance.ledger.models import CreditRule, Entry, Holding, Transfer
from alliance.ledger.selectors import credit_due
from alliance.notices.models import Notice
from tenants.actions.undoing import take_back
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act
from tests.factories.credits import a_category, assert_books_balance, balance, given, issued
from tests.factories.ground import a_mandate, an_account, an_enterprise, author_of
from tests.factories.town import Town

LONG = "长" * 301


def refusal(call: Any, *args: Any, **asked: Any) -> tuple[str, tuple[str, ...]]:
    """The code and path of the refusal; nothing is written."""
    before = (Transfer.objects.count(), Entry.objects.count(), Act.objects.count(), Notice.objects.count())
    held = set(Holding.objects.values_list("principal_id", "balance", "floor", "ceiling"))
    with pytest.raises(Refusal) as refused:
        call(*args, **asked)
    assert before == (
        Transfer.objects.count(), Entry.objects.count(), Act.objects.count(), Notice.objects.count()
    )  # fmt: skip
    assert held == set(Holding.objects.values_list("principal_id", "balance", "floor", "ceiling"))
    return refused.value.code, refused.value.path


def test_the_secretariat_issues_and_a_member_gives_on(town: Town) -> None:
    home = town.home
    with scope(home.district):
        other = an_enterprise("另一家公司")
        issued(home, 100, reason="开办")
        given(home, home.as_liaison, other.id, 30)
        held = [balance(one) for one in (home.secretariat.id, home.enterprise.id, other.id)]
        assert held == [-100, 70, 30]
        assert_books_balance()
        [told] = Notice.objects.filter(kind="credits.received", targets__principal=home.enterprise.id)
        assert told.params == {"amount": 100, "category": "场地共享", "reason": "开办"}


def test_a_reversal_takes_back_once_with_a_reason_and_is_not_reversed_itself(town: Town) -> None:
    home = town.home
    with scope(home.district):
        wrong = issued(home, 100)
        back = reverse(by=home.as_secretary, transfer_id=wrong.id, reason=" 多给了 ")
        assert balance(home.enterprise.id) == 0 and Transfer.objects.get(id=back).reason == "多给了"
        again = {"by": home.as_secretary, "reason": "再来"}
        assert refusal(reverse, transfer_id=wrong.id, **again) == ("ALREADY_REVERSED", ("transfer",))
        assert refusal(reverse, transfer_id=back, **again) == ("IRREVERSIBLE", ("transfer",))
        assert_books_balance()


def test_what_was_given_on_cannot_be_reversed_away(town: Town) -> None:
    home = town.home
    with scope(home.district):
        first = issued(home, 100)
        given(home, home.as_liaison, home.office.id, 60)
        asked = {"by": home.as_secretary, "transfer_id": first.id, "reason": "误发"}
        assert refusal(reverse, **asked) == ("BALANCE_TOO_LOW", ("amount",))


def test_whoever_got_it_may_give_it_back_whoever_gave_it_may_not_take_it(town: Town) -> None:
    home = town.home
    with scope(home.district):
        issued(home, 100)
        gift = given(home, home.as_liaison, home.office.id, 10)
        asked: dict[str, Any] = {"transfer_id": gift.id, "reason": "不需要"}
        assert refusal(reverse, by=home.as_liaison, **asked) == ("FORBIDDEN", ("actingAs",))
        stranger = author_of(a_mandate(an_account("stranger"), an_enterprise("路人").id))
        assert refusal(reverse, by=stranger, **asked) == ("NOT_FOUND", ("transfer",))
        reverse(by=home.as_manager, **asked)
        assert balance(home.enterprise.id) == 100


def test_undo_says_that_a_transfer_is_only_reversed(town: Town) -> None:
    home = town.home
    with scope(home.district):
        issued(home, 100)
        given(home, home.as_liaison, home.office.id, 10)
        done = Act.objects.filter(verb="credits.transfer", principal=home.enterprise.id).get()
        assert refusal(take_back, by=home.as_liaison, act_id=done.id) == ("ONLY_REVERSED", ())


def test_limits_and_rules_are_taken_back_like_other_slips(town: Town) -> None:
    home = town.home
    with scope(home.district):
        issued(home, 50)
        set_limits(by=home.as_secretary, principal_id=home.enterprise.id, floor=-20, ceiling=500)
        given(home, home.as_liaison, home.office.id, 60)
        limited = Act.objects.filter(verb="credits.limit").get()
        assert refusal(undo, act_id=limited.id, by=OPERATOR) == ("BUILT_ON", ())  # it is below 0 by now
        issued(home, 50)
        undo(act_id=limited.id, by=OPERATOR)
        held = Holding.objects.get(principal=home.enterprise.id)
        assert (held.balance, held.floor, held.ceiling) == (40, 0, None)
        rule: dict[str, Any] = {
            "by": home.as_secretary,
            "listing_category": "ROOM",
            "category_id": a_category(home),
        }
        kept = set_rule(**rule, credits_per_unit=5)
        assert set_rule(**rule, credits_per_unit=7) == kept
        undo(act_id=drop_rule(by=home.as_secretary, rule_id=kept), by=OPERATOR)
        assert CreditRule.objects.get().credits_per_unit == 7
        undo(act_id=Act.objects.filter(verb="credits.set_rule").latest("at", "id").id, by=OPERATOR)
        assert CreditRule.objects.get().credits_per_unit == 5


def test_another_areas_act_credits_without_asking_anybody(town: Town) -> None:
    home, exchange = town.home, uuid4()
    with scope(home.district):
        said: dict[str, Any] = {
            "giver_id": home.secretariat.id,
            "receiver_id": home.enterprise.id,
            "amount": 5,
        }
        category = a_category(home)
        with act("exchange.confirm", by=home.as_liaison) as record:
            made = credit_in(record, **said, category_id=category, about=("Exchange", exchange))
        kept = Transfer.objects.get(id=made)
        assert (kept.about_type, kept.about_id, balance(home.enterprise.id)) == ("Exchange", exchange, 5)
        with pytest.raises(Refusal, match="OUT_OF_RANGE"), act("exchange.confirm", by=OPERATOR) as record:
            credit_in(record, **(said | {"amount": 0}), category_id=category, about=("Exchange", exchange))
        assert_books_balance()


def test_the_districts_table_says_what_an_exchange_credits(town: Town) -> None:
    home = town.home
    with scope(home.district):
        asked: dict[str, Any] = {"listing_category": "ROOM", "measure": "半天", "quantity": None}
        assert credit_due(**asked) is None  # empty by default
        rule: dict[str, Any] = {
            "by": home.as_secretary,
            "listing_category": "ROOM",
            "category_id": a_category(home),
        }
        set_rule(**rule, credits_per_unit=3)
        any_measure = credit_due(**asked)
        assert any_measure and any_measure.amount == 3
        set_rule(**rule, credits_per_unit=10, measure="半天")
        exact = credit_due(**(asked | {"quantity": Decimal("2.55")}))
        assert exact and exact.amount == 26
        assert credit_due(**(asked | {"listing_category": "SKILL"})) is None


BAD_TRANSFERS: list[tuple[dict[str, Any], str, str]] = [
    ({"amount": 0}, "OUT_OF_RANGE", "amount"),
    ({"amount": -5}, "OUT_OF_RANGE", "amount"),
    ({"amount": 1_000_001}, "OUT_OF_RANGE", "amount"),
    ({"amount": 101}, "BALANCE_TOO_LOW", "amount"),
    ({"reason": LONG}, "TOO_LONG", "reason"),
    ({"reason": "a\0b"}, "OUT_OF_RANGE", "reason"),
    ({"reason": "\ud800"}, "OUT_OF_RANGE", "reason"),
    ({"receiver_id": UUID(int=7)}, "NOT_FOUND", "receiver"),
    ({"receiver_id": "next door"}, "NOT_FOUND", "receiver"),
    ({"receiver_id": "oneself"}, "SAME_PRINCIPAL", "receiver"),
    ({"receiver_id": "secretariat", "expires_on": today() + timedelta(days=9)}, "OUT_OF_RANGE", "expiresOn"),
    ({"category_id": UUID(int=7)}, "NOT_FOUND", "category"),
    ({"category_id": "next door"}, "NOT_FOUND", "category"),
    ({"expires_on": today() - timedelta(days=1)}, "IN_THE_PAST", "expiresOn"),
    ({"expires_on": today() + timedelta(days=4000)}, "OUT_OF_RANGE", "expiresOn"),
    ({"giver_id": "office"}, "FORBIDDEN", "actingAs"),
]


@pytest.mark.parametrize(("said", "code", "field"), BAD_TRANSFERS, ids=lambda value: str(value)[:40])
def test_a_transfer_that_cannot_be_names_the_field(
    town: Town, said: dict[str, Any], code: str, field: str
) -> None:
    home = town.home
    named: dict[str, UUID] = {
        "oneself": home.enterprise.id,
        "secretariat": home.secretariat.id,
        "office": home.office.id,
    }
    if "next door" in said.values():
        with scope(town.next_door.district):
            a = {"receiver_id": town.next_door.office.id, "category_id": a_category(town.next_door)}
        named["next door"] = a[next(iter(said))]
    said = {
        name: named.get(value, value) if isinstance(value, str) else value for name, value in said.items()
    }
    with scope(home.district):
        issued(home, 100)
        right = {"giver_id": home.enterprise.id, "receiver_id": home.office.id, "amount": 1}
        asked = {"by": home.as_liaison, "category_id": a_category(home), **right, **said}
        assert refusal(transfer, **asked) == (code, (field,))


def test_other_things_that_cannot_be_name_the_field_too(town: Town) -> None:
    home = town.home
    with scope(home.district):
        first, category, by = issued(home, 100), a_category(home), home.as_secretary
        limit = {"principal_id": home.enterprise.id, "floor": 0, "ceiling": None}
        rule = {"listing_category": "ROOM", "credits_per_unit": 1, "category_id": category}
        table: list[tuple[Any, dict[str, Any], str, str]] = [
            (reverse, {"transfer_id": first.id, "reason": " "}, "REASON_MISSING", "reason"),
            (reverse, {"transfer_id": first.id, "reason": LONG}, "TOO_LONG", "reason"),
            (reverse, {"transfer_id": uuid4(), "reason": "x"}, "NOT_FOUND", "transfer"),
            (set_limits, limit | {"floor": 1}, "OUT_OF_RANGE", "floor"),
            (set_limits, limit | {"floor": -3_000_000_000}, "OUT_OF_RANGE", "floor"),
            (set_limits, limit | {"ceiling": -1}, "OUT_OF_RANGE", "ceiling"),
            (set_limits, limit | {"ceiling": 99}, "BALANCE_TOO_HIGH", "ceiling"),
            (set_limits, limit | {"principal_id": town.next_door.office.id}, "NOT_FOUND", "principal"),
            (
                set_limits,
                {"principal_id": home.secretariat.id, "floor": -99, "ceiling": None},
                "BALANCE_TOO_LOW",
                "floor",
            ),
            (
                set_limits,
                {"principal_id": home.secretariat.id, "floor": None, "ceiling": 5},
                "OUT_OF_RANGE",
                "ceiling",
            ),
            (set_rule, rule | {"credits_per_unit": 0}, "OUT_OF_RANGE", "creditsPerUnit"),
            (set_rule, rule | {"measure": "长" * 21}, "TOO_LONG", "measure"),
            (set_rule, rule | {"category_id": uuid4()}, "NOT_FOUND", "category"),
            (set_rule, rule | {"listing_category": "room"}, "OUT_OF_RANGE", "listingCategory"),
            (drop_rule, {"rule_id": uuid4()}, "NOT_FOUND", "rule"),
            (set_category, {"name": " "}, "NAME_MISSING", "name"),
            (set_category, {"name": "长" * 41}, "TOO_LONG", "name"),
            (set_category, {"name": "新", "ordinal": -1}, "OUT_OF_RANGE", "ordinal"),
            (set_category, {"name": "新", "category_id": uuid4()}, "NOT_FOUND", "id"),
        ]
        for call, asked, code, field in table:
            assert refusal(call, by=by, **asked) == (code, (field,)), (call.__name__, asked)
        assert refusal(set_category, by=by, name="场地共享") == ("NAME_TAKEN", ())


def test_a_ceiling_holds(town: Town) -> None:
    home = town.home
    with scope(home.district):
        issued(home, 50)
        set_limits(by=home.as_secretary, principal_id=home.enterprise.id, floor=0, ceiling=60)
        asked = {"giver_id": home.secretariat.id, "receiver_id": home.enterprise.id, "amount": 11}
        asked |= {"by": home.as_secretary, "category_id": a_category(home)}
        assert refusal(transfer, **asked) == ("BALANCE_TOO_HIGH", ("amount",))


@pytest.mark.parametrize("who", ["as_liaison", "as_manager"])
def test_only_the_secretariat_sets_limits_rules_and_categories(town: Town, who: str) -> None:
    home = town.home
    with scope(home.district):
        by, category = getattr(home, who), a_category(home)
        limits = {"principal_id": by.principal_id, "floor": None, "ceiling": None}
        rule = {"listing_category": "ROOM", "credits_per_unit": 1, "category_id": category}
        for call, asked in ((set_limits, limits), (set_rule, rule), (set_category, {"name": "新"})):
            assert refusal(call, by=by, **asked) == ("FORBIDDEN", ("actingAs",))
        assert refusal(drop_rule, by=by, rule_id=uuid4()) == ("FORBIDDEN", ("actingAs",))
