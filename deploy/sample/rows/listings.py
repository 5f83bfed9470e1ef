from datetime import timedelta

from django.utils import timezone

from alliance.resources.models import Listing, ListingAudience, ListingTag, ListingWindow
from alliance.resources.rules import weekdays_of
from deploy.sample.plan import DistrictPlan, ListingPlan
from deploy.sample.rows.enterprises import Enterprises, Tags
from tenants.acts.recording import Record
from tenants.reading.folding import fold


def write_listings(record: Record, plan: DistrictPlan, enterprises: Enterprises, tags: Tags) -> None:
    """Offers and wants, posted over the last two months.

    Not through `post_listing`, which posts as of now: a list on which everything came at once shows nothing.
    """
    rows = [(one, _row(one, enterprises)) for one in plan.listings]
    record.create_many([row for _, row in rows])
    record.create_many(
        [ListingTag(listing=row, tag=tags[fold(tag)]) for one, row in rows for tag in one.tags]
    )
    record.create_many(
        [
            ListingWindow(
                listing=row, weekdays=weekdays_of(window.weekdays), opens=window.opens, closes=window.closes
            )
            for one, row in rows
            for window in one.windows
        ]
    )
    record.create_many(
        [
            ListingAudience(listing=row, principal_id=enterprises[id(named)].id)
            for one, row in rows
            for named in one.named
        ]
    )
    record.emit("listing", *(row.id for _, row in rows))


def _row(plan: ListingPlan, enterprises: Enterprises) -> Listing:
    owner = enterprises[id(plan.enterprise)]
    return Listing(
        kind=plan.kind,
        title=plan.title,
        description=plan.description,
        quantity=plan.quantity,
        measure=plan.measure,
        price=plan.price,
        category=plan.category,
        place=plan.place,
        sharing_terms=plan.sharing_terms,
        owner_id=owner.id,
        enterprise=owner,
        starts=plan.starts,
        ends=plan.ends,
        state=plan.state,
        audience=plan.audience,
        created_at=timezone.now() - timedelta(days=plan.days_ago, minutes=plan.days_ago * 7),
    )
