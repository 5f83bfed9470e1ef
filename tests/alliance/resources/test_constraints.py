"""What the database itself refuses, whoever writes."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alliance.resources.models import Listing
from tenants.isolation.scope import scope
from tests.factories.town import Town

REFUSED = [
    ({"title": "  "}, "titled"),
    ({"quantity": 0}, "quantity_positive"),
    ({"starts": date(2026, 5, 1), "ends": date(2026, 5, 1)}, "lasts"),
    ({"ends": date(9999, 12, 31)}, "ends_before_never"),
    ({"state": "EXPIRED"}, "state"),
    ({"kind": "GIFT"}, "kind"),
    ({"audience": "ALL"}, "audience"),
    ({"version": 0}, "version_positive"),
]


@pytest.mark.parametrize(("columns", "name"), REFUSED, ids=lambda value: str(value)[:30])
def test_the_database_keeps_the_rule(town: Town, columns: dict[str, Any], name: str) -> None:
    home = town.home
    valid = {
        "kind": "OFFER",
        "title": "会议室",
        "owner_id": home.enterprise.id,
        "enterprise": home.enterprise,
    }
    with scope(home.district), pytest.raises(IntegrityError, match=f"resources_listing_{name}"):
        Listing.objects.create(**(valid | columns))


def test_an_enterprise_is_its_own_owner_and_of_this_district(town: Town) -> None:
    home = town.home
    with scope(home.district), pytest.raises(IntegrityError, match="one_owner"), transaction.atomic():
        Listing.objects.create(kind="OFFER", title="借名", owner=home.office, enterprise=home.enterprise)
    with pytest.raises(IntegrityError, match="resources_listing_owner_fk"), scope(home.district):
        Listing.objects.create(kind="OFFER", title="越界", owner_id=town.next_door.enterprise.id)
