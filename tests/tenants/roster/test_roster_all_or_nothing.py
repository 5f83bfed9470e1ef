"""Whatever a table holds: it is applied as the dry run said, or answered by row and column; never half."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.models import Act, ActChange, District, Enterprise, RosterBatch, Tenancy, Unit
from tenants.roster.actions.importing import take_back_roster
from tests.tenants.roster.importing import a_rostered_district, imported
from tests.tenants.roster.sheets import HEADINGS, uscc

NAMES = [
    "甲有限公司",
    "乙餐饮店",
    "甲（济宁）有限公司",
    "丙公司（原：甲有限公司）",
    "空置",
    "同上",
    "",
    "小计",
    "A座",
]
CODES = ["", "办理中", uscc(1), uscc(2), uscc(1)[:-1], "9.1E+17"]
UNITS = ["201", "202", "201/202", "2层整层", "B1-01", "整层", "", "201-203", "A座202", "202A"]
DATES = ["", "2024-01-01", "2026.3.1", "长期", "二月初"]
ROWS = st.tuples(
    st.sampled_from(["", "1"]),
    st.sampled_from(NAMES) | st.text(st.characters(codec="utf-8"), max_size=5),
    st.sampled_from(CODES),
    st.sampled_from(["A座", "", "B栋", "9号楼"]),
    st.sampled_from(UNITS),
    st.sampled_from(["100", "", "面议", "88㎡"]),
    st.sampled_from(["王", ""]),
    st.sampled_from(["13800000001", "", "123"]),
    st.sampled_from(DATES),
    st.sampled_from(DATES),
)
MODELS = (Enterprise, Tenancy, Unit, RosterBatch, Act, ActChange)


@pytest.fixture
def home(transactional_db: None) -> District:
    return a_rostered_district()


def counts(district: District) -> list[int]:
    with scope(district):
        return [model.objects.count() for model in MODELS]


def said(report: dict[str, Any]) -> list[Any]:
    return [(row["row"], row["verdict"], row["problems"]) for row in report["rows"]]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(table=st.lists(ROWS, min_size=1, max_size=6), skip=st.booleans())
def test_any_table_is_applied_whole_or_answered_and_taken_back_exactly(
    home: District, tmp_path: Path, table: list[tuple[str, ...]], skip: bool
) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *table])
    file = tmp_path / "表.csv"
    file.write_text(text.getvalue().replace("\x00", ""), "utf-8", newline="")
    empty = counts(home)
    dry = imported(home, file, dry_run=True)
    assert counts(home) == empty
    done = imported(home, file, skip_bad=skip)
    assert said(done) == said(dry)
    bad = any(row["verdict"] in ("asked", "refused") for row in dry["rows"])
    if done["batch"] is None:
        assert counts(home) == empty and (bad or not dry["summary"]["new"])
        return
    assert skip or not bad
    again = imported(home, file, skip_bad=skip)
    assert again["batch"] is None, "the same file twice changes nothing"
    with scope(home):
        take_back_roster(by=OPERATOR, batch_id=done["batch"])
    assert counts(home)[:3] == empty[:3]
