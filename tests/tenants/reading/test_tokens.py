import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.reading.codes import code_fragment, code_parts, code_tokens
from tenants.reading.fragments import SOUND_EDGES, fragments
from tenants.reading.tokens import index_tokens, query_tokens, words

CODE = "91370811MA3C5T7X2N"


def test_a_name_is_characters_in_order_between_its_ends():
    assert index_tokens("新众通 3M(济宁)").text == ("^", "新", "众", "通", "3m", "济", "宁", "$")


def test_pinyin_is_found_whole_from_any_syllable_and_by_its_beginning():
    sounds = index_tokens("新众通").sounds
    assert {"^xinzhongtong$", "zhongtong$", "tong$", "^x*", "^xinzh*", "zh*", "zho*"} <= set(sounds)
    assert "hongtong$" not in sounds


def test_initials_are_found_whole_and_in_part():
    assert {"^xzt$", "zt$", "^x*", "zt*"} <= set(index_tokens("新众通").initials)


def test_a_name_is_found_by_the_local_reading_and_by_the_dictionarys():
    tokens = index_tokens("单县羊汤")
    assert {"^shanxianyangtang$", "^danxianyangtang$"} <= set(tokens.sounds)
    assert {"^sxyt$", "^dxyt$"} <= set(tokens.initials)
    assert len(set(tokens.sounds)) == len(tokens.sounds)


def test_an_umlaut_is_found_however_it_is_typed():
    sounds = index_tokens("绿地女装").sounds
    for typed in ("lvdinvzhuang", "ludinuzhuang", "lyudinyuzhuang", "lüdìnǚzhuāng", "lǜ dì"):
        letters = query_tokens(typed).letters
        assert any(token.startswith(f"^{letters}") for token in sounds), typed
    assert query_tokens("lüdi").letters == "lvdi"


def test_latin_names_are_found_by_their_beginning():
    assert {"^sta*", "coff*"} <= set(index_tokens("Starbucks Coffee").sounds)


@pytest.mark.parametrize("typed", ["新重通", "新通", "新通众", "新众众通", "信众通", "新众"])
def test_threes_survive_one_wrong_missing_doubled_or_swapped_character(typed):
    assert set(query_tokens(typed).skips) & set(index_tokens("新众通").skips)


@pytest.mark.parametrize("typed", ["众重信息", "众信息", "通众信息", "众通通信息"])
def test_so_they_do_inside_a_longer_name_when_four_characters_were_meant(typed):
    assert set(query_tokens(typed).skips) & set(index_tokens("新众通信息技术").skips)


def test_neighbours_sound_syllable_for_syllable():
    assert index_tokens("新众通").pairs == ("^xin", "xin,zhong", "zhong,tong", "tong$")
    assert "you,xi" not in index_tokens("有限公司").pairs


def test_the_form_of_a_company_is_no_part_of_what_was_meant():
    assert query_tokens("新众通有限公司").skips == query_tokens("新众通").skips


def test_a_dictionary_cuts_what_was_typed_without_gaps():
    assert query_tokens("羊汤单县").cut == ("羊汤", "单县")


def test_letters_lose_their_gaps_and_characters_have_none():
    assert query_tokens("xin zhong tong").letters == "xinzhongtong"
    assert query_tokens("新众通").letters == ""
    assert query_tokens("新众通").sound == "xinzhongtong"
    assert query_tokens("中de").mixed
    assert query_tokens("中de").sound == "zhongde"


def test_a_query_is_cut_at_white_space_and_punctuation_is_no_word():
    assert words(" 新众通　Ａ座 ★ ") == ("新众通", "a座")
    assert words("a b a c d e f g h i") == tuple("abcdefgh")


def test_a_code_is_found_by_its_end_and_any_six_of_it():
    tokens = code_tokens(CODE)
    assert {"3c5t7x2n$", "7x2n$", "913708", "ma3c5t", f"{CODE.lower()}$"} <= set(tokens)
    assert "x2n$" not in tokens
    assert code_tokens(None) == ()


def test_what_may_be_part_of_a_code():
    assert code_fragment("5T7X2N") == "5t7x2n"
    assert code_fragment("9137 0811 MA3C 5T7X 2N") == CODE.lower()
    assert code_fragment("新众通") == code_fragment("xzt") == code_fragment("starbucks") == ""
    assert code_fragment("CN8YMM") == "cn8ymm"


def test_any_part_of_six_or_more_characters_is_looked_up_among_the_tokens():
    tokens = set(code_tokens(CODE))
    for begin in range(len(CODE)):
        for end in range(begin + 6, len(CODE) + 1):
            parts = code_parts(CODE[begin:end].lower())
            assert parts and set(parts) <= tokens, CODE[begin:end]
    assert code_parts("12345") == ()
    assert not set(code_parts("ma3c5t9")) <= tokens


def test_a_word_of_nothing_has_no_fragments():
    assert fragments([], SOUND_EDGES) == []


@given(st.text(st.characters(codec=None), max_size=200))
def test_no_token_of_anything_holds_white_space(text):
    named, asked = index_tokens(text), query_tokens(text)
    for token in (
        *named.text,
        *named.sounds,
        *named.initials,
        *named.skips,
        *named.pairs,
        *asked.text,
        *asked.skips,
    ):
        assert token and len(token.split()) == 1
    assert len(asked.letters.split()) <= 1
