"""Reads of members walk indexes among 20,000 enterprises, beneath row-level security, as the app role."""

from typing import Any
from uuid import UUID

import pytest

from alliance.members.models import Membership
from alliance.members.selectors import (
    chair_on,
    directory,
    is_member,
    known_to,
    memberships_on,
    offices_on,
)
from api.graphql.members.queries import BY_ENTERPRISE, matching_memberships
from tenants.isolation.scope import scope
from tenants.models import Enterprise
from tenants.readers import ANYBODY
from tests.tenants.selectors.test_plans import DAY, SMALL, filled, scans, some_enterprises  # noqa: F401


def deep_page() -> Any:
    row = Enterprise.objects.order_by("sort_key", "id")[1_200]
    rows = matching_memberships(DAY, {"present": True})
    return BY_ENTERPRISE.sorted(rows.filter(BY_ENTERPRISE.beyond([row.sort_key, row.id], forward=True)))[:21]


HOT: dict[str, Any] = {
    "a deep page of memberships": deep_page,
    "memberships of a page": lambda: memberships_on(DAY).filter(enterprise__in=some_enterprises()),
    "offices of a page": lambda: offices_on(DAY).filter(enterprise__in=some_enterprises()),
    "members of the directory": lambda: directory(DAY).filter(is_member(DAY)).order_by("sort_key", "id")[:21],
    "others of the directory": lambda: directory(DAY).filter(~is_member(DAY)).order_by("sort_key", "id")[:21],
    "whom the public knows": lambda: known_to(ANYBODY, DAY).filter(id__in=some_enterprises()),
    "one of the directory": lambda: directory(DAY).filter(id__in=some_enterprises()),
    "of one enterprise": lambda: Membership.objects.filter(enterprise=some_enterprises()[0]),
}


@pytest.mark.parametrize("name", HOT)
def test_a_hot_read_walks_an_index(request: Any, name: str, django_db_blocker: Any) -> None:
    district: UUID = request.getfixturevalue("filled")
    with django_db_blocker.unblock(), scope(district):
        assert scans(HOT[name]()) - SMALL - {"members_memberoffice"} == set()


def test_the_directory_is_the_same_page_by_page_and_throughout(request: Any, django_db_blocker: Any) -> None:
    district: UUID = request.getfixturevalue("filled")
    with django_db_blocker.unblock(), scope(district):
        assert directory(DAY).count() == directory(DAY, throughout=True).count() == 2_500
        assert chair_on(DAY) is None
