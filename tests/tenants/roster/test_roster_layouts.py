"""A batch remembers how its file was laid out: titles, headings, every line, and what has no field."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tenants.isolation.scope import scope
from tenants.models import Contact, District, Enterprise, RosterLines, RosterTable, Unit
from tests.tenants.roster.importing import a_rostered_district, imported
from tests.tenants.roster.sheets import HEADINGS, line, uscc, xlsx


@pytest.fixture
def home(transactional_db: None) -> District:
    return a_rostered_district()


def lines(district: District) -> list[dict[str, Any]]:
    with scope(district):
        return [
            line
            for passage in RosterLines.objects.order_by("roster_table", "ordinal")
            for line in passage.lines
        ]


def test_titles_columns_and_every_line_are_remembered_in_their_order(home: District, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["中德广场入驻商户台账"],
        [*HEADINGS, "员工人数", "车位", "法人身份证号", "备注"],
        [
            *line(
                "甲有限公司", "201/202", code=uscc(1), person="王芳", phone="13800000001", since="2025.3.1"
            ),
            *(12, "地下 3", "370811199001011234", "租金季付"),
        ],
        line("空置", "203", area="88㎡"),
        ["", "小计", "", "", "", 188],
        [],
        line("丙有限公司", "204", area="面议"),
        ["制表人：前台"],
    ]
    imported(home, xlsx(tmp_path / "台账.xlsx", rows, merges=["A1:N1"]), skip_bad=True)
    with scope(home):
        table = RosterTable.objects.get()
        company, contact = Enterprise.objects.get(), Contact.objects.get()
        units = dict(Unit.objects.values_list("label", "id"))
    assert (table.sheet, table.heading_rows, table.merges) == ("台账", 1, [[0, 0, 0, 13]])
    assert table.head[0] == ["中德广场入驻商户台账"]
    assert [column["field"] for column in table.columns] == [
        *("no", "name", "uscc", "building", "units", "area", "person", "phone", "from", "contract_to"),
        *("staff", None, None, "note"),
    ]
    assert table.columns[12] == {"heading": "", "field": None, "dropped": True}
    first, vacant, total, blank, bad, signature = lines(home)
    assert first == {
        "row": 3,
        "kind": "company",
        "cells": [
            "",
            "甲有限公司",
            uscc(1),
            "A座",
            "201/202",
            100,
            "",
            "",
            "2025.3.1",
            "",
            12,
            "地下 3",
            "",
            "租金季付",
        ],
        "enterprise": str(company.id),
        "contact": str(contact.id),
        "units": [str(units["201"]), str(units["202"])],
    }
    assert (vacant["kind"], vacant["cells"][5], vacant["units"]) == ("unit", "88㎡", [str(units["203"])])
    assert (total["kind"], total["cells"]) == ("sum", ["", "小计", "", "", "", 188])
    assert (blank, bad) == ({"row": 6, "kind": "blank", "cells": []}, {"row": 7, "kind": "left_out"})
    assert signature == {"row": 8, "kind": "signature", "cells": ["制表人：前台"]}


def test_a_table_below_another_has_a_layout_of_its_own(home: District, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["A座"],
        ["企业名称", "房号", "租赁面积"],
        ["甲有限公司", "201", 100],
        ["B座"],
        ["房号", "企业名称", "备注", "租赁面积"],
        ["101", "乙有限公司", "临街", 50],
    ]
    imported(home, xlsx(tmp_path / "台账.xlsx", rows))
    with scope(home):
        first, second = RosterTable.objects.order_by("ordinal")
    assert [column["heading"] for column in second.columns] == ["房号", "企业名称", "备注", "租赁面积"]
    assert [(one["row"], one["kind"]) for one in lines(home)] == [
        (3, "company"),
        (4, "section"),
        (6, "company"),
    ]
    assert (first.heading_rows, first.head[0]) == (1, ["A座"])


def test_days_and_long_tables_are_kept_whole(home: District, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        line(f"第{number}有限公司", f"{number // 99 + 1}{number % 99 + 1:02}", since=date(2025, 3, 1))
        for number in range(501)
    ]
    imported(home, xlsx(tmp_path / "台账.xlsx", [HEADINGS, *rows]))
    kept = lines(home)
    assert [one["row"] for one in kept] == list(range(2, 503))
    assert kept[500]["cells"][8] == {"date": "2025-03-01"}
