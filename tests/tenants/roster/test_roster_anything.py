"""Whatever a table holds, it is read or refused by cell: never a traceback, no row without a place."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.roster.messages import MESSAGES, spoken
from tests.tenants.roster.sheets import HEADINGS, read

PIECES = [
    "1203",
    "/",
    "-",
    "室",
    "B1",
    "12A",
    "约",
    "2025",
    ".",
    "3月",
    "㎡",
    "（原：",
    "）",
    "空置",
    "小计",
    "9.1E+17",
    "０",
    "\n",
    "#REF!",
]
CELLS = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6),
    max_size=4,
)
TABLES = st.lists(st.lists(CELLS.map("".join), max_size=len(HEADINGS) + 2), max_size=8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


@settings(max_examples=150, deadline=None)
@given(table=TABLES)
def test_any_table_of_strings_is_read_or_answered_by_row_and_column(
    folder: Path, table: list[list[str]]
) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *table])
    (folder / "表.csv").write_text(text.getvalue(), "utf-8", newline="")
    for row in read(folder / "表.csv").rows:
        assert 2 <= row.number <= len(table) + 1
        assert row.kind == "sum" or not row.stands or (row.building and row.units)
        for problem in [*row.problems, *(problem for problem, _ in row.answered)]:
            assert problem.column in HEADINGS
            for language in ("zh-hans", "en"):
                assert spoken(problem.code, language, found=problem.found, right=problem.right)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_message_is_said_in_both_languages(code: str) -> None:
    chinese, english = (spoken(code, language, found="甲", right="乙") for language in ("zh-hans", "en"))
    assert chinese != english and "{" not in chinese + english
