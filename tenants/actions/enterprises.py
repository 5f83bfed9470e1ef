"""Enterprises come to be known, change their name, and keep their page right."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID
from zlib import crc32

from django.db import connection
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.acts.recording import Record, act
from tenants.calendar import today
from tenants.errors import NotFound, Refusal
from tenants.isolation.scope import current_district_id
from tenants.models import Enterprise, EnterpriseKind, FormerName, FormerSlug, Principal, PrincipalKind
from tenants.permissions import require
from tenants.reading.local_readings import Readings
from tenants.reading.sort_keys import initial, slug, sort_key
from tenants.rules.versions import check_version
from tenants.rules.visible import shows
from tenants.rules.web_addresses import is_web_address
from tenants.selectors.answering import answerable_for
from tenants.selectors.readings import held_readings

PAGE_FIELDS = frozenset(
    {"shop_sign", "description", "website", "logo_url", "public_phone", "industry", "format"}
)
SLUG_PIECES = 64


def register(
    *, by: Author, name: str, uscc: str | None = None, kind: str = EnterpriseKind.COMPANY, **page: Any
) -> Enterprise:
    """An enterprise becomes known. Raises `NAME_MISSING`, `USCC_CHECK_DIGIT`, `ALREADY_REGISTERED`."""
    require(by, "register", "enterprise")
    with act("enterprise.register", by=by, summary=name) as record:
        return add_enterprises(record, [new_enterprise(name=name, uscc=uscc, kind=kind, **page)])[0]


def new_enterprise(
    *,
    name: str,
    uscc: str | None = None,
    kind: str = EnterpriseKind.COMPANY,
    readings: Readings | None = None,
    **page: Any,
) -> Enterprise:
    """An enterprise not yet written, with what follows from its name. Raises Refusal `NAME_MISSING`.

    Whoever makes many gives them the `readings`, held.
    """
    name = _shown(name)
    keys = named(name, readings or held_readings())
    return Enterprise(name=name, uscc=uscc or None, kind=kind, **keys, slug=slug(name), **page)


def add_enterprises(record: Record, enterprises: list[Enterprise]) -> list[Enterprise]:
    """Write new enterprises with their principals; slugs that are taken get a number."""
    give_slugs(enterprises)
    record.create_rows(Principal, [{"id": one.id, "kind": PrincipalKind.ENTERPRISE} for one in enterprises])
    record.create_many(enterprises)
    record.touch_enterprises(one.id for one in enterprises)
    return enterprises


def give_slugs(enterprises: Iterable[Enterprise]) -> None:
    """Make each new slug the only one: `hua-long`, `hua-long-2`, … Former slugs stay taken: they answer."""
    wanted = list(enterprises)
    _hold([one.slug for one in wanted])
    taken = _taken_slugs([one.slug for one in wanted])
    for one in wanted:
        base, number = one.slug, 1
        while one.slug in taken:
            number += 1
            one.slug = f"{base}-{number}"
        taken.add(one.slug)


def rename(
    *,
    by: Author,
    enterprise_id: UUID,
    name: str,
    on: date | None = None,
    keep_former: bool = True,
    expected_version: int | None = None,
) -> Enterprise:
    """The enterprise has another name from day `on`; the old one stays findable, its old address answers.

    Raises `VERSION_CHANGED` if somebody else changed the page meanwhile, `IN_THE_FUTURE` for a day to come:
    the name it has is the name it has today.
    """
    enterprise = existing_enterprise(enterprise_id)
    require(by, "change", "enterprise", owner=answerable_for(enterprise.id))
    check_version(enterprise.version, expected_version)
    if on is not None and on > today():
        raise Refusal("IN_THE_FUTURE", _("This day is still to come."), ("on",))
    name = _shown(name)
    with act("enterprise.rename", by=by, summary=f"{enterprise.name} → {name}") as record:
        give_name(record, enterprise, name, on=on, keep_former=keep_former)
    return enterprise


def give_name(
    record: Record,
    enterprise: Enterprise,
    name: str,
    *,
    on: date | None = None,
    keep_former: bool = True,
    readings: Readings | None = None,
) -> None:
    """The step that a renaming is made of: the name, its sort key, its address; the old ones are kept."""
    old = enterprise.name
    if again := FormerName.objects.filter(enterprise=enterprise, name=name).first():
        record.delete(again)  # a name it has is none that it had
    if keep_former and not FormerName.objects.filter(enterprise=enterprise, name=old).exists():
        record.create(FormerName(enterprise=enterprise, name=old, until=on))
    new_slug = slug(name)
    if new_slug != enterprise.slug:
        record.create(FormerSlug(enterprise=enterprise, slug=enterprise.slug))
        if own := FormerSlug.objects.filter(enterprise=enterprise, slug=new_slug).first():
            record.delete(own)  # back to a name it had, and to its address
        else:
            renamed = Enterprise(slug=new_slug)
            give_slugs([renamed])
            new_slug = renamed.slug
    keys = named(name, readings or held_readings())
    record.update(enterprise, name=name, slug=new_slug, version=enterprise.version + 1, **keys)
    record.touch_enterprises([enterprise.id])


def change_page(
    *, by: Author, enterprise_id: UUID, expected_version: int | None = None, **fields: Any
) -> Enterprise:
    """Change what the enterprise's page says. Raises `VERSION_CHANGED` if somebody else did meanwhile."""
    enterprise = existing_enterprise(enterprise_id)
    require(by, "change", "enterprise", owner=answerable_for(enterprise.id))
    if unknown := fields.keys() - PAGE_FIELDS:
        raise TypeError(f"Not on the page of an enterprise: {', '.join(sorted(unknown))}")
    for name, path in (("website", "website"), ("logo_url", "logoUrl")):
        if fields.get(name) and not is_web_address(fields[name]):
            raise Refusal("ADDRESS_INVALID", _("An address begins with https:// or http://."), (path,))
    check_version(enterprise.version, expected_version)
    with act("enterprise.change", by=by, summary=enterprise.name) as record:
        record.update(enterprise, version=enterprise.version + 1, **fields)
        record.touch_enterprises([enterprise.id])
    return enterprise


