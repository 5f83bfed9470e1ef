"""Which names are probably one company, and which only look like it."""

from pathlib import Path
from typing import Any

import pytest

from tenants.isolation.scope import scope
from tenants.models import District, Enterprise
from tenants.roster.similarity import Alike, resembles
from tests.tenants.roster.importing import a_rostered_district, asked, imported
from tests.tenants.roster.sheets import HEADINGS, line, uscc, xlsx


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("山东新众通信息科技有限公司", "新众通讯息科技（济宁）有限公司"),
        ("鲁商置业公司", "济宁鲁商置业有限公司"),
    ]
    + [("新众通信息科技有限公司", "新众通信息科技术有限公司"), ("ＡＢＣ传媒有限公司", "abc传媒公司")]
    + [("蓝天白云科技有限公司", "兰天白云科技有限公司"), ("大肥猫餐饮店", "大肥貓餐饮店")],
)
def test_one_name_in_another_dress_or_with_a_slip_is_alike(one: str, other: str) -> None:
    alike: Alike[str] = Alike()
    alike.add(one, "it")
    assert alike.find(other) == ["it"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("华龙有限公司", "华隆有限公司"),
        ("百润达理发店", "百润达便利店"),
        ("新众通第一分公司", "新众通第二分公司"),
        ("启心餐饮店", "启圣餐饮店"),
        ("联创文化传媒有限公司", "联众文化传媒有限公司"),
    ]
    + [("老街口火锅东店", "老街口火锅西店"), ("新众通信息科技有限公司", "新众达通讯科技有限公司")],
)
def test_names_that_tell_two_apart_are_not(one: str, other: str) -> None:
    alike: Alike[str] = Alike()
    alike.add(one, "it")
    assert alike.find(other) == []


def test_with_the_same_phone_less_is_enough_but_not_nothing() -> None:
    assert resembles("华龙科技有限公司", "华龙贸易有限公司")
    assert not resembles("华龙科技有限公司", "万家乐餐饮店")


@pytest.fixture
def home(transactional_db: None) -> District:
    return a_rostered_district()


def send(district: District, folder: Path, *lines: list[Any], **options: Any) -> dict[str, Any]:
    return imported(district, xlsx(folder / "台账.xlsx", [HEADINGS, *lines]), **options)


def test_a_slip_in_a_name_that_is_known_is_asked_about(home: District, tmp_path: Path) -> None:
    send(home, tmp_path, line("新众通信息科技有限公司", "201", code=uscc(1)))
    report = send(home, tmp_path, line("新众通讯息科技有限公司", "202"))
    assert asked(report) == [(2, "企业名称", "similar_name")]
    assert "新众通信息科技有限公司" in report["rows"][0]["problems"][0]["message"]


def test_the_same_phone_and_half_a_name_is_asked_about(home: District, tmp_path: Path) -> None:
    send(home, tmp_path, line("华龙科技有限公司", "201", phone="13800000001"))
    other = [
        line("华龙贸易有限公司", "202", phone="13800000001"),
        line("万家乐餐饮店", "203", phone="13800000001"),
    ]
    assert asked(send(home, tmp_path, *other)) == [(2, "企业名称", "similar_name")]


def test_two_codes_are_two_companies_whatever_phone_and_name_say(home: District, tmp_path: Path) -> None:
    send(home, tmp_path, line("新众通信息科技有限公司", "201", code=uscc(1), phone="13800000001"))
    send(home, tmp_path, line("新众通讯息科技有限公司", "202", code=uscc(2), phone="13800000001"))
    with scope(home):
        assert Enterprise.objects.count() == 2
