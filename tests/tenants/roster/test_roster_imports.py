"""A roster of several hundred rows is taken back whole."""

import pytest

from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.roster.actions.importing import take_back_roster
from tenants.rules.building_plans import read_plans
from tests.shared import shared_file
from tests.tenants.roster.importing import a_rostered_district, imported
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
