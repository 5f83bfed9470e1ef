"""Every character that was read knows where in the original it stands."""

from hypothesis import given
from hypothesis import strategies as st

from tenants.reading.pinyin import spoken
from tenants.reading.spans import aligned
from tenants.reading.tokens import text_tokens

ANYTHING = st.text(st.characters(codec=None), max_size=40)
TRICKY = st.lists(
    st.sampled_from([*"中德單縣羊汤ａＢ1 　\tßﬁ㎡①é가ｶ", "e\u0301", "ｶﾞ", "\u1100\u1161", "\u200b", "\ud800"])
).map("".join)


def places(text):
    read = aligned(text)
    return {
        element.token: text[slice(*span)]
        for element, span in zip(read.elements, read.of_elements(0, len(read.elements)), strict=True)
    }


def test_what_is_one_letter_may_be_several_and_the_other_way_round():
    assert places("中德㎡ﬁ店") == {"中": "中", "德": "德", "m2fi": "㎡ﬁ", "店": "店"}
    assert places("  ＫＦＣ\u200b（單縣）") == {"kfc": "ＫＦＣ", "单": "單", "县": "縣"}
    assert places("cafe\u0301") == {"cafe": "cafe\u0301"}


def test_part_of_a_word_is_marked_and_a_character_whole():
    read = aligned("KFC餐厅")
    assert read.of_letters(read.sounds, 1, 4) == [(1, 3), (3, 4)]
    assert read.of_letters(read.initials, 3, 2) == [(3, 4), (4, 5)]


@given(ANYTHING | TRICKY)
def test_places_are_in_order_and_inside(text):
    read = aligned(text)
    assert len(read.folded) == len(read.starts) == len(read.ends)
    spans = list(zip(read.starts, read.ends, strict=True))
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.text("中德單縣羊汤乾隆后里ａＢc1 -（）.㎡ﬁÉ", max_size=40))
def test_it_is_read_as_the_index_reads_it(text):
    read = aligned(text)
    assert tuple(element.token for element in read.elements) == text_tokens(text)
    assert read.sounds == tuple(syllable.toneless for syllable in spoken(text))
