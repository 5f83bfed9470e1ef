"""`search rebuild` and `search check`, and what is written while they run."""

import io
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from search import rebuilding
from search.documents.enterprises import documents
from search.documents.making import snapshot
from search.engines import engine
from search.fields import Subject
from tenants.actions.enterprises import rename
from tenants.actions.moving import move
from tenants.acts.authors import OPERATOR
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import OutboxEvent
from tests.factories.ground import a_building, a_unit, an_enterprise, moved_in
from tests.search.conftest import relay


def command(*words):
    out = io.StringIO()
    with translation.override("en"):
        call_command("search", *words, stdout=out)
    return out.getvalue()


def test_check_names_what_differs_and_repairs_it_unless_told_only_to_look(town, index, found):
    district, company = town.home.district, town.home.enterprise
    relay()
    assert "agree" in command("check")
    with engine().writing() as open_index:
        open_index.drop(district.id, Subject.ENTERPRISE, {company.id: 0})
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 "), translation.override("en"):
        call_command("search", "check", "--dry-run", stdout=out)
    assert f"home enterprise {company.id}: index -, database" in out.getvalue()
    assert len(out.getvalue().splitlines()) == 1
    repaired = command("check").splitlines()
    assert repaired[0].startswith(f"home enterprise {company.id}: index -")
    assert repaired[0].endswith("(repaired)")
    assert repaired[1:] == ["1 differences were repaired.", "Index and database agree."]
    assert command("check", "--dry-run") == "Index and database agree.\n"
    assert found(district, company.name) == [company.name]


def test_check_repairs_what_is_left_over_what_is_old_and_what_is_ahead(town, index):
    """The last is what a database restored from a backup finds: its versions are below the index's."""
    district, company = town.home.district, town.home.enterprise
    relay()
    with snapshot(district.id):
        (present,) = documents([company.id])
    stranger = uuid4()
    for version in (0, present.version + 50):
        with engine().writing() as open_index:
            open_index.put(district.id, [replace(present, version=version), replace(present, id=stranger)])
        assert "2 differences were repaired" in command("check")
        assert engine().versions(district.id, Subject.ENTERPRISE) == {company.id: present.version}


def test_a_new_index_has_all_and_check_finds_nothing_to_do(town, index):
    relay()
    assert command("rebuild").startswith("2 ")
    assert command("check", "--dry-run") == "Index and database agree.\n"


def test_one_district_is_rebuilt_without_touching_another(town, index):
    before = engine().versions(town.next_door.district.id, Subject.ENTERPRISE)
    with engine().writing() as open_index:
        open_index.clear(town.home.district.id)
    assert command("rebuild", "--district", "home").startswith("1 ")
    assert town.home.enterprise.id in engine().versions(town.home.district.id, Subject.ENTERPRISE)
    assert engine().versions(town.next_door.district.id, Subject.ENTERPRISE) == before
    with pytest.raises(CommandError, match="nowhere"):
        command("rebuild", "--district", "nowhere")


def test_what_is_written_while_a_new_index_fills_is_in_it(town, index, found, monkeypatch):
    district, write = town.home.district, rebuilding.write
    late = iter(["写在中途"])

    def write_then_rename(open_index, present):
        write(open_index, present)
        for name in late:
            with scope(district):
                rename(by=OPERATOR, enterprise_id=town.home.enterprise.id, name=name)
            relay()  # goes to the old index, which is still current

    monkeypatch.setattr(rebuilding, "write", write_then_rename)
    rebuilding.rebuild()
    assert found(district, "写在中途") == ["写在中途"]
    assert "agree" in command("check")


def test_a_rebuild_that_fails_leaves_the_old_index_serving(town, index, found, monkeypatch):
    before = index.indexes()

    def fail(*args, **how):
        raise RuntimeError("no memory")

    with monkeypatch.context() as broken:
        broken.setattr(rebuilding, "write", fail)
        with pytest.raises(RuntimeError):
            rebuilding.rebuild()
    assert index.indexes() == before
    assert found(town.home.district, "铂菲特") != []


def test_a_check_without_an_index_says_so_in_a_sentence(town, place):
    with pytest.raises(CommandError, match="no search index yet"):
        command("check")


def test_what_a_day_changed_while_a_new_index_fills_is_in_it(town, index, found, monkeypatch, time_machine):
    """Tomorrow somebody changes tower; the rebuild begins a moment before midnight and ends after it."""
    district, write = town.home.district, rebuilding.write
    midnight = datetime.combine(today() + timedelta(days=1), time(), tzinfo=timezone.get_default_timezone())
    with scope(district):
        other = a_unit(a_building("B座", ordinal=1), "301")
        move(by=OPERATOR, tenancy_id=town.home.tenancy.id, to_unit_id=other.id, on=midnight.date())
    relay()
    late = iter([midnight + timedelta(seconds=2)])

    def write_then_sleep(open_index, present):
        write(open_index, present)
        for moment in late:
            time_machine.move_to(moment)
            relay()  # the day's own event: it goes to the old index, which is still current

    monkeypatch.setattr(rebuilding, "write", write_then_sleep)
    time_machine.move_to(midnight - timedelta(seconds=20))
    rebuilding.rebuild()
    assert found(district, "B座301") == [town.home.enterprise.name]
    assert found(district, "A座1203") == []


def unspeakable(monkeypatch, name):
    """From now on no document can be made of the enterprise of this name."""
    from search.documents import enterprises as documents

    make = documents._document

    def fail_for_one(stored):
        if stored.row.name == name:
            raise ValueError("a token of no kind")
        return make(stored)

    monkeypatch.setattr(documents, "_document", fail_for_one)


def test_one_that_cannot_be_made_does_not_keep_the_others_from_a_new_index(
    town, index, found, monkeypatch, capsys
):
    district = town.home.district
    with scope(district):
        bad = an_enterprise("不可名状有限公司")
        moved_in(bad, town.home.empty_unit)
    unspeakable(monkeypatch, bad.name)
    index.lose()
    with scope(district):
        rename(by=OPERATOR, enterprise_id=town.home.enterprise.id, name="另有其人")
    relay()
    assert found(district, "另有其人") == ["另有其人"]
    assert not OutboxEvent.objects.exclude(set_aside_at=None).exists()
    assert command("rebuild").startswith("2 ")
    assert command("rebuild", "--district", "home").startswith("1 ")
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 "), translation.override("en"):
        call_command("search", "check", stdout=out)
    assert f"home enterprise {bad.id}: index -" in out.getvalue() and "a token of no kind" in out.getvalue()


def test_the_event_of_one_that_cannot_be_made_waits_and_the_others_go_on(town, index, found, monkeypatch):
    district = town.home.district
    unspeakable(monkeypatch, "不可名状有限公司")
    with scope(district):
        bad = an_enterprise("不可名状有限公司")
        moved_in(bad, town.home.empty_unit)
        rename(by=OPERATOR, enterprise_id=town.home.enterprise.id, name="另有其人")
    relay()
    assert found(district, "另有其人") == ["另有其人"]
    with scope(district):
        waiting = OutboxEvent.objects.filter(district_id=district.id, done_at=None)
        assert set(waiting.values_list("aggregate", flat=True)) == {bad.id}
