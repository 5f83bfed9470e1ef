"""When a notice leaves: at once, after the quiet hours, with the digest, or never."""

from datetime import datetime, time
from typing import Any

import pytest
from django.utils import timezone

from alliance.notices.rules.timing import Plan, Wishes, after_quiet, plan


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-03-02T20:59:59", "2026-03-02T20:59:59"),
        ("2026-03-02T21:00:00", "2026-03-03T07:30:00"),
        ("2026-12-31T23:59:59", "2027-01-01T07:30:00"),
        ("2026-03-02T00:00:00", "2026-03-02T07:30:00"),
        ("2026-03-02T07:29:59", "2026-03-02T07:30:00"),
        ("2026-03-02T07:30:00", "2026-03-02T07:30:00"),
        ("2026-03-02T12:00:00", "2026-03-02T12:00:00"),
    ],
)
def test_quiet_hours_over_midnight(now: str, then: str) -> None:
    assert after_quiet(at(now), time(21), time(7, 30)) == at(then)


@pytest.mark.parametrize(
    ("now", "then"),
    [("11:59", "11:59"), ("12:00", "14:00"), ("13:59", "14:00"), ("14:00", "14:00"), ("23:00", "23:00")],
)
def test_quiet_hours_within_a_day(now: str, then: str) -> None:
    moments = (at(f"2026-03-02T{moment}:00") for moment in (now, then))
    assert after_quiet(next(moments), time(12), time(14)) == next(moments)


def test_clocks_are_those_of_shanghai_wherever_the_machine_stands() -> None:
    with timezone.override("UTC"):
        late = datetime.fromisoformat("2026-03-02T13:00:00+00:00")  # 21:00 in Shanghai
        assert after_quiet(late, time(21), time(7, 30)) == at("2026-03-03T07:30:00")


NOON = at("2026-03-02T12:00:00")


@pytest.mark.parametrize(
    ("wishes", "planned"),
    [
        ({}, Plan(NOON)),
        ({"mail": "NEVER"}, None),
        ({"mail": "DIGEST"}, Plan(at("2026-03-03T08:00:00"), is_digest=True)),
        ({"mail": "DIGEST", "digest_hour": 18}, Plan(at("2026-03-02T18:00:00"), is_digest=True)),
        ({"mail": "DIGEST", "digest_hour": 12}, Plan(at("2026-03-03T12:00:00"), is_digest=True)),
        ({"groups": {"exchange": "NEVER"}}, None),
        ({"groups": {"listing": "NEVER"}}, Plan(NOON)),
        ({"mail": "NEVER", "groups": {"exchange": "NOW"}}, Plan(NOON)),
        ({"quiet_from": None, "quiet_until": None}, Plan(NOON)),
    ],
)
def test_each_person_chooses(wishes: dict[str, Any], planned: Plan | None) -> None:
    assert plan(Wishes(**wishes), "exchange.proposed", NOON) == planned


def test_without_quiet_hours_the_night_is_no_matter() -> None:
    night = at("2026-03-02T02:00:00")
    assert plan(Wishes(quiet_from=None, quiet_until=None), "a.b", night) == Plan(night)
