"""Whose last mandate has ended leaves nothing to nobody: the secretariat sees to what is pending, by name."""

from typing import Any

import pytest

from alliance.matching.models import Match
from api.graphql.ids import encode
from tenants.actions.mandates import revoke
from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.models import Act, OutboxEvent
from tests.api.graphql.conftest import Asker
from tests.factories.exchanges import Two, a_match
from tests.factories.ground import an_enterprise

DECLINE = """
mutation($input: MatchInput!) { declineMatch(input: $input) { match { state } errors { path code } } }
"""


def asked(two: Two, match: Match, **more: Any) -> dict[str, Any]:
    home = two.town.home
    return {
        "actingAs": encode("Mandate", home.secretary_mandate.id),
        "onBehalfOf": encode("Principal", two.giver.enterprise.id),
        "id": encode("Match", match.id),
    } | more


@pytest.fixture
def waiting(two: Two) -> Match:
    with scope(two.town.home.district):
        return a_match(two)


def leave(two: Two) -> None:
    """Nobody acts for the giver any more."""
    with scope(two.town.home.district):
        revoke(by=OPERATOR, mandate_id=two.giver.mandate.id)


def test_the_secretariat_answers_for_whoever_is_left_without_anybody(two: Two, waiting: Match) -> None:
    home = two.town.home
    leave(two)
    secretary = Asker(home.district, home.secretary)
    assert secretary.data(DECLINE, input=asked(two, waiting))["declineMatch"] == {
        "match": {"state": "DECLINED"},
        "errors": [],
    }
    with scope(home.district):
        act = Act.objects.filter(verb__startswith="match.").latest("at")
        assert (act.principal_id, act.account_id, act.mandate_id) == (
            two.giver.enterprise.id,
            home.secretary.id,
            home.secretary_mandate.id,
        )


def test_not_while_somebody_acts_and_nobody_else_does_so(two: Two, waiting: Match) -> None:
    home, door = two.town.home, two.town.next_door
    with scope(home.district):
        written = (Act.objects.count(), OutboxEvent.objects.count())
    early = Asker(home.district, home.secretary).data(DECLINE, input=asked(two, waiting))["declineMatch"]
    assert early["errors"] == [{"path": ["onBehalfOf"], "code": "FORBIDDEN"}]
    with scope(home.district):
        assert (Act.objects.count(), OutboxEvent.objects.count()) == written
    leave(two)
    manager = asked(two, waiting, actingAs=encode("Mandate", home.manager_mandate.id))
    taker = asked(two, waiting, actingAs=encode("Mandate", two.taker.mandate.id))
    for account, given in ((home.manager, manager), (two.taker.account, taker)):
        refused = Asker(home.district, account).data(DECLINE, input=given)["declineMatch"]
        assert [error["code"] for error in refused["errors"]] == ["FORBIDDEN"]
    with scope(home.district):
        never = asked(two, waiting, onBehalfOf=encode("Enterprise", an_enterprise("从未有人").id))
    foreign = asked(two, waiting, onBehalfOf=encode("Principal", door.enterprise.id))
    for given, code in ((never, "FORBIDDEN"), (foreign, "NOT_FOUND")):
        refused = Asker(home.district, home.secretary).data(DECLINE, input=given)["declineMatch"]
        assert refused["errors"] == [{"path": ["onBehalfOf"], "code": code}]
    with scope(home.district):
        assert Match.objects.get(id=waiting.id).state == "PROPOSED"
