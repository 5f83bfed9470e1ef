"""What two liaisons of one company do at the same moment, over two real connections."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection

from alliance.resources.actions import close_listing, post_listing, update_listing
from alliance.resources.models import Listing, ListingKind
from alliance.resources.rules import Terms
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, IdempotencyKey, Tag
from tests.factories.ground import a_mandate, an_account, an_enterprise, author_of
from tests.factories.listings import a_listing
from tests.factories.town import Town


def together(town: Town, *tasks: Callable[[], Any]) -> list[Any]:
    """Run the tasks at once, each on a connection of its own; their answers, refusals included."""
    start = threading.Barrier(len(tasks))
    answers: list[Any] = [None] * len(tasks)

    def run(place: int, task: Callable[[], Any]) -> None:
        try:
            start.wait()
            with scope(town.home.district):
                answers[place] = task()
        except Refusal as refused:
            answers[place] = refused.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return answers


def post(town: Town, title: str = "路演厅", key: str = "k1", **terms: Any) -> Any:
    terms_ = Terms(title=title, tags=("路演", "投影"), **terms)
    return post_listing(by=town.home.as_liaison, kind=ListingKind.OFFER, terms=terms_, idempotency_key=key)


def test_two_retries_at_once_post_one_listing(town: Town) -> None:
    for round in range(5):
        key = f"key-{round}"
        retry = partial(post, town, key=key)
        first, second = together(town, retry, retry)
        assert first == second and first is not None
    with scope(town.home.district):
        assert Listing.objects.count() == Act.objects.filter(verb="listing.post").count() == 5
        assert IdempotencyKey.objects.count() == 5
        assert Tag.objects.count() == 2


def test_a_key_is_for_one_question(town: Town) -> None:
    with scope(town.home.district):
        post(town)
        with pytest.raises(Refusal, match="IDEMPOTENCY_KEY_REUSED"):
            post(town, title="另一个")
        with pytest.raises(Refusal, match="IDEMPOTENCY_KEY_REUSED"):
            post(town, description="另一句")
        assert Listing.objects.count() == 1


def test_a_key_is_ones_own(town: Town) -> None:
    with scope(town.home.district):
        other = author_of(a_mandate(an_account("second-liaison"), an_enterprise("另一家公司").id))
        mine = post(town)
        terms = Terms(title="路演厅", tags=("路演", "投影"))
        theirs = post_listing(by=other, kind=ListingKind.OFFER, terms=terms, idempotency_key="k1")
        assert mine != theirs and Listing.objects.count() == 2


def test_what_was_refused_may_be_tried_again_under_the_same_key(town: Town) -> None:
    with scope(town.home.district):
        with pytest.raises(Refusal):
            post(town, title=" ")
        with pytest.raises(Refusal, match="IN_THE_PAST"):
            from datetime import date

            post(town, last_day=date(2020, 1, 1))
        assert post(town) == post(town)


def test_closing_twice_with_one_key_is_closing_once(town: Town) -> None:
    with scope(town.home.district):
        listing = a_listing(town.home.as_liaison)
        for _again in range(2):
            close_listing(by=town.home.as_liaison, listing_id=listing.id, idempotency_key="c")
        assert Listing.objects.get().version == 2


def test_of_two_changes_to_one_version_exactly_one_wins(town: Town) -> None:
    with scope(town.home.district):
        listing = a_listing(town.home.as_liaison)

    def change(title: str) -> Any:
        return update_listing(
            by=town.home.as_liaison, listing_id=listing.id, changes={"title": title}, expected_version=1
        )

    answers = together(town, lambda: change("甲"), lambda: change("乙"))
    assert sorted(map(str, answers)) == sorted([str(listing.id), "VERSION_CHANGED"])
    with scope(town.home.district):
        assert Listing.objects.get().version == 2


def test_two_who_coin_the_same_words_at_once_both_post(town: Town) -> None:
    together(town, lambda: post(town, key="a"), lambda: post(town, key="b"))
    with scope(town.home.district):
        assert Listing.objects.count() == 2 and Tag.objects.count() == 2
