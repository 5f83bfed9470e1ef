"""The index follows the database: a consumer of the outbox for each subject."""

from uuid import UUID

import structlog

from search.days import CONSUMER, TOPIC
from search.engine import IndexLost, SearchAway
from search.engines import engine
from search.fields import Subject
from search.present import batches, read, write
from search.rebuilding import rebuild
from tenants.acts.outbox import Unavailable, consumer
from tenants.reading.tokens import index_tokens

log = structlog.get_logger()


def prepare() -> None:
    """Have an index before the first event: a fresh instance is searched before anybody writes.

    And have the dictionaries loaded, which takes a second or two: the first write is to be found within one.
    """
    index_tokens("商圈")
    try:
        try:
            engine().check()
        except IndexLost as error:
            log.warning("search index lost", reason=str(error))
            rebuild()
    except SearchAway as error:
        raise Unavailable(str(error)) from error


@consumer(CONSUMER, topics=[TOPIC, f"{TOPIC}.read"], prepare=prepare)
def follow(district_id: UUID, ids: list[UUID]) -> None:
    """Bring the documents of these enterprises to the present. Harmless to repeat. Raises Unavailable when
    the engine cannot be written: the events wait."""
    _follow(Subject.ENTERPRISE, district_id, ids)


@consumer("index-listings", topics=["listing", "listing.read"])
def follow_listings(district_id: UUID, ids: list[UUID]) -> None:
    """The same for listings."""
    _follow(Subject.LISTING, district_id, ids)


def _follow(subject: Subject, district_id: UUID, ids: list[UUID]) -> None:
    """One that cannot be made raises: its event waits, and is tried by itself. A missing index, or one of
    another release, is rebuilt here, with everything."""
    try:
        try:
            with engine().writing() as index:
                for asked in batches(district_id, subject, ids):
                    write(index, read(asked, all_or_none=True))
        except IndexLost as error:
            log.warning("search index lost", reason=str(error))
            rebuild()
    except SearchAway as error:
        raise Unavailable(str(error)) from error
