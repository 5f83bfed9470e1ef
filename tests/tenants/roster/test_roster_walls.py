"""An import into one district neither reads nor touches another, and tells nothing of it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Contract, District, Enterprise, Floor, OutboxEvent, RosterBatch, Tenancy, Unit
from tenants.roster.actions.importing import take_back_roster
from tests.factories.town import SHARED_CODE, SHARED_NAME, Town
from tests.tenants.roster.importing import asked, imported
from tests.tenants.roster.sheets import HEADINGS, line, xlsx

WATCHED = (Enterprise, Tenancy, Contract, Unit, Floor, Act, RosterBatch)


def all_of(district: District) -> dict[str, list[Any]]:
    with scope(district):
        return {model.__name__: list(model.objects.order_by("id").values()) for model in WATCHED}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The neighbour's company under another name, and its unit and the next."""
    rows = [line("改名有限公司", "1203", code=SHARED_CODE), line("新来有限公司", "1204")]
    return xlsx(tmp_path / "台账.xlsx", [HEADINGS, *rows])


def test_an_import_leaves_the_neighbour_as_it_was(town: Town, tmp_path: Path) -> None:
    before = all_of(town.next_door.district)
    moved = line(SHARED_NAME, "1204", code=SHARED_CODE, since="2026-03-01", person="王", phone="13800001234")
    file = xlsx(tmp_path / "台账.xlsx", [HEADINGS, moved, line("新来有限公司", "1203", since="2026-03-01")])
    report = imported(town.home.district, file, by=town.home.as_manager)
    assert [row["verdict"] for row in report["rows"]] == ["moved", "new"]
    assert all_of(town.next_door.district) == before
    with scope(town.home.district):
        district = {event.district_id for event in OutboxEvent.objects.all()}
        assert district <= {town.home.district.id}


def test_questions_speak_of_ones_own_district_only(town: Town, file: Path) -> None:
    with scope(town.next_door.district):
        Enterprise.objects.filter(id=town.next_door.enterprise.id).update(name="隔壁秘密有限公司")
    report = imported(town.home.district, file, create_units=False, dry_run=True)
    assert asked(report) == [(2, "统一社会信用代码", "same_code_other_name")]
    assert SHARED_NAME in report["rows"][0]["problems"][0]["message"] and "隔壁" not in repr(report)


def test_what_the_neighbour_has_does_not_stand_in_ones_way(town: Town, tmp_path: Path) -> None:
    # The same name, code and units are next door too.
    rows = [line("新来有限公司", "1204"), line(SHARED_NAME, "1203", code=SHARED_CODE)]
    report = imported(town.home.district, xlsx(tmp_path / "台账.xlsx", [HEADINGS, *rows]))
    assert [row["verdict"] for row in report["rows"]] == ["new", "changed"] and report["batch"]


def test_a_neighbours_manager_imports_nothing_here_and_neither_does_a_liaison(town: Town, file: Path) -> None:
    before = all_of(town.home.district)
    for stranger in (town.next_door.as_manager, town.home.as_liaison, town.home.as_secretary):
        with pytest.raises(Refusal, match="FORBIDDEN"):
            imported(town.home.district, file, by=stranger, skip_bad=True)
    assert all_of(town.home.district) == before


def test_a_neighbours_batch_is_one_that_never_was(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = xlsx(tmp_path / "台账.xlsx", [HEADINGS, line("新来有限公司", "1204")])
    batch = imported(town.next_door.district, file)["batch"]
    with scope(town.home.district), pytest.raises(Refusal, match="NOT_FOUND"):
        take_back_roster(by=town.home.as_manager, batch_id=batch)
    said = []
    for unknown in (batch, "01a20ad3-1c88-7304-b29e-c4eaf6fcf373", "nonsense"):
        with pytest.raises(SystemExit):
            call_command("roster", "--undo", unknown, "--district", "home")
        said.append(capsys.readouterr().err.replace(unknown, "…"))
    assert said[0] == said[1] == said[2]
    with scope(town.next_door.district):
        assert Enterprise.objects.filter(name="新来有限公司").exists()
