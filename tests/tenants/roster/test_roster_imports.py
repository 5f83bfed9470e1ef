"""A batch is taken back whole, or it is said what was built on it."""

from datetime import date
from pathlib import Path

import pytest

from tenants.actions.moving import move_out
from tenants.acts.authors import OPERATOR
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Enterprise, Tenancy
from tenants.roster.actions.importing import take_back_roster
from tenants.rules.building_plans import read_plans
from tests.shared import shared_file
from tests.tenants.roster.importing import a_rostered_district, imported
from tests.tenants.roster.sheets import HEADINGS, line, xlsx
from tests.tenants.roster.test_roster_expected import counts

FULL = pytest.mark.full


@FULL
def test_a_batch_is_taken_back_whole(transactional_db: None) -> None:
    folder = shared_file("rosters")
    district = a_rostered_district(plans=read_plans((folder / "buildings.csv").read_bytes()))
    empty = counts(district)
    applied = imported(district, folder / "roster-2.xlsx", skip_bad=True)
    with scope(district):
        take_back_roster(by=OPERATOR, batch_id=applied["batch"])
    assert counts(district) == empty
    assert imported(district, folder / "roster-2.xlsx", skip_bad=True)["summary"]["new"] == 273


def test_what_was_built_on_a_batch_is_named_until_it_is_taken_back_itself(
    transactional_db: None, tmp_path: Path
) -> None:
    home = a_rostered_district()
    first = imported(
        home, xlsx(tmp_path / "一.xlsx", [HEADINGS, line("甲有限公司", "201", since="2024-01-01")])
    )
    moved = imported(home, xlsx(tmp_path / "二.xlsx", [HEADINGS, line("甲有限公司", "201", area=120)]))
    with scope(home):
        move_out(by=OPERATOR, tenancy_id=Tenancy.objects.get().id, last_day=date(2026, 5, 31))
    with scope(home), pytest.raises(Refusal, match="BUILT_ON") as refused:
        take_back_roster(by=OPERATOR, batch_id=first["batch"])
    assert "二.xlsx" in str(refused.value.message) and "甲有限公司" in str(refused.value.message)
    with scope(home):
        take_back_roster(by=OPERATOR, batch_id=moved["batch"])
    with scope(home), pytest.raises(Refusal, match="BUILT_ON") as refused:
        take_back_roster(by=OPERATOR, batch_id=first["batch"])
    assert "二.xlsx" not in str(refused.value.message)
    with scope(home):
        assert Enterprise.objects.exists()
