"""The dictionaries are read as pypinyin reads them."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from tenants.reading.dictionary import read, syllable
from tenants.reading.folding import HANZI, fold
from tenants.reading.names import NAMES
from tests.shared import shared_file

SAMPLE = 20_000


def by_pypinyin(hanzi):
    """Its answer, without the neutral tone that it gives to a character of which it knows no sound (鿖5)."""
    sounds = lazy_pinyin(hanzi, style=Style.TONE3, neutral_tone_with_five=True, errors=list)  # type: ignore[arg-type]
    return [sound if sound[0].isascii() else sound.rstrip("5") for sound in sounds]


@pytest.fixture(scope="module")
def runs():
    lines = shared_file("brands.txt").read_text(encoding="utf-8-sig").splitlines()[2:]
    names = random.Random(5).sample(lines, SAMPLE)
    return [run for name in names for run in re.findall(f"[{HANZI}]+", fold(name))]


def test_real_names_are_read_as_pypinyin_reads_them(runs):
    assert [run for run in runs if read(run) != by_pypinyin(run)] == []


def test_only_where_a_character_of_the_table_stands_alone_another_reading_is_given(runs):
    alone = {char: (syllable(sound),) for char, sound in NAMES.items() if len(char) == 1}
    for run in runs:
        for char, ours, theirs in zip(run, read(run, alone), by_pypinyin(run), strict=True):
            assert ours == theirs or ours == NAMES.get(char), run


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12))
def test_any_characters_are_read_as_pypinyin_reads_them(hanzi):
    assert read(hanzi) == by_pypinyin(hanzi)


def test_what_no_dictionary_knows_stands_for_itself():
    [sound] = read("\U0002b81f")
    assert not sound.is_hanzi
    assert sound.toneless == sound == "\U0002b81f"
