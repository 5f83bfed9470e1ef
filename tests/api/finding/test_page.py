"""The shell of the search's page: in the reader's language, for whom the district is open."""

import json
import re

import pytest
from django.test import Client

from api.graphql.because import BecauseFieldEnum, MatchKindEnum
from api.graphql.schema import schema
from tests.factories.town import Town


def told(page: str) -> dict:
    found = re.search(r'<script id="told" type="application/json">(.*?)</script>', page, re.S)
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize(
    ("language", "word", "way"), [("zh-CN", "入驻单位", "按拼音"), ("en", "Enterprises", "by pinyin")]
)
def test_it_speaks_the_readers_language(town: Town, language: str, word: str, way: str) -> None:
    page = Client().get("/d/home/search", headers={"accept-language": language}).content.decode()
    assert word in page
    assert told(page)["words"]["ways"]["PINYIN"] == way


def test_every_reason_has_a_word(town: Town) -> None:
    words = told(Client().get("/d/home/search").content.decode())["words"]
    assert set(words["fields"]) == set(BecauseFieldEnum._meta.enum.__members__)
    assert set(words["ways"]) == set(MatchKindEnum._meta.enum.__members__)


def test_it_knows_by_what_its_lists_can_be_narrowed(town: Town) -> None:
    given = told(Client().get("/d/home/search").content.decode())
    for name, type_ in (
        ("enterprises", "EnterpriseSearchConnection"),
        ("listings", "ListingSearchConnection"),
    ):
        there = "facets" in schema.graphql_schema.type_map[type_].fields  # type: ignore[union-attr]
        assert (given["facets"][name] is not None) == there
        if there:
            assert set(given["facets"][name]) <= set(given["words"]["facets"])


def test_a_district_that_is_not_open_is_not_there(town: Town) -> None:
    town.home.district.is_public = False
    town.home.district.save()
    assert Client().get("/d/home/search").status_code == 404
    assert Client().get("/d/never-was/search").status_code == 404
