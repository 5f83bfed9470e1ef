"""What the words of `search.engine` mean. Every engine passes all of this; it is a parameter of `engine`."""

from uuid import uuid4

import pytest

from search.clauses import All, AtLeast, Best, Nothing, Phrase, Prefix, Term
from search.criteria import Criteria
from search.engine import Document
from search.fields import Subject

HOME, NEXT_DOOR = uuid4(), uuid4()


def a_document(*text, id=None, version=1, keywords=None, brevity="", subject=Subject.ENTERPRISE, **tokens):
    return Document(
        subject=subject,
        id=id or uuid4(),
        version=version,
        tokens={name: " ".join(told) for name, told in {"name_text": ("^", *text, "$"), **tokens}.items()},
        keywords=keywords or {},
        brevity=brevity,
    )


def put(engine, district, *documents):
    with engine.writing() as index:
        index.put(district, documents)


def ids(engine, wanted, *, district=HOME, subject=Subject.ENTERPRISE, filters=None, **page):
    hits = engine.search(Criteria(district, subject, wanted, filters or {}), **({"limit": 50} | page))
    return [one for one, _ in hits.page]


def has(token):
    return Term("name_text", token, 1.0)


def test_a_term_a_phrase_and_a_prefix_match(engine):
    one, other = a_document("新", "众", "通"), a_document("众", "新", name_sounds=("^zhongxin$", "xin.$"))
    put(engine, HOME, one, other)
    assert set(ids(engine, has("新"))) == {one.id, other.id}
    assert ids(engine, Phrase("name_text", ("新", "众"), 1.0)) == [one.id]
    assert ids(engine, Prefix("name_sounds", "^zhong", 1.0)) == [other.id]
    assert ids(engine, Prefix("name_sounds", "xi.", 1.0)) == []
    assert ids(engine, Prefix("name_sounds", "xin.", 1.0)) == [other.id]


def test_scores_are_the_best_of_some_and_the_sum_of_all(engine):
    both, first = a_document("新", "众"), a_document("新")
    put(engine, HOME, both, first)
    xin, zhong = Term("name_text", "新", 3.0), Term("name_text", "众", 5.0)

    def scores(wanted):
        return dict(engine.search(Criteria(HOME, Subject.ENTERPRISE, wanted), limit=9).page)

    assert scores(Best((xin, zhong))) == {both.id: 5.0, first.id: 3.0}
    assert scores(All((xin, zhong))) == {both.id: 8.0}
    assert scores(AtLeast(1, (xin, zhong))) == {both.id: 8.0, first.id: 3.0}
    assert scores(AtLeast(2, (xin, zhong))) == {both.id: 8.0}
    assert scores(Nothing()) == {}


def test_the_shorter_name_is_first_among_equals(engine):
    longer, shorter = a_document("新", brevity="12"), a_document("新", brevity="3")
    put(engine, HOME, longer, shorter)
    assert ids(engine, has("新")) == [shorter.id, longer.id]


def test_a_district_sees_its_own_only(engine):
    ours, theirs = a_document("新"), a_document("新")
    put(engine, HOME, ours)
    put(engine, NEXT_DOOR, theirs)
    assert ids(engine, has("新")) == [ours.id]
    assert engine.search(Criteria(HOME, Subject.ENTERPRISE, has("新")), limit=1).total == 1
    assert engine.versions(HOME, Subject.ENTERPRISE) == {ours.id: 1}
    assert ids(engine, has("新"), district=uuid4()) == []


def test_a_subject_is_searched_by_itself_though_ids_and_words_are_the_same(engine):
    company = a_document("新", version=3)
    listing = a_document("新", id=company.id, version=7, subject=Subject.LISTING)
    other = a_document("新", subject=Subject.LISTING)
    put(engine, HOME, company, listing, other)
    assert ids(engine, has("新")) == [company.id]
    assert set(ids(engine, has("新"), subject=Subject.LISTING)) == {company.id, other.id}
    assert engine.search(Criteria(HOME, Subject.LISTING, has("新")), limit=0).total == 2
    assert engine.versions(HOME, Subject.ENTERPRISE) == {company.id: 3}
    assert engine.versions(HOME, Subject.LISTING) == {company.id: 7, other.id: 1}


def test_one_subject_cannot_replace_or_drop_the_documents_of_the_other(engine):
    company = a_document("新")
    listing = a_document("新", id=company.id, subject=Subject.LISTING)
    put(engine, HOME, company, listing)
    put(engine, HOME, a_document("旧", id=company.id, version=2, subject=Subject.LISTING))
    assert ids(engine, has("新")) == [company.id]
    with engine.writing() as index:
        index.drop(HOME, Subject.LISTING, {company.id: 3})
    assert engine.versions(HOME, Subject.LISTING) == {}
    assert engine.versions(HOME, Subject.ENTERPRISE) == {company.id: 1}
    put(engine, NEXT_DOOR, listing)
    with engine.writing() as index:
        index.clear(HOME)
    assert engine.versions(HOME, Subject.ENTERPRISE) == {}
    assert engine.versions(NEXT_DOOR, Subject.LISTING) == {company.id: 1}


