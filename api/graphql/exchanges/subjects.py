"""The listings that a match or an exchange is about, for whoever sees it."""

from typing import Any
from uuid import UUID

from alliance.matching.models import Exchange, Match
from alliance.resources.models import Listing
from alliance.resources.selectors import visible
from api.graphql.peers import by_id, load
from tenants.readers import Reader

IN_DISPUTE = ("DISPUTED", "SETTLED")


def subject(row: Any, name: str, reader: Reader) -> Listing | None:
    """The `offer` or `want` of a match or exchange, or None.

    The two sides know what they speak of, whoever else may see it; so does the secretariat once it is to
    settle. Until then it sees what it may see on the lists.
    """

    def read(rows: list[Any]) -> dict[UUID, Any]:
        keys = {one.pk: key for one in rows if (key := _key(one, name))}
        open_to = {one.pk for one in rows if _takes_part(one, reader)}
        known = by_id(Listing.objects.all(), {keys[pk] for pk in keys.keys() & open_to})
        others = by_id(visible(reader), {keys[pk] for pk in keys.keys() - open_to})
        return {pk: (known if pk in open_to else others).get(key) for pk, key in keys.items()}

    return load(row, ("subject", name), read)


def _takes_part(row: Match | Exchange, reader: Reader) -> bool:
    return not reader.principals.isdisjoint({row.giver_id, row.taker_id}) or row.state in IN_DISPUTE


def _key(row: Match | Exchange, name: str) -> UUID | None:
    if name == "offer":
        return row.offer_id
    return row.want_id if isinstance(row, Match) else row.match.want_id
