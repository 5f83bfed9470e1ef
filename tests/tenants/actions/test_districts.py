import pytest

from tenants.actions.districts import create_district
from tenants.acts.authors import OPERATOR, Author
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Building, BusinessFormat, District, Floor, Industry, Principal
from tenants.rules.building_plans import BuildingPlan

pytestmark = pytest.mark.django_db(transaction=True)
TOWER = BuildingPlan(name="A座", aliases=["A栋"], floors=["B1", "1", "3A", "12A"])


def test_a_district_begins_with_its_towers_lists_and_offices() -> None:
    district = create_district(slug="hexi", name="河西广场", by=OPERATOR, buildings=[TOWER])
    with scope(district):
        assert Industry.objects.count() == 20 + 97
        assert Industry.objects.get(code="62").name == "餐饮业"
        assert BusinessFormat.objects.filter(name="餐饮").exists()
        [tower] = Building.objects.all()
        assert tower.office is not None and tower.office.name == "河西广场物业服务中心"
        assert [floor.label for floor in Floor.objects.order_by("ordinal")] == TOWER.floors
        assert Principal.objects.filter(kind="SECRETARIAT").count() == 1
        assert Act.objects.get().verb == "district.create"


def test_two_districts_may_have_the_same_towers_and_see_only_their_own() -> None:
    here = create_district(slug="hexi", name="河西广场", by=OPERATOR, buildings=[TOWER])
    there = create_district(slug="hedong", name="河东广场", by=OPERATOR, buildings=[TOWER])
    for district in (here, there):
        with scope(district):
            assert Building.objects.count() == 1


def test_an_address_is_given_once_and_nothing_is_left_of_the_second_try() -> None:
    create_district(slug="hexi", name="河西广场", by=OPERATOR)
    with pytest.raises(Refusal) as caught:
        create_district(slug="hexi", name="另一个", by=OPERATOR)
    assert caught.value.code == "SLUG_TAKEN"
    assert District.objects.get().name == "河西广场"


@pytest.mark.parametrize("slug", ["", "河西", "He-xi", "a--b", "-a", "a" * 61, "a/b"])
def test_an_address_that_does_not_fit_an_url_is_refused(slug: str) -> None:
    with pytest.raises(Refusal) as caught:
        create_district(slug=slug, name="河西广场", by=OPERATOR)
    assert caught.value.code == "SLUG_INVALID"
    assert not District.objects.exists()


def test_only_who_runs_the_platform_makes_districts() -> None:
    with pytest.raises(Refusal) as caught:
        create_district(slug="hexi", name="河西广场", by=Author(role="SECRETARIAT"))
    assert caught.value.code == "FORBIDDEN"
    assert not District.objects.exists()
