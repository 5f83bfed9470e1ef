import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.reading.unit_numbers import (
    building_keys,
    floor_key,
    normalise_unit_label,
    place_lookups,
    place_tokens,
)

TOWER_A = ["A座", "A栋", "1号楼", "A", "中德广场A座"]


@pytest.mark.parametrize(
    ("written", "door"),
    [
        ("1203", "1203"),
        ("1203室", "1203"),
        ("#1203", "1203"),
        ("24F-05", "2405"),
        ("24楼05", "2405"),
        ("８０３", "803"),
        ("B1-04", "b104"),
        ("B1F-04", "b104"),
        ("3A-07", "3a07"),
        ("A-1203", "a1203"),
        ("商铺L1-05", "l105"),
        ("北门岗亭", "北门岗亭"),
    ],
)
def test_a_door_has_one_form(written, door):
    assert normalise_unit_label(written) == door


@pytest.mark.parametrize(
    "typed",
    [
        "A座1203",
        "a座1203室",
        "A-1203",
        "A栋1203",
        "A1203",
        "1号楼1203",
        "1#1203",
        "A座12F-03",
        "中德广场A座1203",
        "1203",
        "12F-03",
    ],
)
def test_every_spelling_finds_the_door(typed):
    tokens = place_tokens(buildings=TOWER_A, floor="12", units=["1203"])
    assert set(place_lookups(typed)) & set(tokens)


@pytest.mark.parametrize("typed", ["B座1203", "A座1204", "A座203", "2号楼1203", "A座13楼", "新众通", "xzt"])
def test_another_door_is_not_found(typed):
    tokens = place_tokens(buildings=TOWER_A, floor="12", units=["1203"])
    assert not set(place_lookups(typed)) & set(tokens)


@pytest.mark.parametrize("typed", ["A座12楼", "a座12F", "12层", "12F", "A座", "1号楼", "F12"])
def test_a_floor_and_a_tower_are_found(typed):
    tokens = place_tokens(buildings=TOWER_A, floor="12", units=["1203"])
    assert set(place_lookups(typed)) & set(tokens)


def test_floors_below_ground_and_half_floors():
    assert floor_key("B1") == floor_key("负一层") == floor_key("地下1层") == "b1f"
    assert floor_key("12A") == "12af"
    assert floor_key("夹层") == "夹层"


def test_a_numbered_tower_keeps_its_mark():
    assert building_keys("1号楼") == building_keys("1#") == building_keys("1栋") == ["1#"]
    assert building_keys("万达广场") == ["万达广场"]


@given(st.text(st.characters(codec=None), max_size=100))
def test_anything_typed_gives_tokens_without_white_space(text):
    assert all(len(token.split()) == 1 for token in place_lookups(text))
