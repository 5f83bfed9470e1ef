"""Why something is found, in every way in which it is looked for, and what of it is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.because import fragments, reasons
from search.because.places import Place
from search.fields import SEARCHABLE, Subject

FIELDS = [field for field in SEARCHABLE if field.subject is Subject.ENTERPRISE]
CODE = "91370811MAUMCN8YMM"
COMPANY = {
    "name": ["济宁新众通信息技术有限公司"],
    "shop_sign": ["新众通"],
    "former_names": ["大通电脑商行"],
    "uscc": [CODE],
    "building": ["A座", "A栋", "1号楼", "中德广场A座"],
    "tags": ["路演", "云·计算"],
    "format": ["办公"],
    "industry": ["软件和信息技术服务业"],
    "description": ["我们是做软件的人"],
}
DOOR = Place(("A座", "A栋", "1号楼", "中德广场A座"), "12", ("1203",))


def told(typed, texts=COMPANY, places=(DOOR,), fields=FIELDS):
    """The reasons as people would draw them: `NAME HANZI 济宁[新众通]…`."""
    return [
        f"{reason.field} {reason.kind} "
        + "".join(f"[{one.text}]" if one.hit else one.text for one in fragments(reason.text, reason.hits))
        for reason in reasons(texts, typed, fields, places=places)
    ]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("新众通", "SHOP_SIGN HANZI [新众通]"),
        ("新眾通", "SHOP_SIGN HANZI [新众通]"),
        ("济宁新众通", "NAME HANZI [济宁新众通]信息技术有限公司"),
        ("ＸＺＴ", "SHOP_SIGN INITIALS [新众通]"),
        ("jnxzt", "NAME INITIALS [济宁新众通]信息技术有限公司"),
        ("xinzhongtong", "SHOP_SIGN PINYIN [新众通]"),
        ("xin zhong t", "SHOP_SIGN PINYIN [新众通]"),
        ("XinZhong通", "SHOP_SIGN MIXED [新众通]"),
        ("新zhong", "SHOP_SIGN MIXED [新众]通"),
        ("辛仲通", "SHOP_SIGN TYPO 新众[通]"),
        ("dtdnsh", "FORMER_NAME INITIALS [大通电脑商行]"),
        (CODE, f"USCC EXACT [{CODE}]"),
        (CODE[-6:].lower(), "USCC EXACT 91370811MAUM[CN8YMM]"),
        ("maum cn8", "USCC EXACT 91370811[MAUMCN8]YMM"),
        ("1203", "UNIT EXACT [1203]"),
        ("12F-03", "UNIT EXACT [1203]"),
        ("12楼", "FLOOR EXACT [12]"),
        ("1号楼", "BUILDING EXACT [1号楼]"),
        ("中德广场A座", "BUILDING EXACT [中德广场A座]"),
        ("路演", "TAG HANZI [路演]"),
        ("luyan", "TAG PINYIN [路演]"),
        ("云计算", "TAG HANZI [云]·[计算]"),
        ("办公", "FORMAT HANZI [办公]"),
        ("ruanjian", "INDUSTRY PINYIN [软件]和信息技术服务业"),
        ("做软件", "DESCRIPTION HANZI 我们是[做软件]的人"),
        ("济宁新重通信息技术", "NAME TYPO [济宁新]众[通信息技术]有限公司"),
        ("济宁新通信息技术", "NAME TYPO [济宁新]众[通信息技术]有限公司"),
        ("济宁众新通信息技术", "NAME TYPO [济宁新众通信息技术]有限公司"),
        ("济宁新众众通信息技术", "NAME TYPO [济宁新众通信息技术]有限公司"),
        ("电脑大通", "FORMER_NAME HANZI [大通电脑]商行"),
    ],
)
def test_the_first_reason_is_the_one_that_was_meant(typed, first):
    assert told(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("zd", "NAME INITIALS [中德]广场单县羊汤"),
        ("中de", "NAME MIXED [中德]广场单县羊汤"),
        ("zhong德", "NAME MIXED [中德]广场单县羊汤"),
    ],
)
def test_mixed_input_marks_what_both_halves_mean(typed, marked):
    assert told(typed, {"name": ["中德广场单县羊汤"]})[0] == marked


def test_a_place_name_is_marked_as_it_is_said_here():
    soup = {"name": ["單縣羊汤馆"]}
    assert told("shanxianyang", soup) == ["NAME PINYIN [單縣羊]汤馆"]
    assert told("单县羊场", soup) == ["NAME TYPO [單縣羊]汤馆"]


def test_a_door_is_marked_with_its_tower():
    assert told("A座1203") == told("A-1203") == ["UNIT EXACT [1203]", "BUILDING EXACT [A座]"]
    assert told("1号楼12层") == ["FLOOR EXACT [12]", "BUILDING EXACT [1号楼]"]
    assert told("B座1204") == []


def test_what_was_typed_in_parts_has_a_reason_for_each():
    assert told("新众通 A座") == [
        "SHOP_SIGN HANZI [新众通]",
        "NAME HANZI 济宁[新众通]信息技术有限公司",
        "BUILDING EXACT [A座]",
    ]
    assert [one.split()[0] for one in told("新众通A座1203")] == ["SHOP_SIGN", "NAME", "UNIT", "BUILDING"]
    assert told("济宁 信息", {"name": COMPANY["name"]}) == ["NAME HANZI [济宁]新众通[信息]技术有限公司"]
    assert told("新众通 咖啡") != [] and told("咖啡 茶") == []


def test_initials_are_of_names_only():
    assert told("rjhxxjsfwy") == told("zdgc") == []


def test_width_and_ligatures_do_not_shift_the_marks():
    odd = {"name": ["㎡ﬁ（ＫＦＣ）中德"]}
    assert told("kfc", odd) == ["NAME EXACT ㎡ﬁ（[ＫＦＣ]）中德"]
    assert told("m2", odd) == ["NAME EXACT [㎡]ﬁ（ＫＦＣ）中德"]
    assert told("中德", odd) == ["NAME HANZI ㎡ﬁ（ＫＦＣ）[中德]"]


def test_what_the_reader_may_not_search_is_no_reason():
    allowed = [field for field in FIELDS if field.name not in ("uscc", "former_names")]
    assert told(CODE, fields=allowed) == told("大通电脑商行", fields=allowed) == []


LETTERS = st.characters(codec=None) | st.sampled_from("中德單縣羊汤通信ａＢ1 ßﬁ㎡éA座")


@given(st.text(LETTERS, max_size=30), st.text(LETTERS, max_size=30), st.data())
def test_whatever_is_stored_and_typed_the_pieces_are_the_text(stored, typed, data):
    if stored and data.draw(st.booleans()):
        begin = data.draw(st.integers(0, len(stored) - 1))
        typed = stored[begin : data.draw(st.integers(begin + 1, len(stored)))]
    texts = {field.name: [stored] for field in FIELDS if field.name != "place"}
    for reason in reasons(texts, typed, FIELDS, places=[Place((stored,), stored, (stored,))]):
        pieces = fragments(reason.text, reason.hits)
        assert "".join(piece.text for piece in pieces) == reason.text == stored
        assert any(piece.hit for piece in pieces) and all(piece.text for piece in pieces)
        assert all(one.hit != other.hit for one, other in zip(pieces, pieces[1:], strict=False))


@given(st.text(LETTERS, max_size=30))
def test_typing_nothing_that_is_there_marks_nothing(typed):
    assert reasons({"name": ["▲▲"]}, typed, FIELDS) == []
