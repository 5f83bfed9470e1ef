import pytest

from tenants.reading.local_readings import LOCAL_READINGS, Readings
from tenants.reading.pinyin import initials, syllables

PLACES = {
    "单县": "shan xian",
    "任城": "ren cheng",
    "洙水": "zhu shui",
    "兖州": "yan zhou",
    "郓城": "yun cheng",
    "鄄城": "juan cheng",
    "莘县": "shen xian",
    "东阿": "dong e",
    "汶上": "wen shang",
    "曲阜": "qu fu",
    "泗水": "si shui",
    "嘉祥": "jia xiang",
    "乐陵": "lao ling",
    "长清": "chang qing",
}


@pytest.mark.parametrize(("place", "sound"), PLACES.items())
def test_a_place_is_read_as_its_people_read_it(place, sound):
    assert " ".join(syllables(place)) == sound
    assert " ".join(syllables(f"山东{place}酒业")) == f"shan dong {sound} jiu ye"


def test_traditional_characters_sound_like_simplified_ones():
    assert syllables("單縣羊湯") == ["shan", "xian", "yang", "tang"]


def test_letters_and_digits_stay_together():
    assert syllables("新众通A座1203") == ["xin", "zhong", "tong", "a", "zuo", "1203"]
    assert syllables("24F-05") == ["24f", "05"]


def test_a_word_decides_how_its_characters_are_read():
    assert syllables("重庆银行") == ["chong", "qing", "yin", "hang"]


def test_initials_are_first_letters():
    assert initials("新众通") == "xzt"
    assert initials("单县羊汤") == "sxyt"
    assert initials("3M中国") == "3mzg"


def test_a_district_may_bring_its_own_table():
    theirs = Readings({"乐天": "yue4 tian1"})
    assert syllables("乐天", theirs) == ["yue", "tian"]
    assert syllables("单县", theirs) == ["dan", "xian"]


def test_a_reading_must_have_a_syllable_for_each_character():
    with pytest.raises(ValueError, match="单县"):
        Readings({"单县": "shan4"})


def test_the_longest_phrase_wins():
    assert LOCAL_READINGS.pattern.match("洸府河").group() == "洸府河"  # type: ignore[union-attr]


def test_nothing_legible_has_no_syllables():
    assert syllables("★ — ()") == []
    assert initials("") == ""