def test_what_others_index_moves_no_score(engine):
    ours = a_document("新", "众")
    put(engine, HOME, ours)
    before = engine.search(Criteria(HOME, Subject.ENTERPRISE, has("新")), limit=1)
    put(engine, NEXT_DOOR, *(a_document("新") for _ in range(50)))
    assert engine.search(Criteria(HOME, Subject.ENTERPRISE, has("新")), limit=1) == before


def test_one_district_cannot_replace_or_drop_the_documents_of_another(engine):
    ours = a_document("新")
    put(engine, HOME, ours)
    with engine.writing() as index:
        index.drop(NEXT_DOOR, Subject.ENTERPRISE, {ours.id: 9})
        index.put(NEXT_DOOR, [a_document("旧", id=ours.id)])
        index.clear(NEXT_DOOR)
    assert ids(engine, has("新")) == [ours.id]


def test_filters_are_any_of_their_values_and_all_of_them(engine):
    food, shop = a_document("新", keywords={"format": ("f",), "tag": ("a", "b")}), a_document("新")
    put(engine, HOME, food, shop)
    assert ids(engine, has("新"), filters={"format": ["f", "x"], "tag": ["b"]}) == [food.id]
    assert ids(engine, has("新"), filters={"format": ["f"], "tag": ["c"]}) == []
    assert ids(engine, has("新"), filters={"format": []}) == []


def test_facets_count_what_every_other_filter_lets_through(engine):
    food, shop, far, other = (
        a_document("新", keywords={"format": ("f",), "tag": ("a", "b")}),
        a_document("新", keywords={"format": ("s",), "tag": ("a",)}),
        a_document("新", keywords={"format": ("s",)}),
        a_document("旧", keywords={"format": ("f",), "tag": ("a",)}),
    )
    put(engine, HOME, food, shop, far, other)
    put(engine, NEXT_DOOR, a_document("新", keywords={"format": ("f",)}))

    def counted(*facets, filters=None):
        wanted = Criteria(HOME, Subject.ENTERPRISE, has("新"), filters or {})
        return engine.search(wanted, limit=0, facets=facets).facets

    assert counted("format", "tag", "kind") == {
        "format": {"f": 1, "s": 2},
        "tag": {"a": 2, "b": 1},
        "kind": {},
    }
    narrowed = counted("format", "tag", filters={"format": ["f"]})
    assert narrowed == {"format": {"f": 1, "s": 2}, "tag": {"a": 1, "b": 1}}
    both = counted("format", "tag", filters={"format": ["s"], "tag": ["a"]})
    assert both == {"format": {"f": 1, "s": 1}, "tag": {"a": 1}}
    assert counted("format", "tag", filters={"tag": []})["format"] == {}
    assert counted() == {}


def test_a_document_with_many_values_is_counted_under_each(engine):
    values = [f"t{number}" for number in range(9)]
    most, few = (a_document("新", keywords={"tag": some, "kind": some}) for some in (values, values[6:8]))
    put(engine, HOME, most, few, a_document("新"))
    hits = engine.search(Criteria(HOME, Subject.ENTERPRISE, has("新")), limit=1, facets=["tag", "kind"])
    expected = {value: 2 if value in values[6:8] else 1 for value in values}
    assert hits.facets == {"tag": expected, "kind": expected} and hits.total == 3


def test_what_is_counted_is_what_matches(engine):
    """Though counting may be asked in fewer words than scoring."""
    tag = {"tag": ("a",)}
    for text in ("新众通", "新众", "众新", "新", "通新众"):
        put(engine, HOME, a_document(*text, keywords=tag))
    x, xz = Term("name_text", "新", 1.0), Phrase("name_text", ("新", "众"), 2.0)
    whole, other = Phrase("name_text", ("^", "新", "众", "$"), 3.0), Phrase("name_text", ("众", "新"), 1.0)
    for wanted in (
        *(x, xz, whole, other, Best((whole, xz)), Best((xz, whole, other)), Best((Best((whole, x)), xz))),
        *(All((Best((whole, xz)), x)), AtLeast(2, (x, xz, other)), Best((All((x, other)), whole)), Nothing()),
    ):
        hits = engine.search(Criteria(HOME, Subject.ENTERPRISE, wanted), limit=9, facets=["tag"])
        assert hits.facets["tag"].get("a", 0) == hits.total == len(hits.page), wanted


