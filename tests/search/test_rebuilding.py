"""`search rebuild` and `search check`, and what is written while they run."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from search import sync
from search.engines import engine
from tenants.actions.enterprises import rename
from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tests.search.conftest import relay


def command(*words):
    out = io.StringIO()
    with translation.override("en"):
        call_command("search", *words, stdout=out)
    return out.getvalue()


def test_check_names_what_differs_and_rebuild_puts_it_right(town, index, found):
    district, company = town.home.district, town.home.enterprise
    relay()
    assert "agree" in command("check")
    with engine().writing() as open_index:
        open_index.drop(district.id, {company.id: 0})
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 "), translation.override("en"):
        call_command("search", "check", stdout=out)
    assert f"home {company.id}: index -, database" in out.getvalue()
    assert len(out.getvalue().splitlines()) == 1
    assert command("rebuild").startswith("2 ")
    assert "agree" in command("check")


def test_one_district_is_rebuilt_without_touching_another(town, index):
    before = engine().versions(town.next_door.district.id)
    with engine().writing() as open_index:
        open_index.clear(town.home.district.id)
    assert command("rebuild", "--district", "home").startswith("1 ")
    assert town.home.enterprise.id in engine().versions(town.home.district.id)
    assert engine().versions(town.next_door.district.id) == before
    with pytest.raises(CommandError, match="nowhere"):
        command("rebuild", "--district", "nowhere")


def test_what_is_written_while_a_new_index_fills_is_in_it(town, index, found, monkeypatch):
    district, write = town.home.district, sync.write_present
    late = iter(["写在中途"])

    def write_then_rename(open_index, district_id, ids):
        write(open_index, district_id, ids)
        for name in late:
            with scope(district):
                rename(by=OPERATOR, enterprise_id=town.home.enterprise.id, name=name)
            relay()  # goes to the old index, which is still current

    monkeypatch.setattr(sync, "write_present", write_then_rename)
    sync.rebuild()
    assert found(district, "写在中途") == ["写在中途"]
    assert "agree" in command("check")


def test_a_rebuild_that_fails_leaves_the_old_index_serving(town, index, found, monkeypatch):
    folders = sorted(index.glob("index-*"))

    def fail(*args):
        raise RuntimeError("no memory")

    with monkeypatch.context() as broken:
        broken.setattr(sync, "write_present", fail)
        with pytest.raises(RuntimeError):
            sync.rebuild()
    assert sorted(index.glob("index-*")) == folders
    assert found(town.home.district, "铂菲特") != []


def test_a_check_without_an_index_says_so_in_a_sentence(town, index_folder):
    with pytest.raises(CommandError, match="no search index yet"):
        command("check")
