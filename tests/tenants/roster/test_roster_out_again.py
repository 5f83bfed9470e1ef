"""Whatever roster came in and whatever happened since: given back and handed in again, it changes nothing."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tenants.actions.enterprises import rename
from tenants.actions.moving import Terms, move_in, move_out
from tenants.acts.authors import OPERATOR
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Enterprise, Tenancy, Unit
from tests.database import empty
from tests.tenants.roster.exporting import exported, nothing_to_do
from tests.tenants.roster.importing import a_rostered_district, imported
from tests.tenants.roster.sheets import HEADINGS, line, uscc, xlsx

# Shrinking takes minutes where each example imports twice; the one that fails is small enough to read.
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
NAMES = ("甲有限公司", "乙商贸有限公司", "丙事务所", "丁（中国）有限公司", "戊店（原：己店）", "空置", "待租")
UNITS = ("201", "202", "201/202", "203-205", "B1-04", "3A01", "201室", "2F-06", "301、302")
DAYS = ("", "2025-03-01", "2025.3.1", "2025年3月1日", "长期", "20260228", "同上")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(UNITS),
        st.sampled_from(("A座", "B栋", "1号楼", "")),
        st.sampled_from(("", 0, 1, 2, "办理中")),
        st.sampled_from(("", 88, "约120㎡", "96.50 m²", "一百")),
        st.sampled_from(("", "王芳")),
        st.sampled_from(("", "13800000001", "0537-2345678")),
        st.sampled_from(DAYS),
        st.sampled_from(DAYS),
        st.sampled_from(("row", "row", "row", "sum", "blank", "section", "header")),
    ),
    min_size=1,
    max_size=9,
)
# What happens between the two: somebody goes, comes, is called otherwise; units in the order of ids.
SINCE = st.lists(st.tuples(st.sampled_from(("out", "in", "rename")), st.integers(0, 20)), max_size=5)


def table(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    lines: list[list[Any]] = [["某广场台账"], [*HEADINGS, "备注"]]
    for name, unit, tower, code, area, person, phone, since, until, kind in rows:
        if kind == "sum":
            lines.append(["", "小计", "", "", "", 100])
        elif kind == "blank":
            lines.append([])
        elif kind == "section":
            lines.append(["B座"])
        elif kind == "header":
            lines.append([*HEADINGS, "备注"])
        else:
            written = uscc(code) if isinstance(code, int) else code
            more = {"person": person, "phone": phone, "since": since, "until": until}
            lines.append([*line(name, unit, tower=tower, code=written, area=area, **more), f"注{len(lines)}"])
    return lines


def live_on(steps: list[tuple[str, int]]) -> None:
    day = date(2026, 4, 1)
    for what, number in steps:
        day += timedelta(days=1)
        tenancies, units = list(Tenancy.objects.order_by("id")), list(Unit.objects.order_by("id"))
        try:
            if what == "out" and tenancies:
                move_out(by=OPERATOR, tenancy_id=tenancies[number % len(tenancies)].id, last_day=day)
            elif what == "rename" and tenancies:
                enterprise = tenancies[number % len(tenancies)].enterprise_id
                rename(by=OPERATOR, enterprise_id=enterprise, name=f"新名{number}有限公司")
            elif what == "in" and units and Enterprise.objects.exists():
                enterprises = list(Enterprise.objects.order_by("id"))
                terms = Terms(starts=day, last_day=None) if number % 2 else None
                move_in(
                    by=OPERATOR, enterprise_id=enterprises[number % len(enterprises)].id,
                    unit_id=units[number % len(units)].id, starts=day, last_day=None, terms=terms,
                )  # fmt: skip
        except Refusal:  # taken, gone already: then that did not happen
            continue


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@settings(max_examples=25, deadline=None, phases=WITHOUT_SHRINKING, suppress_health_check=list(HealthCheck))
@given(rows=ROWS, since=SINCE)
def test_export_then_import_changes_nothing_whatever_came_and_happened(
    transactional_db: None,
    tmp_path: Path,
    kind: str,
    rows: list[tuple[Any, ...]],
    since: list[tuple[str, int]],
) -> None:
    empty()
    home = a_rostered_district()
    imported(home, xlsx(tmp_path / "来.xlsx", table(rows)), skip_bad=True)
    assert nothing_to_do(home, exported(home, tmp_path / f"还.{kind}")) == []
    with scope(home):
        live_on(since)
    assert nothing_to_do(home, exported(home, tmp_path / f"又还.{kind}")) == []
