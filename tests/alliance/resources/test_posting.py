from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from alliance.resources.actions import close_listing, post_listing, update_listing
from alliance.resources.models import Audience, Listing, ListingAudience, ListingKind, ListingTag
from alliance.resources.rules import Terms
from tenants.acts.authors import Author
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Enterprise, OutboxEvent, Principal, Tag
from tests.factories.ground import a_mandate, an_account, an_enterprise, author_of
from tests.factories.listings import a_listing, for_named
from tests.factories.town import Side, Town


def written() -> tuple[int, int, int, int]:
    return Listing.objects.count(), Act.objects.count(), OutboxEvent.objects.count(), Tag.objects.count()


def test_a_liaison_posts_an_offer_as_her_company(town: Town) -> None:
    terms = Terms(
        title=" 路演厅 ",
        description="可坐八十人",
        quantity=Decimal("2.5"),
        measure="场",
        price="免费",
        tags=("路演", "ＷｉＦｉ", "wifi"),
        starts=date(2026, 1, 1),
        last_day=today() + timedelta(days=30),
    )
    with scope(town.home.district):
        before = Enterprise.objects.get(id=town.home.enterprise.id).index_version
        posted = post_listing(by=town.home.as_liaison, kind=ListingKind.OFFER, terms=terms)
        listing = Listing.objects.get(id=posted)
        assert (listing.title, listing.enterprise_id, listing.owner_id) == (
            "路演厅",
            town.home.enterprise.id,
            town.home.enterprise.id,
        )
        assert listing.last_day == terms.last_day and listing.version == 1
        assert sorted(tag.folded for tag in listing.tags.all()) == ["wifi", "路演"]
        act = Act.objects.get(verb="listing.post")
        assert (act.account_id, act.principal_id, act.mandate_id) == (
            town.insider.id,
            town.home.enterprise.id,
            town.home.mandate.id,
        )
        assert Enterprise.objects.get(id=town.home.enterprise.id).index_version == before + 1
        assert str(town.home.enterprise.id) in act.touched["enterprise"]


def test_the_same_word_stays_one_tag(town: Town) -> None:
    with scope(town.home.district):
        a_listing(town.home.as_liaison, tags=("會議",))
        a_listing(town.home.as_liaison, tags=("会议", "投影"))
        assert sorted(Tag.objects.values_list("label", flat=True)) == ["投影", "會議"]


def test_changing_some_terms_leaves_the_others(town: Town) -> None:
    friend = UUID(int=0)
    with scope(town.home.district):
        friend = an_enterprise("友邻公司").id
        listing = a_listing(
            town.home.as_liaison, description="带投影", tags=("甲", "乙"), **for_named(friend)
        )
        update_listing(
            by=town.home.as_liaison,
            listing_id=listing.id,
            changes={"title": "大会议室", "tags": ("乙", "丙")},
        )
        listing = Listing.objects.get(id=listing.id)
        assert (listing.title, listing.description, listing.version) == ("大会议室", "带投影", 2)
        assert sorted(tag.label for tag in listing.tags.all()) == ["丙", "乙"]
        assert ListingAudience.objects.get().principal_id == friend
        public = {"audience": Audience.PUBLIC, "named": frozenset()}
        update_listing(by=town.home.as_liaison, listing_id=listing.id, changes=public)
        assert not ListingAudience.objects.exists()


def test_who_saw_an_older_version_is_told_the_present_one(town: Town) -> None:
    with scope(town.home.district):
        listing = a_listing(town.home.as_liaison)
        update_listing(
            by=town.home.as_liaison, listing_id=listing.id, changes={"title": "新"}, expected_version=1
        )
        for late in (
            lambda: update_listing(
                by=town.home.as_liaison, listing_id=listing.id, changes={"title": "旧"}, expected_version=1
            ),
            lambda: close_listing(by=town.home.as_liaison, listing_id=listing.id, expected_version=1),
        ):
            with pytest.raises(Refusal, match="VERSION_CHANGED") as refused:
                late()
            assert "2" in str(refused.value.message)
        assert Listing.objects.get().title == "新"


def test_closed_stays_closed(town: Town) -> None:
    with scope(town.home.district):
        listing = a_listing(town.home.as_liaison)
        close_listing(by=town.home.as_liaison, listing_id=listing.id)
        for again in (close_listing, lambda **named: update_listing(changes={"title": "又来"}, **named)):
            with pytest.raises(Refusal, match="ALREADY_CLOSED"):
                again(by=town.home.as_liaison, listing_id=listing.id)
        assert Listing.objects.get().state == "CLOSED"


def test_the_secretariat_takes_down_what_it_may_not_write(town: Town) -> None:
    with scope(town.home.district):
        listing = a_listing(town.home.as_liaison)
        with pytest.raises(Refusal, match="FORBIDDEN"):
            update_listing(by=town.home.as_secretary, listing_id=listing.id, changes={"title": "别人的话"})
        close_listing(by=town.home.as_secretary, listing_id=listing.id)
        assert Listing.objects.get().state == "CLOSED"


