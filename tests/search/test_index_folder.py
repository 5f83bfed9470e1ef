"""tantivy's folder: lost, damaged, of another release, shared by processes."""

import contextlib
import multiprocessing
import resource
import signal
import time

import pytest

from search.clauses import Term
from search.criteria import Criteria
from search.engine import IndexLost, SearchAway
from search.engines import engine_at
from search.fields import Subject
from tests.search.places import Folder, empty_index
from tests.search.test_engine_contract import HOME, a_document, put


@pytest.fixture
def index_folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(index_folder):
    yield empty_index(Folder(index_folder))
    engine_at.cache_clear()


ANY = Criteria(HOME, Subject.ENTERPRISE, Term("name_text", "新", 1.0))


def indexes(folder):
    return sorted(path.name for path in folder.glob("index-*"))


def test_a_rebuild_removes_what_is_read_no_more(engine, index_folder):
    before = indexes(index_folder)
    with engine.rebuilding() as new, new.swapping():
        pass
    assert len(before) == len(indexes(index_folder)) == 1
    assert before != indexes(index_folder)


def test_a_failed_rebuild_leaves_no_debris(engine, index_folder):
    before = indexes(index_folder)
    with pytest.raises(ZeroDivisionError), engine.rebuilding():
        raise ZeroDivisionError
    assert indexes(index_folder) == before


def test_a_missing_index_is_said_to_be_missing(index_folder):
    engine = engine_at(f"tantivy://{index_folder}")
    with pytest.raises(IndexLost, match="no search index yet"):
        engine.search(ANY, limit=1)
    with pytest.raises(IndexLost), engine.writing():
        pass


def test_an_index_of_another_release_is_not_read(engine, index_folder):
    (index_folder / "current").write_text("index-20260101000000-abcdef-00000000")
    with pytest.raises(IndexLost, match="another release"):
        engine.search(ANY, limit=1)


@pytest.mark.parametrize("damage", ["meta.json", "*.idx", "*.term", "*.fast", "*.store", "everything"])
def test_a_damaged_index_is_away_and_never_an_accident(engine, index_folder, damage):
    put(engine, HOME, *(a_document("新") for _ in range(20)))
    files = [path for path in index_folder.glob("index-*/*") if damage == "everything" or path.match(damage)]
    assert files
    for path in files:
        path.unlink() if damage == "everything" else path.write_bytes(b"\x00" * 40)
    fresh = type(engine)(str(index_folder))
    with contextlib.suppress(SearchAway):  # or an answer, where what is damaged was not needed
        fresh.search(ANY, limit=5)
    with engine.rebuilding() as new, new.swapping():
        pass
    assert fresh.search(ANY, limit=5).total == 0


def _write_slowly(folder, began):
    engine = engine_at(f"tantivy://{folder}")
    with engine.writing() as index:
        began.set()
        time.sleep(0.6)
        index.put(HOME, [a_document("新")])


def test_a_second_process_waits_for_the_first_to_finish_writing(engine, index_folder):
    spawn = multiprocessing.get_context("fork")
    began = spawn.Event()
    other = spawn.Process(target=_write_slowly, args=(str(index_folder), began))
    other.start()
    assert began.wait(10)
    put(engine, HOME, a_document("新"))
    other.join()
    assert other.exitcode == 0
    assert engine.search(ANY, limit=5).total == 2


def _write_on_a_full_disk(folder, answer):
    # Past this size a write fails, as it does where no space is left.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    try:
        put(engine_at(f"tantivy://{folder}"), HOME, *(a_document(f"新{n}" * 9) for n in range(3000)))
        answer.put("written")
    except SearchAway:
        answer.put("away")


def test_on_a_full_disk_nothing_is_half_written_and_the_old_index_serves(engine, index_folder):
    put(engine, HOME, a_document("新"))
    spawn = multiprocessing.get_context("fork")
    answer = spawn.Queue()
    other = spawn.Process(target=_write_on_a_full_disk, args=(str(index_folder), answer))
    other.start()
    assert answer.get(timeout=60) == "away"
    other.join()
    assert engine.search(ANY, limit=5).total == 1
    put(engine, HOME, a_document("新"))
    assert engine.search(ANY, limit=5).total == 2


def test_what_a_killed_writer_left_half_done_is_not_in_the_way(engine, index_folder):
    """All its files are there, but the list of what belongs to the index is the one from before."""
    one = a_document("新")
    put(engine, HOME, one, a_document("新"))
    (listed,) = index_folder.glob("index-*/meta.json")
    before = listed.read_bytes()
    put(engine, HOME, a_document("旧", id=one.id, version=2))
    listed.write_bytes(before)
    again = type(engine)(str(index_folder))
    put(again, HOME, a_document("旧", id=one.id, version=2))
    assert again.search(ANY, limit=5).total == 1


def test_a_killed_writer_lets_go(engine, index_folder):
    spawn = multiprocessing.get_context("fork")
    began = spawn.Event()
    other = spawn.Process(target=_write_slowly, args=(str(index_folder), began))
    other.start()
    assert began.wait(10)
    other.kill()
    other.join()
    put(engine, HOME, a_document("新"))
    assert engine.search(ANY, limit=5).total == 1
