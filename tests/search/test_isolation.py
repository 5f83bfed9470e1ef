"""From one district, nothing of another is found, counted or to be guessed; nor what is not public."""

import pytest

from search.criteria import criteria
from search.documents.enterprises import documents
from search.documents.making import snapshot
from search.engines import engine
from search.fields import SEARCHABLE, Subject
from search.selectors import search_enterprises
from tenants.actions.enterprises import rename
from tenants.acts.authors import OPERATOR
from tenants.errors import Refusal
from tenants.isolation.scope import OutsideScope, scope
from tenants.readers import ANYBODY, Reader, reader_of
from tests.factories.town import SHARED_CODE, SHARED_NAME
from tests.search.conftest import relay


@pytest.fixture
def renamed_town(town, index):
    """Next door there is a company that home has not."""
    with scope(town.next_door.district):
        rename(
            by=OPERATOR, enterprise_id=town.next_door.enterprise.id, name="隔壁独有酒楼", keep_former=False
        )
    relay()
    return town


def everybody(town):
    return [None, town.insider, town.neighbour, town.outsider, town.home.manager, town.next_door.secretary]


def test_insider_neighbour_and_outsider_find_what_is_here_and_only_that(renamed_town, found):
    town = renamed_town
    for account in everybody(town):
        with scope(town.home.district):
            reader = reader_of(account)
        assert found(town.home.district, SHARED_NAME, reader=reader) == [SHARED_NAME]
        for typed in ("隔壁独有", "gebi", "gbdyjl"):
            assert found(town.home.district, typed, reader=reader) == []
        for typed in ("A座1203", SHARED_CODE[-6:]):
            assert found(town.home.district, typed, reader=reader) == [SHARED_NAME]


def test_counts_and_scores_are_the_same_whatever_the_neighbour_does(renamed_town, index):
    town = renamed_town

    def ask():
        with scope(town.home.district):
            page = search_enterprises(reader=ANYBODY, text="铂菲特")
            return page.total_count, [(hit.row.id, hit.score, hit.cursor) for hit in page.hits]

    before = ask()
    with scope(town.next_door.district):
        rename(by=OPERATOR, enterprise_id=town.next_door.enterprise.id, name="铂菲特铂菲特")
    relay()
    assert ask() == before
    assert before[0] == 1


def test_an_index_that_lies_shows_and_counts_nothing_of_the_neighbour(renamed_town, index):
    """The neighbour's company, as a document of this district: as bad as an index can get."""
    home, next_door = renamed_town.home, renamed_town.next_door
    with snapshot(next_door.district.id):
        stolen = documents([next_door.enterprise.id])
    with engine().writing() as open_index:
        open_index.put(home.district.id, stolen)
    with scope(home.district):
        page = search_enterprises(reader=ANYBODY, text="隔壁独有酒楼")
        assert (page.hits, page.total_count, page.has_next_page) == ([], 0, False)


def test_a_cursor_of_one_district_opens_nothing_in_another(renamed_town, index):
    with scope(renamed_town.next_door.district):
        cursor = search_enterprises(reader=ANYBODY, text="隔壁").hits[0].cursor
    with scope(renamed_town.home.district):
        assert search_enterprises(reader=ANYBODY, text="隔壁", after=cursor).hits == []


@pytest.mark.parametrize("cursor", ["", "x", "!!!", "bnVsbA", "czk5OTk5OTk5OQ", "é", "s" * 5000])
def test_a_cursor_made_up_is_refused(town, index, cursor):
    with scope(town.home.district), pytest.raises(Refusal) as refused:
        search_enterprises(reader=ANYBODY, text="新", after=cursor)
    assert refused.value.code == "INVALID_CURSOR"


def test_no_search_without_an_open_district(town, index):
    with pytest.raises(OutsideScope):
        search_enterprises(reader=ANYBODY, text="新")


def test_who_may_search_no_field_matches_none(town, monkeypatch):
    monkeypatch.setattr(Reader, "may", lambda self, verb, thing: False)
    for nearly in (False, True):
        assert criteria(
            town.home.district.id, Subject.ENTERPRISE, ANYBODY, SHARED_NAME, nearly=nearly
        ).match_none


def test_what_is_not_public_is_not_searchable(town, index, found):
    """Names and phones of contacts, sectors and dates are in no field of the index at all."""
    for typed in (town.home.contact.person.name, town.home.contact.person.phone, "non_public", "2020"):
        assert found(town.home.district, typed) == []
    assert {field.thing for field in SEARCHABLE} == {"directory", "listing"}
