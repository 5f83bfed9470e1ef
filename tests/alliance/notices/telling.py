"""Telling somebody something, as every area does it: inside an act, of a kind that was registered."""

from typing import Any
from uuid import UUID

from alliance.notices.actions import tell
from alliance.notices.kinds import KINDS, Kind
from alliance.notices.models import Notice
from tenants.acts.authors import OPERATOR
from tenants.acts.outbox import CONSUMERS
from tenants.acts.recording import act
from tenants.acts.relay import relay_batch
from tests.factories.town import Side

HAPPENED, FOR_GROUPS = "tests.happened", "tests.for_groups"
for _kind in (
    Kind(HAPPENED, "It happened: %(title)s", "About %(title)s."),
    Kind(FOR_GROUPS, "大家好：%(title)s", "面向全体：%(title)s。", for_groups=True),
):
    KINDS.setdefault(_kind.name, _kind)


def told(
    side: Side, *, kind: str = HAPPENED, to: UUID | None = None, title: str = "路演厅", **how: Any
) -> Notice:
    """In the open scope: the enterprise's liaison (or whoever acts for `to`) is told of the enterprise."""
    with act("test.tell", by=OPERATOR) as record:
        about = ("Enterprise", side.enterprise.id)
        notice = tell(
            record, kind, about=about, to=[to or side.enterprise.id], params={"title": title}, **how
        )
    assert notice is not None
    return notice


def relayed() -> None:
    """Let the relay hand on what waits for this area's consumers."""
    ours = ("notices", "handover", "addresses")
    others = {name: CONSUMERS.pop(name) for name in list(CONSUMERS) if name not in ours}
    try:
        while relay_batch():
            pass
    finally:
        CONSUMERS.update(others)
