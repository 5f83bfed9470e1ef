"""A second roster beside what the first one left: what changes, moves, is gone, and what stays untouched."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tenants.isolation.scope import scope
from tenants.models import (
    BusinessFormat,
    Contact,
    Contract,
    District,
    Enterprise,
    Floor,
    FormerName,
    Tenancy,
    Unit,
)
from tenants.selectors.occupancy import holding_over, tenancies_on
from tests.tenants.roster.importing import a_rostered_district, asked, imported
from tests.tenants.roster.sheets import HEADINGS, line, uscc, xlsx

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def home(transactional_db: None) -> District:
    return a_rostered_district()


class Manager:
    """Sends one roster after the other."""

    def __init__(self, district: District, folder: Path) -> None:
        self.district, self.folder = district, folder

    def sends(
        self, *lines: list[Any], headings: tuple[str, ...] = HEADINGS, **options: Any
    ) -> dict[str, Any]:
        return imported(self.district, xlsx(self.folder / "台账.xlsx", [headings, *lines]), **options)


@pytest.fixture
def manager(home: District, tmp_path: Path) -> Manager:
    return Manager(home, tmp_path)


def kinds(report: dict[str, Any]) -> list[str]:
    return [row["verdict"] for row in report["rows"]]


def where(day: date) -> set[tuple[str, str]]:
    return {
        (one.enterprise.name, one.unit.label)
        for one in tenancies_on(day).select_related("enterprise", "unit")
    }


def test_two_units_and_one_area_are_one_contract_and_two_tenancies(manager: Manager) -> None:
    manager.sends(line("甲有限公司", "201/202", area=300, since="2026-01-01", until="2027-12-31"))
    with scope(manager.district):
        contract = Contract.objects.get()
        assert (contract.lettable_area_cm2, contract.ends) == (3_000_000, date(2028, 1, 1))
        assert Tenancy.objects.filter(contract=contract, starts=date(2026, 1, 1), ends=None).count() == 2
        assert set(Unit.objects.values_list("lettable_area_cm2", flat=True)) == {None}


def test_a_contract_that_ran_out_leaves_the_tenant_there(manager: Manager) -> None:
    manager.sends(line("甲有限公司", "201", since="2020-01-01", until="2024-12-31"))
    with scope(manager.district):
        assert holding_over(MARCH).count() == 1


def test_floors_are_put_between_those_that_are_there(manager: Manager) -> None:
    manager.sends(line("甲", "401"), line("乙", "B2-01"), line("丙", "12A01"), line("丁", "101", tower="B座"))
    with scope(manager.district):
        floors = (
            Floor.objects.filter(building__name="A座").order_by("ordinal").values_list("label", flat=True)
        )
        assert list(floors) == ["B2", "B1", "1", "2", "3", "3A", "4", "5", "12A"]


def test_units_are_not_made_up_without_being_asked_to(manager: Manager) -> None:
    report = manager.sends(line("甲有限公司", "201"), line("空置", "202"), create_units=False)
    assert asked(report) == [(2, "房号", "no_such_unit"), (3, "房号", "no_such_unit")]
    assert report["batch"] is None
    with scope(manager.district):
        assert not Unit.objects.exists() and not Enterprise.objects.exists()


def test_from_changes_the_contract_of_a_tenancy_that_stands_and_not_the_tenancy(manager: Manager) -> None:
    manager.sends(line("甲有限公司", "201", since="2024-01-01", until="2025-12-31"))
    report = manager.sends(line("甲有限公司", "201", area=120, since="2026-01-01", until="2027-12-31"))
    (row,) = report["rows"]
    assert row["verdict"] == "changed"
    assert {(one["field"], one["before"], one["after"]) for one in row["changes"]} == {
        ("from", "2024-01-01", "2026-01-01"),
        ("contract_to", "2025-12-31", "2027-12-31"),
        ("area", "100.00", "120.00"),
    }
    with scope(manager.district):
        assert Tenancy.objects.get().starts == date(2024, 1, 1)
        assert Contract.objects.get().starts == date(2026, 1, 1)


def test_what_the_sheet_has_no_column_for_stays(manager: Manager) -> None:
    manager.sends(
        line("甲有限公司", "201", since="2024-01-01", until="2025-12-31", person="王", phone="13800000001")
    )
    report = manager.sends(["甲有限公司", "201", "A座"], headings=("企业名称", "房号", "楼栋"))
    assert kinds(report) == ["unchanged"] and report["batch"] is None


def test_a_company_takes_up_another_unit(manager: Manager) -> None:
    manager.sends(line("甲有限公司", "201", since="2024-01-01"))
    first, second = manager.sends(
        line("甲有限公司", "201", since="2024-01-01"), line("甲有限公司", "202", since="2026-03-01")
    )["rows"]
    assert (first["verdict"], second["verdict"]) == ("unchanged", "changed")
    with scope(manager.district):
        assert Enterprise.objects.count() == 1 and len(where(MARCH)) == 2


def test_a_company_listed_elsewhere_has_moved_on_the_day_it_begins_there(manager: Manager) -> None:
    manager.sends(line("甲有限公司", "201", since="2024-01-01"))
    report = manager.sends(
        line("甲有限公司", "202", since="2026-03-01"), line("乙有限公司", "201", since="2026-03-01")
    )
    assert kinds(report) == ["moved", "new"]
    with scope(manager.district):
        assert where(date(2026, 2, 28)) == {("甲有限公司", "201")}
        assert where(MARCH) == {("甲有限公司", "202"), ("乙有限公司", "201")}


def test_a_move_without_a_day_is_asked_about(manager: Manager) -> None:
    manager.sends(line("甲有限公司", "201", since="2024-01-01"))
    moved = line("甲有限公司", "202", since="2024-01-01")
    assert asked(manager.sends(moved)) == [(2, "入驻时间", "move_undated")]
    assert kinds(manager.sends(moved, gone_on=MARCH)) == ["moved"]
    with scope(manager.district):
        assert where(MARCH) == {("甲有限公司", "202")}


def test_somebody_is_gone_only_in_the_towers_of_the_file_and_only_with_a_day(manager: Manager) -> None:
    stays, leaves = line("甲", "201", since="2024-01-01"), line("乙", "202", since="2024-01-01")
    manager.sends(stays, leaves, line("丙", "101", tower="B座", since="2024-01-01"))
    undated = manager.sends(stays)
    assert (undated["batch"], undated["unlisted"]) == (None, 1)
    assert kinds(manager.sends(stays, gone_on=MARCH, scope=("B座",), dry_run=True)) == ["unchanged", "gone"]
    dated = manager.sends(stays, gone_on=MARCH)
    assert [(row["verdict"], row["name"], row["units"]) for row in dated["rows"]][1:] == [
        ("gone", "乙", ["202"])
    ]
    assert dated["scope"] == ["A座"]
    with scope(manager.district):
        assert where(MARCH) == {("甲", "201"), ("丙", "101")}
        assert ("乙", "202") in where(date(2026, 2, 28))


def test_nobody_is_gone_whom_a_bad_row_may_speak_of(manager: Manager) -> None:
    manager.sends(
        line("甲", "201", since="2024-01-01"), line("乙", "202", since="2024-01-01"), line("丙", "203")
    )
    wrong = [line("甲", "整层"), line("", "202"), line("丙", "203")]
    assert kinds(manager.sends(*wrong, gone_on=MARCH, skip_bad=True)) == ["refused", "refused", "unchanged"]
    with scope(manager.district):
        assert len(where(MARCH)) == 3


def test_states_of_units_are_kept_and_a_vacant_row_on_a_let_unit_is_asked_about(manager: Manager) -> None:
    manager.sends(line("装修中", "201"), line("空置", "202"), line("甲", "203"))
    with scope(manager.district):
        assert dict(Unit.objects.values_list("label", "state")) == {
            "201": "FITTING_OUT",
            "202": "",
            "203": "",
        }
    report = manager.sends(line("待租", "201"), line("空置", "202"), line("空置", "203"), skip_bad=True)
    assert kinds(report) == ["unit", "unit", "asked"]
    with scope(manager.district):
        assert Unit.objects.get(label="201").state == "TO_LET"
        assert Tenancy.objects.count() == 1


def test_a_code_that_came_meanwhile_a_format_and_a_former_name_are_added(manager: Manager) -> None:
    manager.sends(line("甲有限公司", "201"))
    headings, named = (*HEADINGS, "业态"), "甲有限公司（原：老甲有限公司）"
    report = manager.sends([*line(named, "201", code=uscc(1)), "电竞馆"], headings=headings)
    assert report["new_formats"] == ["电竞馆"]
    assert {one["field"] for one in report["rows"][0]["changes"]} == {"uscc", "format", "former_names"}
    with scope(manager.district):
        company = Enterprise.objects.get()
        assert (company.uscc, company.format_id) == (uscc(1), BusinessFormat.objects.get(name="电竞馆").id)
        assert FormerName.objects.get().name == "老甲有限公司"
    assert manager.sends([*line(named, "201", code=uscc(1)), "电竞馆"], headings=headings)["batch"] is None


def test_another_person_to_call_takes_the_place_of_the_one_before(manager: Manager) -> None:
    manager.sends(line("甲有限公司", "201", person="王经理", phone="13800000001"))
    manager.sends(line("甲有限公司", "201", person="李经理", phone="13800000002"))
    with scope(manager.district):
        contact = Contact.objects.select_related("person").get()
        assert (contact.person.name, contact.person.phone) == ("李经理", "13800000002")


def test_columns_that_must_not_be_kept_are_nowhere_in_the_database(manager: Manager) -> None:
    row = [*line("甲有限公司", "201"), "370811199001011234", "张三丰"]
    manager.sends(row, headings=(*HEADINGS, "法人身份证号", "党员姓名"))
    with scope(manager.district):
        from django.apps import apps

        for model in apps.get_app_config("tenants").get_models():
            if hasattr(model, "district"):
                kept = repr(list(model._default_manager.values()))
                assert "370811199001011234" not in kept and "张三丰" not in kept
