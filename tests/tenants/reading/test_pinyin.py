import pickle

import pytest

from tenants.reading.local_readings import DICTIONARY_ONLY, LOCAL_READINGS, Readings
from tenants.reading.pinyin import initials, spellings, spoken, syllables, ways_spoken, with_v

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


ODDITIES = {
    "绿都科技": "lv du ke ji",
    "都市快报": "du shi kuai bao",
    "长信科技": "chang xin ke ji",
    "店长": "dian zhang",
    "鼎晟": "ding sheng",
    "曾师傅": "zeng shi fu",
    "曾子庙": "zeng zi miao",
    "仁和药业": "ren he yao ye",
    "大参林": "da shen lin",
    "参考消息": "can kao xiao xi",
    "水泊梁山": "shui po liang shan",
    "泊寓": "bo yu",
    "佛跳墙": "fo tiao qiang",
    "珠宝行": "zhu bao hang",
    "骑行侠": "qi xing xia",
    "什么": "shen me",
    "翟氏": "zhai shi",
}


@pytest.mark.parametrize(("name", "sound"), ODDITIES.items())
def test_names_are_read_as_names_and_not_as_running_text(name, sound):
    assert " ".join(syllables(name)) == sound


def heard(text, readings=LOCAL_READINGS):
    return [" ".join(one.toneless for one in way) for way in ways_spoken(text, readings)]


def test_the_local_reading_comes_first_and_the_dictionarys_after_it():
    assert heard("單縣羊湯") == ["shan xian yang tang", "dan xian yang tang"]
    assert heard("新众通") == ["xin zhong tong"]
    assert heard("长城") == ["chang cheng"]
    assert heard("单县", DICTIONARY_ONLY) == ["dan xian"]


def test_a_districts_table_stands_above_the_one_that_came_with_the_product():
    theirs = Readings({"单县": "chan2 xian4", "长清": ""}, above=LOCAL_READINGS)
    assert heard("单县", theirs) == ["chan xian", "shan xian", "dan xian"]
    assert syllables("郓城", theirs) == ["yun", "cheng"]


def test_an_empty_reading_leaves_a_phrase_to_the_dictionary():
    theirs = Readings({"单县": ""}, above=LOCAL_READINGS)
    assert heard("单县", theirs) == ["dan xian", "shan xian"]


def test_a_districts_single_character_is_read_so_where_it_is_in_no_word():
    theirs = Readings({"单": "shan4"}, above=LOCAL_READINGS)
    assert syllables("单记", theirs) == ["shan", "ji"]
    assert syllables("简单", theirs) == ["jian", "dan"]


def test_an_umlaut_is_typed_in_three_ways():
    assert spellings(spoken("绿地")) == [["lv", "di"], ["lu", "di"], ["lyu", "di"]]
    assert spellings(spoken("女娲")) == [["nv", "wa"], ["nu", "wa"], ["nyu", "wa"]]
    assert spellings(spoken("LV箱包")) == [["lv", "xiang", "bao"]]
    assert with_v("lǜdì") == "lvdì"
    assert with_v("über") == "über"


def test_a_table_sent_to_another_process_is_one_object_there():
    theirs = Readings({"乐天": "yue4 tian1"}, above=LOCAL_READINGS)
    first, second = (pickle.loads(pickle.dumps(theirs)) for _ in range(2))
    assert first is second
    assert first.beneath == theirs.beneath
    assert syllables("单县乐天", first) == ["shan", "xian", "yue", "tian"]
    for table in (LOCAL_READINGS, DICTIONARY_ONLY):
        assert pickle.loads(pickle.dumps(table)) is table
