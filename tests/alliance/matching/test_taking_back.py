"""A step that is taken back: whoever was told of it hears that it holds no longer, once."""

from typing import Any

from alliance.matching.actions import tell_of_what_was_taken_back
from alliance.matching.models import Exchange, Match
from alliance.notices.models import Notice
from tenants.actions.undoing import take_back
from tenants.acts.authors import Author
from tenants.isolation.scope import scope
from tenants.models import Act, OutboxEvent
from tests.factories.exchanges import Two, a_match, an_exchange


def undo(verb: str, by: Author) -> None:
    take_back(by=by, act_id=Act.objects.filter(verb=verb).latest("at").id)


def told() -> list[Any]:
    """To whom, about what; after the relay has done what it does, twice."""
    for _again in range(2):
        events = OutboxEvent.objects.filter(consumer="taken back")
        tell_of_what_was_taken_back(events.values_list("aggregate", flat=True))
    found = Notice.objects.filter(kind="match.taken_back").order_by("at")
    return [(one.targets.get().principal_id, one.about_type, one.about_id) for one in found]


def test_a_proposal_that_is_gone(two: Two) -> None:
    with scope(two.town.home.district):
        match = a_match(two)
        assert told() == []
        undo("match.propose", two.taker.author)
        assert not Match.objects.exists()
        assert told() == [(two.giver.enterprise.id, "Match", match.id)]
        assert Notice.objects.get(kind="match.taken_back").params == {"who": "友邻公司", "what": "路演厅"}


def test_a_yes_that_is_taken_back(two: Two) -> None:
    with scope(two.town.home.district):
        exchange = an_exchange(two)
        undo("match.accept", two.giver.author)
        assert not Exchange.objects.exists() and Match.objects.get().state == "PROPOSED"
        assert told() == [(two.taker.enterprise.id, "Match", exchange.match_id)]


def test_a_cancellation_and_a_delivery_that_are_taken_back(two: Two) -> None:
    with scope(two.town.home.district):
        cancelled, delivered = an_exchange(two, "CANCELLED"), an_exchange(two, "DELIVERED")
        undo("exchange.cancel", two.taker.author)
        assert told() == [(two.giver.enterprise.id, "Exchange", cancelled.id)]
        undo("exchange.deliver", two.giver.author)
        assert told()[1:] == [(two.taker.enterprise.id, "Exchange", delivered.id)]
        assert set(Exchange.objects.values_list("state", flat=True)) == {"AGREED"}
