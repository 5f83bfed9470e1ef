"""The number of SQL statements does not grow with what is found, or indexed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.documents.enterprises import documents
from search.documents.making import snapshot
from search.selectors import DEEPEST, search_enterprises
from search.sync import follow
from tenants.actions.enterprises import add_enterprises, new_enterprise
from tenants.actions.readings import set_local_reading
from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.isolation.scope import scope
from tenants.models import District, FormerName, Tag
from tenants.models.enterprises import EnterpriseTag
from tenants.readers import ANYBODY
from tenants.reading.local_readings import LOCAL_READINGS
from tenants.selectors.readings import readings_of
from tests.factories.ground import a_building, a_district, a_unit, moved_in
from tests.search.conftest import relay


@pytest.fixture
def plaza(transactional_db, index):
    district = a_district("plaza")
    with scope(district):
        tower = a_building("A座")
        tag = Tag.objects.create(label="早餐", folded="早餐")
        with act("enterprise.register", by=OPERATOR) as record:
            shops = add_enterprises(record, [new_enterprise(name=f"早点铺{n}号") for n in range(30)])
        for number, shop in enumerate(shops):
            moved_in(shop, a_unit(tower, f"{number // 10 + 1}{number % 10:02d}"))
            FormerName.objects.create(enterprise=shop, name=f"旧铺{number}")
            EnterpriseTag.objects.create(enterprise=shop, tag=tag)
    relay()
    return district


def statements(do):
    with CaptureQueriesContext(connection) as asked:
        do()
    return len(asked)


def test_a_page_costs_the_same_however_much_is_on_it(plaza):
    def search(first):
        with scope(plaza):
            page = search_enterprises(reader=ANYBODY, text="早点铺", first=first)
            assert len(page.hits) == first
            return page.total_count

    assert statements(lambda: search(1)) == statements(lambda: search(30)) <= 6


def test_the_districts_readings_cost_a_page_nothing(plaza):
    with scope(plaza):
        set_local_reading(by=OPERATOR, phrase="早点", reading="zao3 dian5")
    row = District.objects.get(id=plaza.id)
    with scope(plaza):
        known = readings_of(row)

    def search(**how):
        with scope(plaza):
            search_enterprises(reader=ANYBODY, text="早点铺", **how)

    # As the API asks: with the district's row, which every request has read anyway.
    assert known is not LOCAL_READINGS
    assert statements(lambda: search(readings=readings_of(row))) == statements(
        lambda: search(readings=LOCAL_READINGS)
    )
    assert statements(search) == statements(lambda: search(readings=known)) + 1


def test_documents_cost_the_same_however_many(plaza):
    with scope(plaza):
        from tenants.models import Enterprise

        ids = list(Enterprise.objects.values_list("id", flat=True))

    def load(some):
        with snapshot(plaza.id):
            assert len(documents(some)) == len(some)

    assert statements(lambda: load(ids[:1])) == statements(lambda: load(ids)) <= 14
    assert statements(lambda: follow(plaza.id, ids[:1])) == statements(lambda: follow(plaza.id, ids)) <= 16


def test_no_page_lies_deeper_than_is_counted(plaza):
    from search.selectors import Place

    with scope(plaza):
        assert search_enterprises(reader=ANYBODY, text="早", after=Place(False, DEEPEST).cursor()).hits == []
