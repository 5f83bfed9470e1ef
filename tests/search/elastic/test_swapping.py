"""Elasticsearch's side of the contract: names, versions, turns, and what a broken moment leaves behind."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection

from search.clauses import Term
from search.elastic import reading, writing
from search.engine import IndexLost, SearchAway
from search.engines import engine_at
from search.fields import Subject
from tests.database import as_role
from tests.search.places import Prefix, empty_index
from tests.search.test_engine_contract import HOME, a_document, has, ids, put


@pytest.fixture
def place(elasticsearch_hosts: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[Prefix]:
    """On Elasticsearch only."""
    made = Prefix(elasticsearch_hosts)
    with django_db_blocker.unblock():
        yield made
        made.remove()


def test_a_rebuild_leaves_one_index_and_touches_nobody_elses(place: Prefix, engine: Any) -> None:
    longer = Prefix(place.url.split("/")[2])
    longer.url = place.url + "-more"
    neighbour: Any = empty_index(longer)
    put(neighbour, HOME, kept := a_document("新"))
    before = place.indexes()
    with engine.rebuilding() as new, new.swapping():
        pass
    after = place.indexes()
    assert len(before) == len(after) == 1 and before != after
    assert ids(neighbour, has("新")) == [kept.id]
    for name in neighbour.names.existing(place.client):
        place.client.indices.delete(index=name)


def test_a_rebuild_that_was_killed_is_swept_by_the_next(place: Prefix, engine: Any) -> None:
    killed = engine.rebuilding()
    killed.__enter__()
    assert len(place.indexes()) == 2
    killed.gen.gi_frame.f_locals[
        "alone"
    ].close()  # its process is no more: the turn is free, its index is there
    with engine.rebuilding() as new, new.swapping():
        pass
    assert len(place.indexes()) == 1


def test_a_missing_index_and_one_of_another_release_are_told_apart(place: Prefix, monkeypatch: Any) -> None:
    engine = engine_at(place.url)
    for ask in (lambda: ids(engine, has("新")), engine.check, lambda: put(engine, HOME, a_document("新"))):
        with pytest.raises(IndexLost, match="no search index yet"):
            ask()
    empty_index(place)
    monkeypatch.setattr("search.elastic.names.shape", lambda: "00000000")
    with pytest.raises(IndexLost, match="another release"):
        engine.check()


def test_an_index_that_was_removed_is_not_made_by_writing_to_it(place: Prefix, engine: Any) -> None:
    with pytest.raises(SearchAway), engine.writing() as index:
        index.put(HOME, [a_document("新")])
        place.lose()
    assert place.indexes() == []


def break_turns() -> None:
    """Whoever holds a turn loses the connection that holds it."""
    with as_role("app") as other:
        found = other.execute(
            "SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory'"
            " AND datname = current_database() AND usename = current_user"
        ).fetchall()
        assert found
        for (pid,) in found:
            other.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_whoever_lost_the_turn_overwrites_nothing_newer(place: Prefix, engine: Any) -> None:
    one = a_document("新", version=5)
    with engine.writing() as late:
        late.put(HOME, [a_document("旧", id=one.id, version=3)])
        break_turns()
        put(engine, HOME, one)
    assert ids(engine, has("新")) == [one.id] and ids(engine, has("旧")) == []
    assert engine.versions(HOME, Subject.ENTERPRISE) == {one.id: 5}


def test_whoever_lost_the_turn_brings_back_nothing_that_went(place: Prefix, engine: Any) -> None:
    one = a_document("新", version=5)
    put(engine, HOME, one)
    with engine.writing() as late:
        late.put(HOME, [a_document("旧", id=one.id, version=3)])
        break_turns()
        with engine.writing() as index:
            index.drop(HOME, Subject.ENTERPRISE, {one.id: 0})
    assert engine.versions(HOME, Subject.ENTERPRISE) == {}


def test_a_rebuild_that_lost_its_turn_is_not_swapped_in(place: Prefix, engine: Any) -> None:
    put(engine, HOME, one := a_document("新"))
    before = place.indexes()
    with pytest.raises(SearchAway, match="turn"), engine.rebuilding() as new, new.swapping():
        break_turns()
    assert place.indexes() == before and ids(engine, has("新")) == [one.id]


def test_a_change_too_big_for_one_request_is_seen_as_one(
    place: Prefix, engine: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(writing, "MOST_BYTES", 1000)
    with engine.writing() as index:
        index.put(HOME, (a_document("新") for _ in range(50)))
        assert engine.versions(HOME, Subject.ENTERPRISE) == index.versions(HOME, Subject.ENTERPRISE) == {}
    assert len(engine.versions(HOME, Subject.ENTERPRISE)) == 50


def test_more_than_one_page_of_versions_is_read_to_the_end(
    place: Prefix, engine: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(reading, "DEEPEST", 10)
    with engine.writing() as index:
        index.put(HOME, (a_document("新", version=2) for _ in range(23)))
    assert list(engine.versions(HOME, Subject.ENTERPRISE).values()) == [2] * 23
    with engine.writing() as index:
        index.clear(HOME)
    assert engine.versions(HOME, Subject.ENTERPRISE) == {}


def test_tokens_longer_than_the_analyzer_takes_are_found(place: Prefix, engine: Any) -> None:
    long = "^" + "zhong" * 60 + "$"
    put(engine, HOME, one := a_document("新", name_sounds=(long,)))
    assert ids(engine, Term("name_sounds", long, 1.0)) == [one.id]


def test_nobody_waits_for_a_turn_that_cannot_be_asked_for(
    place: Prefix, engine: Any, monkeypatch: Any
) -> None:
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "wrong")
    with pytest.raises(SearchAway, match="turn to write") as raised, engine.writing():
        pass
    assert isinstance(raised.value.__cause__, OperationalError)
