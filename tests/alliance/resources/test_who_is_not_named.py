"""A listing for named enterprises leaves no trace for who is not named: no title, no moved clock."""

from datetime import datetime
from typing import Any

import pytest

from alliance.resources.actions import close_listing, update_listing
from alliance.resources.models import Audience
from tenants.isolation.scope import scope
from tenants.models import Account, Enterprise
from tenants.readers import reader_of
from tenants.selectors.acts import acts_for
from tests.factories.ground import an_enterprise
from tests.factories.listings import FOR_DISTRICT, a_listing, for_named
from tests.factories.town import Town

pytestmark = pytest.mark.django_db(transaction=True)


def summaries(login: str) -> str:
    return " ".join(act.summary for act in acts_for(reader_of(Account.objects.get(login=login))))


def clock(town: Town) -> datetime:
    return Enterprise.objects.get(id=town.home.enterprise.id).updated_at


def test_the_secretariat_reads_no_title_of_it_in_the_acts(town: Town) -> None:
    home = town.home
    with scope(home.district):
        listing = a_listing(home.as_liaison, "点名", **for_named(an_enterprise("友邻公司").id))
        update_listing(by=home.as_liaison, listing_id=listing.id, changes={"title": "点名又点名"})
        close_listing(by=home.as_liaison, listing_id=listing.id)
        a_listing(home.as_liaison, "公开")
        assert "点名" not in summaries("insider-secretary")
        assert "公开" in summaries("insider-secretary")


@pytest.mark.parametrize("audience", ["DISTRICT", "NAMED"])
def test_the_public_page_does_not_say_that_one_was_posted(town: Town, audience: str) -> None:
    home = town.home
    with scope(home.district):
        terms: dict[str, Any] = (
            FOR_DISTRICT if audience == "DISTRICT" else for_named(an_enterprise("友邻公司").id)
        )
        before = clock(town)
        listing = a_listing(home.as_liaison, "不公开", **terms)
        update_listing(by=home.as_liaison, listing_id=listing.id, changes={"title": "仍不公开"})
        close_listing(by=home.as_liaison, listing_id=listing.id)
        assert clock(town) == before


def test_what_becomes_public_or_ceases_to_be_moves_the_clock(town: Town) -> None:
    home = town.home
    with scope(home.district):
        listing = a_listing(home.as_liaison, "商圈", **FOR_DISTRICT)
        for audience in (Audience.PUBLIC, Audience.DISTRICT):
            before = clock(town)
            update_listing(by=home.as_liaison, listing_id=listing.id, changes={"audience": audience})
            assert clock(town) > before