def test_putting_again_replaces_and_dropping_takes_away(engine):
    first = a_document("新")
    put(engine, HOME, first)
    put(engine, HOME, a_document("旧", id=first.id, version=2))
    assert ids(engine, has("新")) == []
    assert ids(engine, has("旧")) == [first.id]
    assert engine.versions(HOME, Subject.ENTERPRISE) == {first.id: 2}
    with engine.writing() as index:
        index.drop(HOME, Subject.ENTERPRISE, {first.id: 3, uuid4(): 0})
    assert engine.versions(HOME, Subject.ENTERPRISE) == {}


def test_what_is_put_is_there_though_the_index_had_a_higher_version(engine):
    """Only one writer at a time: what it read from the database is right, whatever the index was told."""
    one = uuid4()
    put(engine, HOME, a_document("新", id=one, version=9))
    put(engine, HOME, a_document("旧", id=one, version=2))
    assert ids(engine, has("旧")) == [one] and ids(engine, has("新")) == []
    assert engine.versions(HOME, Subject.ENTERPRISE) == {one: 2}


def test_what_was_dropped_comes_back_with_the_version_it_went_with(engine):
    one = a_document("新", version=4)
    put(engine, HOME, one)
    for known in (4, 0):
        with engine.writing() as index:
            index.drop(HOME, Subject.ENTERPRISE, {one.id: known})
        assert ids(engine, has("新")) == [] and engine.versions(HOME, Subject.ENTERPRISE) == {}
        put(engine, HOME, one)
        assert ids(engine, has("新")) == [one.id]


def test_a_district_is_cleared_and_filled_in_one_change(engine):
    kept, gone = a_document("新", version=3), a_document("新")
    put(engine, HOME, kept, gone)
    with engine.writing() as index:
        index.put(HOME, [late := a_document("新")])
        index.clear(HOME)
        index.put(HOME, [kept])
    assert late.id not in engine.versions(HOME, Subject.ENTERPRISE)
    assert engine.versions(HOME, Subject.ENTERPRISE) == {kept.id: 3}


def test_equals_have_one_order_over_all_pages(engine):
    put(engine, HOME, *(a_document("新") for _ in range(40)))
    whole = ids(engine, has("新"))
    for _ in range(2):
        put(engine, HOME, a_document("旧"))
        pages = [ids(engine, has("新"), limit=7, offset=offset) for offset in range(0, 42, 7)]
        assert [one for page in pages for one in page] == whole


def test_no_page_ends_past_the_ten_thousandth(engine):
    put(engine, HOME, *(a_document("新") for _ in range(3)))
    hits = engine.search(Criteria(HOME, Subject.ENTERPRISE, has("新")), limit=50, offset=9_999)
    assert (hits.total, hits.page) == (3, ())


def test_a_change_that_fails_leaves_nothing_and_the_next_one_works(engine):
    with pytest.raises(ZeroDivisionError), engine.writing() as index:
        index.put(HOME, [a_document("新")])
        raise ZeroDivisionError
    assert engine.versions(HOME, Subject.ENTERPRISE) == {}
    put(engine, HOME, kept := a_document("新"))
    assert ids(engine, has("新")) == [kept.id]


def test_pages_follow_each_other(engine):
    put(engine, HOME, *(a_document("新") for _ in range(7)))
    pages = [ids(engine, has("新"), limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert len({one for page in pages for one in page}) == 7
    assert engine.search(Criteria(HOME, Subject.ENTERPRISE, has("新")), limit=3).total == 7


def test_a_new_index_serves_from_the_swap_on_and_the_old_one_until_then(engine):
    old, new, late = a_document("新"), a_document("新"), a_document("新")
    put(engine, HOME, old)
    with engine.rebuilding() as rebuilding:
        with rebuilding.filling() as index:
            index.put(HOME, [new])
        assert ids(engine, has("新")) == [old.id]
        with rebuilding.swapping() as index:
            assert index.versions(HOME, Subject.ENTERPRISE) == {new.id: 1}
            index.put(HOME, [late])
    assert set(ids(engine, has("新"))) == {new.id, late.id}


@pytest.mark.parametrize("moment", ["filling", "swapping", "neither"])
def test_a_rebuild_that_fails_or_stops_leaves_the_old_index_serving(engine, moment):
    put(engine, HOME, old := a_document("新"))
    with pytest.raises(ZeroDivisionError), engine.rebuilding() as rebuilding:
        if moment != "neither":
            with getattr(rebuilding, moment)() as index:
                index.clear(HOME)
                raise ZeroDivisionError
        raise ZeroDivisionError
    assert ids(engine, has("新")) == [old.id]
    put(engine, HOME, a_document("新"))
    assert len(ids(engine, has("新"))) == 2
