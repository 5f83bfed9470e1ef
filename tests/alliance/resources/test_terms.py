"""On what terms something is listed: category, place, time windows, files, drafts, who may see it."""

from datetime import time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from alliance.resources.actions import close_listing, publish_listing, terms_of, update_listing
from alliance.resources.models import Listing, ListingFile, ListingWindow, PartClaim, ProjectPart
from alliance.resources.rules import PartTerms, WindowTerms
from alliance.resources.selectors import Criteria, matching, visible
from tenants.acts.undo import undo
from tenants.calendar import today
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, Enterprise, OutboxEvent
from tenants.readers import ANYBODY, reader_of
from tests.factories.listings import a_listing
from tests.factories.papers import a_file
from tests.factories.projects import a_project, the_part
from tests.factories.town import Town

EVENINGS = WindowTerms(weekdays=frozenset(range(5)), opens=time(18), closes=time(21))
SATURDAY = WindowTerms(weekdays=frozenset({5}), opens=time(9), closes=time(12))


def test_a_room_says_where_when_and_on_what_terms(town: Town) -> None:
    home = town.home
    with scope(home.district):
        file = a_file(home.as_liaison)
        said: dict[str, Any] = {
            "category": "ROOM",
            "unit": home.empty_unit.id,
            "sharing_terms": "用后归位",
            "windows": (EVENINGS, SATURDAY),
            "files": (file.id,),
        }
        listing = a_listing(home.as_liaison, "培训教室", **said)
        told = terms_of(listing)
        assert {name: getattr(told, name) for name in said} == said
        seen = visible(ANYBODY)
        assert seen.filter(matching(Criteria(categories=["ROOM"]))).get() == listing
        assert not seen.filter(matching(Criteria(categories=["SKILL"]))).exists()


def test_a_change_says_what_changes_and_leaves_the_rest(town: Town) -> None:
    home = town.home
    with scope(home.district):
        one, other = a_file(home.as_liaison, "一.pdf"), a_file(home.as_liaison, "二.pdf")
        listing = a_listing(home.as_liaison, unit=home.unit.id, windows=(EVENINGS,), files=(one.id, other.id))

        def change(**changes: Any) -> Any:
            update_listing(by=home.as_liaison, listing_id=listing.id, changes=changes)
            return terms_of(Listing.objects.get(id=listing.id))

        kept = ListingWindow.objects.get().id
        told = change(windows=(SATURDAY, EVENINGS), files=(other.id, one.id))
        assert set(told.windows) == {EVENINGS, SATURDAY} and ListingWindow.objects.filter(id=kept).exists()
        assert told.files == (other.id, one.id) and told.unit == home.unit.id
        # Whoever describes a place need not take the unit back, and the other way round.
        told = change(place="南口岗亭旁")
        assert (told.unit, told.place) == (None, "南口岗亭旁") and set(told.windows) == {EVENINGS, SATURDAY}
        told = change(unit=home.empty_unit.id, windows=(), files=())
        assert (told.unit, told.place, told.windows, told.files) == (home.empty_unit.id, "", (), ())
        # In a list that is changed back, everything is again as it was.
        undo(act_id=Act.objects.filter(verb="listing.update").latest("at").id, by=home.as_liaison)
        told = terms_of(Listing.objects.get(id=listing.id))
        assert (told.place, told.files) == ("南口岗亭旁", (other.id, one.id))


def test_posting_with_all_of_it_can_be_taken_back(town: Town) -> None:
    home = town.home
    with scope(home.district):
        file = a_file(home.as_liaison)
        a_project(
            home.as_liaison, ("志愿者", 3), windows=(EVENINGS,), files=(file.id,), quantity=Decimal("2.5")
        )
        undo(act_id=Act.objects.get(verb="listing.post").id, by=home.as_liaison)
        left: list[Any] = [Listing, ProjectPart, ListingWindow, ListingFile]
        assert not any(model.objects.exists() for model in left)


def test_a_unit_of_next_door_cannot_be_named(town: Town) -> None:
    with scope(town.home.district):
        for guessed in (town.next_door.unit.id, uuid4()):
            with pytest.raises(Refusal) as refused:
                a_listing(town.home.as_liaison, unit=guessed)
            assert (refused.value.code, refused.value.path) == ("NOT_FOUND", ("unit",))
        assert not Listing.objects.exists()


def test_an_office_can_be_named(town: Town) -> None:
    home = town.home
    with scope(home.district):
        said: dict[str, Any] = {"audience": "NAMED", "principals": frozenset({home.office.id})}
        listing = a_listing(home.as_liaison, **said)
        assert visible(reader_of(home.manager)).get() == listing
        assert not visible(reader_of(home.secretary)).exists()
        assert terms_of(listing).principals == {home.office.id} and terms_of(listing).named == frozenset()
        for guessed in (town.next_door.office.id, uuid4()):
            with pytest.raises(Refusal) as refused:
                a_listing(home.as_liaison, audience="NAMED", principals=frozenset({guessed}))
            assert refused.value.path == ("audience", "principals")


