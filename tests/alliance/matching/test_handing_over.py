"""When the person goes, the act stays: what waits for a principal is found."""

from alliance.matching.actions import accept, decline
from alliance.notices.actions.handing_over import hand_over
from alliance.notices.models import Notice
from alliance.notices.pending import pending_for
from tenants.actions.mandates import revoke
from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tests.factories.exchanges import Two, a_match, an_exchange, an_offer
from tests.factories.ground import a_mandate, an_account, author_of


def waiting(two: Two, who: str) -> set[tuple[str, object]]:
    principal = getattr(two, who).enterprise.id
    return {(type_, id_) for _kind, (type_, id_, _params) in pending_for(principal) if type_ in KINDS}


KINDS = ("Match", "Exchange")


def test_proposals_to_answer_and_exchanges_under_way_wait(two: Two) -> None:
    with scope(two.town.home.district):
        asked, refused = a_match(two, an_offer(two)), a_match(two, an_offer(two))
        decline(by=two.giver.author, match_id=refused.id)
        agreed = an_exchange(two, "AGREED")
        disputed = an_exchange(two, "DISPUTED")
        for state in ("CONFIRMED", "SETTLED", "CANCELLED"):
            an_exchange(two, state)
        under_way = {("Exchange", agreed.id), ("Exchange", disputed.id)}
        assert waiting(two, "giver") == {("Match", asked.id)} | under_way
        assert waiting(two, "taker") == under_way and waiting(two, "third") == set()


def test_a_successor_is_told_and_goes_on(two: Two) -> None:
    home = two.town.home
    with scope(home.district):
        match = a_match(two)
        successor = a_mandate(an_account("successor"), two.giver.enterprise.id)
        revoke(by=OPERATOR, mandate_id=home.mandate.id)
        assert hand_over(home.mandate.id) >= 1
        told = Notice.objects.get(kind="handover.matches")
        assert (told.about_type, told.about_id) == ("Match", match.id)
        assert told.receipts.get().account == successor.account
        accept(by=author_of(successor), match_id=match.id)
