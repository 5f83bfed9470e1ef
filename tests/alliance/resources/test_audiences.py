"""Who sees what, asked of the selectors as each kind of reader."""

from datetime import timedelta

import pytest

from alliance.resources.models import Listing
from alliance.resources.selectors import Criteria, matching, visible, visible_to_author
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.readers import ANYBODY, Reader, reader_of
from tests.factories.ground import a_mandate, an_account, an_enterprise, author_of
from tests.factories.listings import FOR_DISTRICT, a_listing, for_named
from tests.factories.town import Town


def titles(reader: Reader) -> set[str]:
    return set(visible(reader).values_list("title", flat=True))


@pytest.fixture
def three_listings(town: Town) -> Town:
    with scope(town.home.district):
        friend = an_enterprise("友邻公司")
        a_mandate(an_account("friend-liaison"), friend.id)
        a_mandate(an_account("stranger-liaison"), an_enterprise("路人公司").id)
        a_listing(town.home.as_liaison, "公开")
        a_listing(town.home.as_liaison, "商圈", **FOR_DISTRICT)
        a_listing(town.home.as_liaison, "点名", **for_named(friend.id))
    return town


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("insider-liaison", {"公开", "商圈", "点名"}),
        ("friend-liaison", {"公开", "商圈", "点名"}),
        ("stranger-liaison", {"公开", "商圈"}),
        ("insider-manager", {"公开", "商圈"}),
        ("insider-secretary", {"公开", "商圈"}),
        ("neighbour-liaison", {"公开"}),
        ("outsider", {"公开"}),
        (None, {"公开"}),
    ],
)
def test_the_audience_is_part_of_the_query(three_listings: Town, who: str | None, sees: set[str]) -> None:
    from tenants.models import Account

    account = Account.objects.get(login=who) if who else None
    with scope(three_listings.home.district):
        assert titles(reader_of(account)) == sees


def test_nothing_of_it_is_seen_from_next_door(three_listings: Town) -> None:
    for account in (three_listings.insider, three_listings.neighbour, three_listings.outsider, None):
        with scope(three_listings.next_door.district):
            assert titles(reader_of(account)) == set()
            assert not Listing.objects.exists()


def test_acting_sees_what_its_mandate_sees(three_listings: Town) -> None:
    with scope(three_listings.home.district):
        assert visible_to_author(three_listings.home.as_liaison).count() == 3
        assert visible_to_author(three_listings.home.as_manager).count() == 2
        elsewhere = author_of(a_mandate(three_listings.outsider, an_enterprise("新来公司").id))
        assert visible_to_author(elsewhere).count() == 2


def test_expiry_is_told_by_the_day_and_never_by_a_job(town: Town) -> None:
    with scope(town.home.district):
        a_listing(town.home.as_liaison, "今天为止", last_day=today())
        a_listing(town.home.as_liaison, "没有期限")
        tomorrow = today() + timedelta(days=1)

        def found(states: list[str], day=None) -> set[str]:  # type: ignore[no-untyped-def]
            seen = visible(ANYBODY).filter(matching(Criteria(states=states), day=day))
            return set(seen.values_list("title", flat=True))

        assert found(["OPEN"]) == {"今天为止", "没有期限"} and found(["EXPIRED"]) == set()
        assert found(["OPEN"], tomorrow) == {"没有期限"} and found(["EXPIRED"], tomorrow) == {"今天为止"}
        assert found([]) == set()


def test_criteria_narrow_and_an_empty_wish_matches_nothing(town: Town) -> None:
    day = today()
    with scope(town.home.district):
        home = town.home
        a_listing(home.as_liaison, "投影仪", tags=("投影",), starts=day, last_day=day + timedelta(days=2))
        a_listing(home.as_liaison, "找仓库", kind="WANT", starts=day + timedelta(days=10))

        def found(**wishes) -> set[str]:  # type: ignore[no-untyped-def]
            return set(visible(ANYBODY).filter(matching(Criteria(**wishes))).values_list("title", flat=True))

        assert found() == {"投影仪", "找仓库"}
        assert found(kinds=["WANT"]) == {"找仓库"}
        assert found(tags=["投影", "别的"]) == {"投影仪"}
        assert found(enterprises=[home.enterprise.id]) == {"投影仪", "找仓库"}
        assert found(enterprises=[town.next_door.enterprise.id]) == set()
        assert found(first_day=day + timedelta(days=2)) == {"投影仪", "找仓库"}
        assert found(first_day=day + timedelta(days=3)) == {"找仓库"}
        assert found(last_day=day + timedelta(days=9)) == {"投影仪"}
        for wish in ("kinds", "tags", "enterprises", "states"):
            assert found(**{wish: []}) == set()
