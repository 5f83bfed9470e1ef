from hypothesis import given
from hypothesis import strategies as st

from tenants.reading.folding import fold, without_accents


def test_width_case_and_traditional_characters_do_not_matter():
    assert fold("ＡＢＣ　單縣羊湯") == fold("abc 单县羊汤") == "abc 单县羊汤"
    assert fold("㎡ ①") == "m2 1"


def test_white_space_collapses_and_ends_are_trimmed():
    assert fold("  新众通 \t\r\n 二店 ") == "新众通 二店"


def test_what_nobody_types_on_purpose_is_dropped():
    assert fold("新\u200b众\u202e通\ud800\ufeff") == "新众通"


def test_accents_go_from_latin_letters_only():
    assert without_accents("café が") == "cafe が"


@given(st.text(st.characters(codec=None), max_size=60))
def test_folding_twice_is_folding_once(text):
    folded = fold(text)
    assert fold(folded) == folded
    folded.encode()  # storable: no lone surrogate is left
