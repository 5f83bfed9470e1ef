import re

from hypothesis import given
from hypothesis import strategies as st

from tenants.reading.sort_keys import initial, slug, sort_key


def in_order(*names: str) -> bool:
    return sorted(names, key=lambda name: sort_key(name).encode()) == list(names)


def test_names_sort_by_sound_then_tone_then_character():
    assert in_order("安徽", "单县羊汤", "新星", "心悦", "新众通", "星光")
    assert in_order("新", "新众", "新众通")
    assert in_order("心", "新")


def test_digits_by_value_come_first_then_letters_before_characters():
    assert in_order("2号楼", "10号楼", "A座", "Apple", "阿里", "安徽", "Beta", "八方")


def test_the_register_follows_the_order():
    names = sorted(["★星", "3M", "Apple", "阿里", "Zara", "中德", "新众通", "单县", "Ω"], key=sort_key)
    letters = [initial(name) for name in names]
    assert letters == sorted(letters)
    assert initial("單縣羊湯") == "S"
    assert initial("3M") == "#"


def test_slugs_are_pinyin():
    assert slug("新众通") == "xin-zhong-tong"
    assert slug("Café 咖啡 A座") == "cafe-ka-fei-a-zuo"


def test_a_slug_is_never_empty():
    assert re.fullmatch(r"n-[0-9a-f]{8}", slug("★"))
    assert slug("★") != slug("☆")


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_name_has_a_bounded_key_and_a_plain_slug(name):
    key = sort_key(name)
    assert 0 < len(key) <= 400
    assert key[0] == initial(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
    assert len(slug(name)) <= 80
