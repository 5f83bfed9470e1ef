"""A district says how its names are read: its own entries above the table that came with the product."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tenants.actions.enterprises import new_enterprise
from tenants.actions.readings import remove_local_reading, set_local_reading, set_local_readings
from tenants.actions.undoing import take_back
from tenants.acts.authors import OPERATOR
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, District, LocalReading, OutboxEvent
from tenants.reading.local_readings import LOCAL_READINGS
from tenants.reading.pinyin import syllables
from tenants.selectors.readings import district_readings, held_readings, readings_of
from tests.factories.town import Town


def read(district, text):
    with scope(district):
        return " ".join(syllables(text, district_readings()))


def the_act(verb):
    return Act.objects.filter(verb=verb).latest("id").id


def test_a_districts_entry_holds_there_and_nowhere_else(town: Town) -> None:
    home, next_door = town.home, town.next_door
    with scope(home.district):
        set_local_reading(by=home.as_secretary, phrase="樂天", reading="Yue4 tian1")
    assert read(home.district, "乐天酒店") == "yue tian jiu dian"
    assert read(next_door.district, "乐天酒店") == "le tian jiu dian"
    with scope(next_door.district):
        assert district_readings() is LOCAL_READINGS


def test_it_is_changed_left_to_the_dictionary_removed_and_taken_back(town: Town) -> None:
    home = town.home
    by = home.as_secretary
    with scope(home.district):
        first = set_local_reading(by=by, phrase="单县", reading="chan2 xian4")
        assert set_local_reading(by=by, phrase="单县", reading="") == first
    assert read(home.district, "单县") == "dan xian"
    with scope(home.district):
        take_back(by=by, act_id=the_act("local_reading.set"))
    assert read(home.district, "单县") == "chan xian"
    with scope(home.district):
        removed = remove_local_reading(by=by, reading_id=first)
    assert read(home.district, "单县") == "shan xian"
    with scope(home.district):
        take_back(by=by, act_id=removed)
    assert read(home.district, "单县") == "chan xian"


@pytest.mark.parametrize(
    ("phrase", "reading", "code"),
    [
        ("", "shan4", "PHRASE_INVALID"),
        ("单A", "shan4 ei1", "PHRASE_INVALID"),
        ("单" * 13, "shan4 " * 13, "PHRASE_INVALID"),
        ("单县", "shan4", "READING_INVALID"),
        ("单县", "shan xian", "READING_INVALID"),
        ("单县", "shan4 xain4", "READING_INVALID"),
        ("单县", "shan4 县4", "READING_INVALID"),
        ("单县", "4 4", "READING_INVALID"),
    ],
)
def test_what_is_no_reading_is_refused(town: Town, phrase: str, reading: str, code: str) -> None:
    with scope(town.home.district):
        with pytest.raises(Refusal) as refused:
            set_local_reading(by=town.home.as_secretary, phrase=phrase, reading=reading)
        assert refused.value.code == code
        assert not LocalReading.objects.exists()


def test_an_umlaut_is_said_as_v_or_as_itself(town: Town) -> None:
    with scope(town.home.district):
        for reading in ("lv4 di4", "lü4 di4"):
            set_local_reading(by=OPERATOR, phrase="绿地", reading=reading)
            assert LocalReading.objects.get().reading == "lv4 di4"


@pytest.mark.parametrize(
    "phrase, reading", [("A", "a1"), ("单县", "shan4"), ("单", "shan"), ("单县", "Shan4 x4")]
)
def test_the_database_keeps_the_shape_too(town: Town, phrase: str, reading: str) -> None:
    with scope(town.home.district), pytest.raises(IntegrityError), transaction.atomic():
        LocalReading.objects.create(phrase=phrase, reading=reading)


def test_only_the_secretariat_sets_and_another_districts_entry_is_none(town: Town) -> None:
    home, next_door = town.home, town.next_door
    with scope(next_door.district):
        theirs = set_local_reading(by=OPERATOR, phrase="乐天", reading="yue4 tian1")
    with scope(home.district):
        before = OutboxEvent.objects.count(), Act.objects.count()
        for by in (home.as_liaison, home.as_manager):
            with pytest.raises(Refusal) as refused:
                set_local_reading(by=by, phrase="乐天", reading="yue4 tian1")
            assert refused.value.code == "FORBIDDEN"
            with pytest.raises(Refusal):
                remove_local_reading(by=by, reading_id=theirs)
        with pytest.raises(NotFound):
            remove_local_reading(by=home.as_secretary, reading_id=theirs)
        assert (OutboxEvent.objects.count(), Act.objects.count()) == before


def test_several_at_once_are_one_act(town: Town) -> None:
    with scope(town.home.district):
        said = {"乐天": "yue4 tian1", "单县": "chan2 xian4"}
        assert set_local_readings(by=OPERATOR, readings=said) == 2
        assert set_local_readings(by=OPERATOR, readings=said) == 0
        take_back(by=OPERATOR, act_id=Act.objects.filter(verb="local_reading.import").earliest("id").id)
        assert not LocalReading.objects.exists()


def test_readings_cost_one_statement_or_none(town: Town) -> None:
    home = town.home
    with scope(home.district):
        set_local_reading(by=OPERATOR, phrase="乐天", reading="yue4 tian1")
        first = district_readings()
        with CaptureQueriesContext(connection) as asked:
            assert district_readings() is first
            assert held_readings() is first
        assert len(asked) == 2
        row = District.objects.get(id=home.district.id)
        with CaptureQueriesContext(connection) as asked:
            assert readings_of(row) is first
        assert len(asked) == 0


def test_what_was_never_committed_is_not_remembered(town: Town) -> None:
    home = town.home
    for phrase, sound in (("乐天", "yue tian"), ("任城", "ren cheng")):
        with pytest.raises(RuntimeError), scope(home.district):
            set_local_reading(by=OPERATOR, phrase="乐天", reading="yue4 tian1")
            assert " ".join(syllables("乐天", district_readings())) == "yue tian"
            raise RuntimeError("rolled back")
        with scope(home.district):
            set_local_reading(
                by=OPERATOR, phrase=phrase, reading="yue4 tian1" if phrase == "乐天" else "ren2 cheng2"
            )
        assert read(home.district, phrase) == sound
        with scope(home.district):
            take_back(by=OPERATOR, act_id=the_act("local_reading.set"))
        assert read(home.district, "乐天") == "le tian"


def test_the_version_is_not_written_by_hand(town: Town) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.filter(id=town.home.district.id).update(readings_version=7)


def test_a_change_waits_for_who_stores_names_by_the_present_readings(town: Town) -> None:
    home = town.home
    stored, go_on = threading.Event(), threading.Event()

    def registers() -> str:
        try:
            with scope(home.district):
                key = new_enterprise(name="乐天酒店").sort_key
                stored.set()
                go_on.wait(20)
            return key
        finally:
            connection.close()

    def changes() -> None:
        try:
            with scope(home.district):
                set_local_reading(by=OPERATOR, phrase="乐天", reading="yue4 tian1")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(registers)
        assert stored.wait(20)
        second = pool.submit(changes)
        with connection.cursor() as cursor:
            waiting = 0
            while not waiting and not second.done():
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                [[waiting]] = cursor.fetchall()
        assert waiting
        go_on.set()
        assert first.result(20).startswith("L")
        second.result(20)
    assert read(home.district, "乐天") == "yue tian"
