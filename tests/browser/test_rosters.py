"""A property manager hands in a roster: wrong cells are put right in the page, it is applied and undone."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from deploy.env import CHECKOUT
from tests.factories.plaza import Plaza
from tests.tenants.roster.sheets import uscc

pytestmark = pytest.mark.full
Look = Callable[[str], None]

TWO_MINUTES = 120
HEADINGS: list[Any] = [
    "序号",
    "企业名称",
    "统一社会信用代码",
    "楼栋",
    "房号",
    "租赁面积（㎡）",
    "联系人",
    "联系电话",
    "入驻时间",
    "合同到期",
    "身份证号",
]
WRONG = uscc(901)[:-1] + ("0" if uscc(901)[-1] != "0" else "1")
ROWS: list[list[Any]] = [
    [
        "1",
        "青禾数字科技有限公司",
        WRONG,
        "A座",
        "9801",
        180,
        "王芳",
        "13800000001",
        "2026.3.1",
        "2028-02-29",
        "x",
    ],
    [
        "2",
        "远帆会计师事务所",
        uscc(902),
        "B座",
        "9901",
        "面议",
        "李明",
        "13800000002",
        "2026-03-01",
        "长期",
        "x",
    ],
    [
        "3",
        "晴川设计有限公司",
        uscc(903),
        "B座",
        "9902",
        96.5,
        "张伟",
        "13800000003",
        "三月初",
        "2027-12-31",
        "x",
    ],
    ["4", "空置", "", "B座", "9903", 88, "", "", "", "", ""],
]


def sheet(path: Path) -> Path:
    """A roster with three cells that are wrong: a credit code, an area, a day."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "台账"
    for row in [list[Any](["中德广场入驻台账（试）"]), HEADINGS, *ROWS]:
        page.append(row)
    page.merge_cells("A1:K1")
    book.save(path)
    return path


def signed_in(page: Page, plaza: Plaza, role: str) -> None:
    manager = plaza.account(role)
    page.goto(f"{plaza.instance.url}/d/zhongde/admin/rosters/")
    page.fill("input[name=username]", manager["login"])
    page.fill("input[name=password]", manager["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/rosters/")


def test_three_wrong_cells_are_put_right_and_applied_within_two_minutes(
    page: Page, plaza: Plaza, look: Look, tmp_path: Path
) -> None:
    begun = time.monotonic()
    signed_in(page, plaza, "property_manager")
    look("rosters")
    page.set_input_files("input[name=file]", sheet(tmp_path / "台账.xlsx"))
    page.get_by_label("登记系统里还没有的单元").check()
    page.get_by_role("button", name="检查", exact=True).click()
    expect(page.get_by_text("需要改正的单元格")).to_be_visible()
    look("rosters-wrong")
    wrong = page.locator("[data-correction]")
    expect(wrong).to_have_count(3)
    expect(page.locator("#difference")).to_contain_text("依规不保存、已丢弃的列：身份证号")
    expect(page.get_by_role("button", name="导入", exact=True)).to_be_disabled()
    for label, right in (("统一社会信用代码", uscc(901)), ("租赁面积", "120.5"), ("入驻时间", "2026-03-01")):
        page.locator(f'[data-correction][aria-label*="{label}"]').fill(right)
    page.get_by_role("button", name="重新检查").click()
    expect(page.locator("#verdict")).to_contain_text("尚未写入")
    expect(wrong).to_have_count(0)
    look("rosters-right")
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("#verdict")).to_contain_text("已导入")
    assert time.monotonic() - begun < TWO_MINUTES, "what the issue promises a new user"
    look("rosters-applied")
    with page.expect_download() as fetched:
        page.get_by_text("今天的台账").click()
    fetched.value.save_as(tmp_path / "还.xlsx")
    cells = [
        cell.value for row in load_workbook(tmp_path / "还.xlsx").worksheets[0].iter_rows() for cell in row
    ]
    assert cells[0] == "中德广场入驻台账（试）" and uscc(901) in cells and "身份证号" not in cells
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#verdict button").click()
    expect(page.locator("#verdict")).to_contain_text("已撤销")


def test_the_same_from_the_command_line(plaza: Plaza, tmp_path: Path) -> None:
    begun = time.monotonic()
    file = sheet(tmp_path / "台账.xlsx")

    def roster(*words: object) -> subprocess.CompletedProcess[str]:
        environment = {"ALLIANCE_DATA": str(plaza.instance.data), "PATH": os.environ["PATH"]}
        return subprocess.run(
            [sys.executable, "manage.py", "roster", *map(str, words), "--district", "zhongde"],
            cwd=CHECKOUT, env=environment, check=False, capture_output=True, text=True,
        )  # fmt: skip

    stopped = roster(file, "--create-units")
    assert stopped.returncode == 1, stopped.stderr
    for found in (WRONG, "面议", "三月初"):
        assert found in stopped.stdout.replace("\n", "")
    book = load_workbook(file)
    page = book.worksheets[0]
    page["C3"], page["F4"], page["I5"] = uscc(901), 120.5, "2026-03-01"
    book.save(file)
    applied = roster(file, "--create-units", "--json")
    assert applied.returncode == 0, applied.stdout + applied.stderr
    assert time.monotonic() - begun < TWO_MINUTES
    batch = json.loads(applied.stdout.strip().splitlines()[-1])["batch"]
    assert roster("--export", tmp_path / "还.xlsx").returncode == 0
    assert roster("--undo", batch).returncode == 0


def test_questions_are_decided_in_the_page(page: Page, plaza: Plaza, look: Look, tmp_path: Path) -> None:
    """Two companies on one unit of the file: the later one is asked about, and shares it."""
    book = Workbook()
    for row in [
        HEADINGS[:6],
        ["1", "同屋甲有限公司", "", "B座", "9905", 50],
        ["2", "同屋乙有限公司", "", "B座", "9905", 60],
    ]:
        book.worksheets[0].append(row)
    book.save(tmp_path / "问.xlsx")
    signed_in(page, plaza, "property_manager")
    page.set_input_files("input[name=file]", tmp_path / "问.xlsx")
    page.get_by_label("登记系统里还没有的单元").check()
    page.get_by_role("button", name="检查", exact=True).click()
    page.locator("[data-question]").select_option("share")
    look("rosters-asked")
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("#verdict")).to_contain_text("已导入")
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#verdict button").click()
    expect(page.locator("#verdict")).to_contain_text("已撤销")


def test_a_phone_shows_the_page_and_the_board_and_the_board_prints(
    page: Page, plaza: Plaza, look: Look
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    signed_in(page, plaza, "property_manager")
    expect(page.get_by_text("导入台账")).to_be_visible()
    look("rosters-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(f"{plaza.instance.url}/d/zhongde/lobby-board?building=A座")
    expect(page.get_by_role("heading", name="A座")).to_be_visible()
    look("board-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 690, "height": 980})
    page.emulate_media(media="print")
    look("board-print")
    expect(page.locator("nav")).to_be_hidden()
