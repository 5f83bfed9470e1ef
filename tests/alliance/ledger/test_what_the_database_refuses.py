"""The books balance whoever writes: PostgreSQL itself refuses what would change or unbalance them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import IntegrityError, connection

from alliance.ledger.actions import reverse, set_limits
from alliance.ledger.models import CreditCategory, Entry, Holding, Transfer
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.acts.violations import refusal_for
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tests.database import as_role
from tests.factories.credits import assert_books_balance, given, issued
from tests.factories.town import Side, Town


@contextmanager
def as_app(side: Side) -> Iterator[psycopg.Connection]:
    """Raw SQL as the application's role, the district being open."""
    with as_role("app") as app, app.transaction():
        app.execute(f"SET LOCAL app.district_id = '{side.district.id}'")
        yield app


def a_transfer(app: psycopg.Connection, side: Side, *, legs: int = 2, **columns: Any) -> UUID:
    row: dict[str, Any] = {"id": uuid4(), "district_id": side.district.id, "kind": "GIVEN", "reason": ""}
    row |= {"day": today(), "legs": legs, "about_type": "", **columns}
    if "category_id" not in row:
        [row["category_id"]] = app.execute("SELECT id FROM ledger_creditcategory").fetchone() or [None]
    names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
    app.execute(f"INSERT INTO ledger_transfer ({names}) VALUES ({marks})", list(row.values()))  # type: ignore[arg-type]
    return row["id"]


def an_entry(app: psycopg.Connection, side: Side, of: UUID, holding: UUID, amount: int) -> None:
    app.execute(
        "INSERT INTO ledger_entry (id, district_id, transfer_id, holding_id, amount, day)"
        " VALUES (gen_random_uuid(), %s, %s, %s, %s, %s)",
        [side.district.id, of, holding, amount, today()],
    )


@pytest.fixture
def issue(town: Town) -> Transfer:
    with scope(town.home.district):
        given_once = issued(town.home, 100)
        given(town.home, town.home.as_liaison, town.home.office.id, 40)
        return given_once


@pytest.fixture
def holdings(issue: Transfer, town: Town) -> tuple[UUID, UUID]:
    """Those of the secretariat and of the enterprise."""
    with scope(town.home.district):
        found = dict(Holding.objects.values_list("principal_id", "id"))
    return found[town.home.secretariat.id], found[town.home.enterprise.id]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET amount = 1",
        "UPDATE ledger_entry SET expires_on = NULL",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_transfer SET reason = 'nothing happened'",
        "DELETE FROM ledger_transfer",
        "TRUNCATE ledger_entry",
    ],
)
def test_what_was_written_stays(town: Town, issue: Transfer, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), as_app(town.home) as app:
        app.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("legs", "amounts"),
    [
        (2, [-5, 6]),
        (2, [-5]),
        (1, [-5]),
        (2, []),
        (3, [-5, 5]),
        (2, [-10, 5, 5]),
        (2, [5, 5]),
    ],
    ids=str,
)
def test_a_transfer_sums_to_zero_and_is_whole(
    town: Town, holdings: tuple[UUID, UUID], legs: int, amounts: list[int]
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation) as refused, as_app(town.home) as app:
        made = a_transfer(app, town.home, legs=legs)
        for number, amount in enumerate(amounts):
            an_entry(app, town.home, made, holdings[number % 2], amount)
    assert refused.value.diag.constraint_name in ("ledger_entry_sums_to_zero", "ledger_transfer_legs")
    with scope(town.home.district):
        assert_books_balance()


def test_nothing_is_added_to_a_transfer_later(
    town: Town, issue: Transfer, holdings: tuple[UUID, UUID]
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="sum to zero"), as_app(town.home) as app:
        an_entry(app, town.home, issue.id, holdings[0], -5)
        an_entry(app, town.home, issue.id, holdings[1], 5)


def test_it_fails_closed_where_no_district_is_open_any_more(town: Town, holdings: tuple[UUID, UUID]) -> None:
    """Rows that are checked when nothing is seen of them are refused, however sound they are."""
    with pytest.raises(psycopg.errors.CheckViolation, match="sum to zero"), as_app(town.home) as app:
        made = a_transfer(app, town.home)
        an_entry(app, town.home, made, holdings[0], -5)
        an_entry(app, town.home, made, holdings[1], 5)
        app.execute("SET LOCAL app.district_id = ''")


def test_a_sound_transfer_by_sql_moves_the_balances(town: Town, holdings: tuple[UUID, UUID]) -> None:
    with as_app(town.home) as app:
        made = a_transfer(app, town.home)
        an_entry(app, town.home, made, holdings[0], -5)
        an_entry(app, town.home, made, holdings[1], 5)
    with scope(town.home.district):
        assert Holding.objects.get(id=holdings[1]).balance == 65
        assert_books_balance()