def existing_enterprise(enterprise_id: UUID) -> Enterprise:
    """The enterprise, locked. Raises NotFound."""
    found = Enterprise.objects.select_for_update().filter(id=enterprise_id).first()
    if found is None:
        raise NotFound(_("There is no such enterprise."))
    return found


def _shown(name: str) -> str:
    name = name.strip()
    if not shows(name):
        raise Refusal("NAME_MISSING", _("An enterprise needs a name."), ("name",))
    return name


def named(name: str, readings: Readings) -> dict[str, str]:
    """Where a name stands in the register: its sort key, and its letter."""
    return {"sort_key": sort_key(name, readings), "initial": initial(name, readings)}


def _hold(slugs: Iterable[str]) -> None:
    """Whoever gives one of these slugs waits for us: of several who take one name at once, each gets an
    address. Held in few pieces, since an import gives thousands; the constraint is the net."""
    pieces = sorted({crc32(slug.encode()) % SLUG_PIECES for slug in slugs})
    keys = [f"slug {current_district_id()} {piece}" for piece in pieces]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest(%s::text[]) AS key", [keys]
        )


def _taken_slugs(wanted: list[str]) -> set[str]:
    """Which of the wanted slugs are taken, and for those what has the same beginning."""
    taken: set[str] = set()
    for model in (Enterprise, FormerSlug):
        taken |= set(model.objects.filter(slug__in=set(wanted)).values_list("slug", flat=True))
    crowded = taken | {slug for slug, times in Counter(wanted).items() if times > 1}
    for base in crowded:
        for model in (Enterprise, FormerSlug):
            taken |= set(model.objects.filter(slug__startswith=f"{base}-").values_list("slug", flat=True))
    return taken
