"""Who belongs to the alliance on a day, and so who is in the directory besides those present."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tenants.calendar import today
from tenants.isolation.scope import current_district_id
from tenants.models import Enterprise, Tenancy
from tenants.readers import Reader
from tenants.selectors.occupancy import present_enterprises, tenancies_on

from .models import MemberOffice, MemberOfficeKind, Membership


def _on(day: date) -> Q:
    return Q(starts__lte=day) & (Q(ends=None) | Q(ends__gt=day))


def memberships_on(day: date | None = None) -> QuerySet[Membership]:
    """The memberships that hold on a day (default: today)."""
    return Membership.objects.filter(_on(day or today()), district=current_district_id())


def offices_on(day: date | None = None) -> QuerySet[MemberOffice]:
    """The offices that are held on a day."""
    return MemberOffice.objects.filter(_on(day or today()), district=current_district_id())


def is_member(day: date | None = None) -> Exists:
    """A condition on enterprises: a member on a day."""
    return Exists(memberships_on(day).filter(enterprise=OuterRef("pk")))


def chair_on(day: date | None = None) -> MemberOffice | None:
    """The rotating chair's term of office on a day, with its enterprise."""
    held = offices_on(day).filter(office=MemberOfficeKind.ROTATING_CHAIR)
    return held.select_related("enterprise").first()


def in_directory(day: date | None = None, *, throughout: bool = False) -> Q:
    """A condition on enterprises: present on a day, or a member.

    For a page: one EXISTS over both, asked row by row along the index of the page's order. `throughout`: for
    whoever reads or counts all of it, two of which PostgreSQL makes a hash each: of 60,000 a page takes 3 and
    50 ms, the count 700 and 55.
    """
    if throughout:
        return Q(present_enterprises(day)) | Q(is_member(day))
    present = tenancies_on(day).filter(district=current_district_id())
    return Q(Exists(_of_each(present).union(_of_each(memberships_on(day)), all=True)))


def directory(day: date | None = None, *, throughout: bool = False) -> QuerySet[Enterprise]:
    """The enterprises that the directory lists (domain rule 14): who is present, and who is a member."""
    return Enterprise.objects.filter(in_directory(day, throughout=throughout), district=current_district_id())


def known_to(reader: Reader, day: date | None = None) -> QuerySet[Enterprise]:
    """The enterprises that a reader may learn of: for the public, who is or was present or a member.

    Who is to come is a date, so for mandate holders.
    """
    district = current_district_id()
    known = Enterprise.objects.filter(district=district)
    if reader.may("read", "membership.dates"):
        return known
    until = day or today()
    present = Tenancy.objects.filter(Q(starts=None) | Q(starts__lte=until), district=district)
    members = Membership.objects.filter(starts__lte=until, district=district)
    return known.filter(Exists(_of_each(present).union(_of_each(members), all=True)))


def _of_each(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(enterprise=OuterRef("pk")).values("id")