def test_limits_are_the_databases_own(town: Town, holdings: tuple[UUID, UUID]) -> None:
    with scope(town.home.district):
        set_limits(by=town.home.as_secretary, principal_id=town.home.enterprise.id, floor=0, ceiling=80)
    for amount, name in ((-61, "above_floor"), (21, "below_ceiling")):
        with pytest.raises(psycopg.errors.CheckViolation, match=name), as_app(town.home) as app:
            an_entry(app, town.home, a_transfer(app, town.home), holdings[1], amount)


@pytest.mark.parametrize("amount", [0, 1_000])
def test_nobody_writes_a_balance_by_hand(town: Town, holdings: tuple[UUID, UUID], amount: int) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="by hand"), as_app(town.home) as app:
        app.execute("UPDATE ledger_holding SET balance = %s WHERE id = %s", [amount, holdings[1]])
    with pytest.raises(psycopg.errors.CheckViolation, match="by hand"), as_app(town.home) as app:
        app.execute(
            "INSERT INTO ledger_holding (id, district_id, principal_id, balance)"
            " VALUES (gen_random_uuid(), %s, %s, 7)",
            [town.home.district.id, town.home.building.office_id],
        )


def test_a_holding_saved_too_late_does_not_put_the_old_balance_back(town: Town, issue: Transfer) -> None:
    with scope(town.home.district):
        stale = Holding.objects.get(principal=town.home.enterprise.id)
        issued(town.home, 5)
    with pytest.raises(IntegrityError, match="by hand"), scope(town.home.district):
        stale.save()
    with scope(town.home.district):
        assert_books_balance()


def test_a_reversal_reverses_an_original_once_with_a_reason(
    town: Town, issue: Transfer, holdings: tuple[UUID, UUID]
) -> None:
    with scope(town.home.district):
        second = issued(town.home, 7)
        reversal = reverse(by=town.home.as_secretary, transfer_id=second.id, reason="误发")

    def attempt(**columns: Any) -> str:
        with pytest.raises(psycopg.errors.IntegrityError) as refused, as_app(town.home) as app:
            made = a_transfer(app, town.home, kind="REVERSAL", **columns)
            an_entry(app, town.home, made, holdings[0], 1)
            an_entry(app, town.home, made, holdings[1], -1)
        return refused.value.diag.constraint_name or ""

    assert attempt(reverses_id=reversal, reason="x") == "ledger_transfer_reverses_fk"
    assert attempt(reverses_id=second.id, reason="x") == "ledger_transfer_reversed_once"
    assert attempt(reverses_id=issue.id, reason=" ") == "ledger_transfer_reversal_reason"
    assert attempt(reason="x") == "ledger_transfer_reversal_reverses"


def test_an_entry_is_of_its_own_district_day_and_holding(
    town: Town, issue: Transfer, holdings: tuple[UUID, UUID]
) -> None:
    with scope(town.next_door.district):
        issued(town.next_door, 5)
        foreign = Holding.objects.get(principal=town.next_door.enterprise.id).id
    with pytest.raises(psycopg.errors.ForeignKeyViolation, match="holding_fk"), as_app(town.home) as app:
        made = a_transfer(app, town.home)
        an_entry(app, town.home, made, holdings[0], -5)
        an_entry(app, town.home, made, foreign, 5)
    with scope(town.home.district):
        lot = Entry.objects.get(transfer=issue, amount__gt=0)
    with pytest.raises(psycopg.errors.IntegrityError, match="lapses_fk"), as_app(town.home) as app:
        made = a_transfer(app, town.home)
        an_entry(app, town.home, made, holdings[1], 5)
        app.execute(
            "INSERT INTO ledger_entry (id, district_id, transfer_id, holding_id, amount, day, lapses_id)"
            " VALUES (gen_random_uuid(), %s, %s, %s, -5, %s, %s)",
            [town.home.district.id, made, holdings[0], today(), lot.id],
        )


def test_the_neighbours_books_are_not_seen(town: Town, issue: Transfer) -> None:
    with as_app(town.next_door) as app:
        for table in ("transfer", "entry", "holding", "creditcategory", "creditrule"):
            assert app.execute(f"SELECT count(*) FROM ledger_{table}").fetchone() == (0,)  # type: ignore[call-overload]


def test_people_are_told_what_an_unbalanced_transfer_is(town: Town, issue: Transfer) -> None:
    with scope(town.home.district):
        category = CreditCategory.objects.get()
        with pytest.raises(Refusal, match="UNBALANCED"), act("half.a.transfer", by=OPERATOR) as record:
            record.create(Transfer(kind="GIVEN", category=category, day=today()))
        assert_books_balance()


def test_a_write_outside_of_any_act_is_checked_at_the_commit(town: Town, issue: Transfer) -> None:
    with pytest.raises(IntegrityError) as refused, scope(town.home.district):
        Transfer.objects.create(kind="GIVEN", category=CreditCategory.objects.get(), day=today())
    found = refusal_for(refused.value)
    assert found and found.code == "UNBALANCED"
    connection.close()
