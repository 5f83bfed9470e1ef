"""In which periods something is promised: those of the calendar, cut to the promise's own days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.agreements.models import Frequency
from alliance.agreements.rules import periods_from

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
FAR = date(2040, 1, 1)


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (Frequency.ONCE, [("2026-02-10", "2026-05-05")]),
        (
            Frequency.MONTH,
            [
                ("2026-02-10", "2026-03-01"),
                ("2026-03-01", "2026-04-01"),
                ("2026-04-01", "2026-05-01"),
                ("2026-05-01", "2026-05-05"),
            ],
        ),
        (Frequency.QUARTER, [("2026-02-10", "2026-04-01"), ("2026-04-01", "2026-05-05")]),
        (Frequency.YEAR, [("2026-02-10", "2026-05-05")]),
    ],
)
def test_what_is_promised_for_months_is_promised_for_those_of_the_calendar(
    frequency: Frequency, expected: list[tuple[str, str]]
) -> None:
    found = periods_from(frequency=frequency, starts=date(2026, 2, 10), ends=date(2026, 5, 5), until=FAR)
    assert [(str(one.starts), str(one.ends)) for one in found] == expected


def test_an_open_end_yields_as_far_as_is_asked() -> None:
    found = list(periods_from(frequency="MONTH", starts=date(2026, 11, 3), ends=None, until=date(2027, 1, 1)))
    assert [str(one.starts) for one in found] == ["2026-11-03", "2026-12-01", "2027-01-01"]


@given(st.sampled_from(Frequency.values), DAYS, DAYS)
def test_periods_follow_on_each_other_and_fill_the_promise(frequency: str, one: date, other: date) -> None:
    starts, ends = sorted([one, other])
    found = list(periods_from(frequency=frequency, starts=starts, ends=ends, until=FAR))
    if starts == ends:
        assert found == []
        return
    assert found[0].starts == starts and found[-1].ends == ends
    assert all(before.ends == after.starts for before, after in zip(found, found[1:], strict=False))
    assert all(period.starts < period.ends for period in found if period.ends)