def test_a_draft_is_its_owners_until_it_is_published(town: Town, time_machine: Any) -> None:
    home = town.home
    mine: dict[str, Any] = {"by": home.as_liaison}
    with scope(home.district):
        draft = a_project(home.as_liaison, title="还没想好", is_draft=True)
        assert not visible(ANYBODY).exists() and not visible(reader_of(home.manager)).exists()
        assert visible(reader_of(home.liaison)).get() == draft
        assert Act.objects.get(verb="listing.post").summary != "还没想好"
        before = Enterprise.objects.get(id=home.enterprise.id).index_version
        update_listing(**mine, listing_id=draft.id, changes={"title": "想好了"})
        assert Enterprise.objects.get(id=home.enterprise.id).index_version == before
    time_machine.move_to(timezone.now() + timedelta(days=3))
    with scope(home.district):
        a_listing(home.as_liaison, "昨天的")
        publish_listing(**mine, listing_id=draft.id, expected_version=2)
        newest = visible(ANYBODY).order_by("-created_at").values_list("title", flat=True)
        assert list(newest) == ["想好了", "昨天的"]
        assert Enterprise.objects.get(id=home.enterprise.id).index_version > before
        with pytest.raises(Refusal, match="ALREADY_PUBLISHED"):
            publish_listing(**mine, listing_id=draft.id)
        undo(act_id=Act.objects.get(verb="listing.publish").id, **mine)
        assert list(visible(ANYBODY).values_list("title", flat=True)) == ["昨天的"]


def test_a_draft_is_published_by_its_owner_when_it_could_be_posted(town: Town) -> None:
    home = town.home
    with scope(home.district):
        draft = a_listing(home.as_liaison, kind="PROJECT", is_draft=True)
        with pytest.raises(Refusal) as refused:
            publish_listing(by=home.as_liaison, listing_id=draft.id)
        assert (refused.value.code, refused.value.path) == ("REQUIRED", ("parts",))
        with pytest.raises(Refusal, match="NOT_FOUND"):  # even the secretariat knows nothing of it
            publish_listing(by=home.as_secretary, listing_id=draft.id)
        assert Listing.objects.get().is_draft


def test_a_quantity_does_not_fall_below_what_is_promised(town: Town) -> None:
    with scope(town.home.district):
        listing = a_listing(town.home.as_liaison, quantity=Decimal(5))
        Listing.objects.filter(id=listing.id).update(taken=3)
        with pytest.raises(Refusal) as refused:
            update_listing(by=town.home.as_liaison, listing_id=listing.id, changes={"quantity": Decimal(2)})
        assert (refused.value.code, refused.value.path) == ("BELOW_TAKEN", ("quantity",))


def test_closing_can_be_taken_back(town: Town) -> None:
    home = town.home
    with scope(home.district):
        listing = a_listing(home.as_liaison, quantity=Decimal("1.5"))
        close_listing(by=home.as_liaison, listing_id=listing.id)
        undo(act_id=Act.objects.get(verb="listing.close").id, by=home.as_liaison)
        assert Listing.objects.get().state == "OPEN"
        assert OutboxEvent.objects.filter(topic="listing", aggregate=listing.id).count() >= 3


def refused_by_the_database(town: Town, make: Any) -> str:
    with scope(town.home.district), pytest.raises(DatabaseError) as refused, transaction.atomic():
        make()
    return str(refused.value)


def test_the_database_keeps_the_rules(town: Town) -> None:
    home = town.home
    with scope(home.district):
        listing, part = a_listing(home.as_liaison), the_part(a_project(home.as_liaison))

    def window(**said: Any) -> Any:
        valid = {"listing": listing, "weekdays": 1, "opens": time(9), "closes": time(10)}
        return lambda: ListingWindow.objects.create(**(valid | said))

    def divided(**said: Any) -> Any:
        valid = {"listing": listing, "ordinal": 0, "title": "甲"}
        return lambda: ProjectPart.objects.create(**(valid | said))

    def claimed(**said: Any) -> Any:
        valid = {"part": part, "principal": home.office, "quantity": 1}
        return lambda: PartClaim.objects.create(**(valid | said))

    for make, name in (
        (window(closes=time(9)), "listingwindow_lasts"),
        (window(weekdays=0), "listingwindow_weekdays"),
        (window(weekdays=128), "listingwindow_weekdays"),
        (divided(title=" "), "projectpart_titled"),
        (divided(quantity=0), "projectpart_quantity_positive"),
        (divided(taken=2), "projectpart_taken_within"),
        (claimed(quantity=0), "partclaim_quantity_positive"),
        (claimed(state="STOLEN"), "partclaim_state"),
        (claimed(quantity=11), "projectpart_taken_within"),
    ):
        assert name in refused_by_the_database(town, make)
    with pytest.raises(IntegrityError, match="partclaim_principal_fk"), scope(home.district):
        claimed(principal=town.next_door.office)()
    with pytest.raises(IntegrityError, match="projectpart_in_order"), scope(home.district):
        divided()(), divided()()


def test_the_part_of_a_listing_of_next_door_is_not_there(town: Town) -> None:
    home = town.home
    with scope(home.district):
        part = the_part(a_project(home.as_liaison))
        other = a_project(home.as_liaison)
        with pytest.raises(Refusal) as refused:
            parts = (PartTerms(id=part.id, title="别的项目的"),)
            update_listing(by=home.as_liaison, listing_id=other.id, changes={"parts": parts})
        assert (refused.value.code, refused.value.path) == ("NOT_FOUND", ("parts", "0", "id"))
        assert today() and ProjectPart.objects.count() == 2