def test_posting_can_be_taken_back(town: Town) -> None:
    with scope(town.home.district):
        a_listing(town.home.as_liaison, tags=("路演",))
        undo(act_id=Act.objects.get(verb="listing.post").id, by=town.home.as_liaison)
        assert not Listing.objects.exists() and not ListingTag.objects.exists()


def test_a_post_of_so_many_can_be_taken_back_too(town: Town) -> None:
    with scope(town.home.district):
        a_listing(town.home.as_liaison, quantity=Decimal("2.5"))
        undo(act_id=Act.objects.get(verb="listing.post").id, by=town.home.as_liaison)
        assert not Listing.objects.exists()


def test_a_change_taken_back_is_a_change_too(town: Town) -> None:
    mine: dict[str, Any] = {"by": town.home.as_liaison}
    with scope(town.home.district):
        listing = a_listing(town.home.as_liaison)
        update_listing(**mine, listing_id=listing.id, changes={"title": "新"}, expected_version=1)
        undo(act_id=Act.objects.get(verb="listing.update").id, **mine)
        assert Listing.objects.get().title == "会议室"
        with pytest.raises(Refusal, match="VERSION_CHANGED"):
            update_listing(**mine, listing_id=listing.id, changes={"title": "旧页"}, expected_version=2)


def author(side: Side, who: str) -> Author:
    if who == "another enterprise's liaison":
        other = an_enterprise("另一家公司")
        return author_of(a_mandate(an_account("other-liaison"), other.id))
    return {"the office": side.as_manager, "the secretariat": side.as_secretary}[who]


@pytest.mark.parametrize("who", ["another enterprise's liaison", "the office"])
def test_whoever_may_not_change_leaves_nothing_behind(town: Town, who: str) -> None:
    with scope(town.home.district):
        by = author(town.home, who)
        listing = a_listing(town.home.as_liaison)
        before = written()
        with pytest.raises(Refusal, match="FORBIDDEN"):
            update_listing(by=by, listing_id=listing.id, changes={"title": "抢来的", "tags": ("新词",)})
        with pytest.raises(Refusal, match="FORBIDDEN"):
            close_listing(by=by, listing_id=listing.id)
        assert written() == before and Listing.objects.get().title == "会议室"


@pytest.mark.parametrize("who", ["the office", "the secretariat"])
def test_offices_post_as_themselves(town: Town, who: str) -> None:
    with scope(town.home.district):
        by = author(town.home, who)
        listing = a_listing(by, "一楼大厅")
        assert (listing.owner_id, listing.enterprise_id) == (by.principal_id, None)


def test_the_sub_district_reads_and_posts_nothing(town: Town) -> None:
    with scope(town.home.district):
        above = Principal.objects.create(kind="SUB_DISTRICT", name="街道办事处")
        by = author_of(a_mandate(an_account("above"), above.id, "SUB_DISTRICT"))
        before = written()
        with pytest.raises(Refusal, match="FORBIDDEN"):
            post_listing(by=by, kind=ListingKind.OFFER, terms=Terms(title="代发", tags=("新词",)))
        assert written() == before


def test_a_neighbours_listing_answers_like_one_that_never_was(town: Town) -> None:
    with scope(town.home.district):
        listing = a_listing(town.home.as_liaison)
    with scope(town.next_door.district):
        answers = []
        for guessed in (listing.id, uuid4()):
            with pytest.raises(Refusal) as refused:
                close_listing(by=town.next_door.as_liaison, listing_id=guessed)
            answers.append((refused.value.code, str(refused.value.message), refused.value.path))
        assert answers[0] == answers[1] and answers[0][0] == "NOT_FOUND"


def test_a_neighbours_enterprise_cannot_be_named(town: Town) -> None:
    with scope(town.home.district):
        before = written()
        for guessed in (town.next_door.enterprise.id, uuid4(), town.home.office.id):
            with pytest.raises(Refusal, match="NOT_FOUND"):
                a_listing(town.home.as_liaison, **for_named(guessed))
        assert written() == before


def test_a_listing_that_was_closed_is_not_changed_by_taking_back_an_older_change(town: Town) -> None:
    home = town.home
    with scope(home.district):
        listing = a_listing(home.as_liaison, "不雅的标题")
        update_listing(by=home.as_liaison, listing_id=listing.id, changes={"title": "好标题"})
        close_listing(by=home.as_secretary, listing_id=listing.id)
        correction = Act.objects.get(verb="listing.update")
        with pytest.raises(Refusal, match="BUILT_ON"):
            undo(by=home.as_liaison, act_id=correction.id)
        assert Listing.objects.get(id=listing.id).title == "好标题"
