from collections.abc import Iterable

from deploy.sample.plan import ContactPlan, DistrictPlan, EnterprisePlan
from tenants.acts.recording import Record
from tenants.models import (
    BusinessFormat,
    Contact,
    Enterprise,
    EnterpriseTag,
    FormerName,
    FormerSlug,
    Industry,
    Person,
    Principal,
    PrincipalKind,
    Tag,
)
from tenants.reading.folding import fold
from tenants.reading.sort_keys import initial, slug, sort_key

Enterprises = dict[int, Enterprise]  # id() of the plan → its row
Tags = dict[str, Tag]  # folded label → row


def write_tags(record: Record, labels: Iterable[str]) -> Tags:
    tags = {fold(label): Tag(label=label, folded=fold(label)) for label in sorted(set(labels))}
    record.create_many(list(tags.values()))
    return tags


def write_enterprises(record: Record, plan: DistrictPlan, tags: Tags) -> Enterprises:
    """The enterprises with their principals, tags, former names and contacts."""
    slugs: set[str] = set()
    rows: Enterprises = {}
    # Head offices first: a branch names its own.
    for enterprise in sorted(plan.enterprises, key=lambda one: one.head_office is not None):
        rows[id(enterprise)] = _row(enterprise, slugs, rows)
    _classify(plan, rows)
    record.create_many([Principal(id=row.id, kind=PrincipalKind.ENTERPRISE) for row in rows.values()])
    record.create_many(list(rows.values()))
    record.create_many(
        [
            EnterpriseTag(enterprise=rows[id(one)], tag=tags[fold(tag)])
            for one in plan.enterprises
            for tag in one.tags
        ]
    )
    former = [(rows[id(one)], *was) for one in plan.enterprises for was in one.former_names]
    record.create_many([FormerName(enterprise=row, name=name, until=until) for row, name, until in former])
    record.create_many(
        [FormerSlug(enterprise=row, slug=unused(slug(name), slugs)) for row, name, _ in former]
    )
    _contacts(record, plan, rows)
    return rows


def person(contact: ContactPlan) -> Person:
    return Person(name=contact.name, phone=contact.phone)


def _row(plan: EnterprisePlan, slugs: set[str], rows: Enterprises) -> Enterprise:
    return Enterprise(
        name=plan.name,
        slug=unused(slug(plan.name), slugs),
        shop_sign=plan.shop_sign,
        uscc=plan.uscc,
        kind=plan.kind,
        sector=plan.sector,
        head_office=rows[id(plan.head_office)] if plan.head_office else None,
        description=plan.description,
        website=plan.website,
        public_phone=plan.public_phone,
        sort_key=sort_key(plan.name),
        initial=initial(plan.name),
    )


def _classify(plan: DistrictPlan, rows: Enterprises) -> None:
    industries = {industry.code: industry for industry in Industry.objects.all()}
    formats = {one.name: one for one in BusinessFormat.objects.all()}
    for enterprise in plan.enterprises:
        row = rows[id(enterprise)]
        row.industry = industries[enterprise.industry] if enterprise.industry else None
        row.format = formats[enterprise.format] if enterprise.format else None


def _contacts(record: Record, plan: DistrictPlan, rows: Enterprises) -> None:
    pairs = [
        (rows[id(one)], contact, person(contact)) for one in plan.enterprises for contact in one.contacts
    ]
    record.create_many([known for _row, _contact, known in pairs])
    record.create_many(
        [Contact(enterprise=row, person=known, role=contact.role) for row, contact, known in pairs]
    )


def unused(wanted: str, slugs: set[str]) -> str:
    """The slug, or with a number behind it; kept in `slugs`."""
    number, free = 1, wanted
    while free in slugs:
        number += 1
        free = f"{wanted}-{number}"
    slugs.add(free)
    return free
