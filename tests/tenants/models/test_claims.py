"""Occupancy is the database's: what Python forgets, it refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, connection

from tenants.isolation.scope import scope
from tenants.models import Claim, Tenancy
from tenants.models.tenancies import SHARED
from tests.factories.ground import an_enterprise, moved_in
from tests.factories.town import Town


def check_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_tenancy_that_has_a_unit_for_itself_cannot_claim_to_share_it(town: Town) -> None:
    with scope(town.home.district), pytest.raises(IntegrityError, match="tenants_tenancy_claimed"):
        Claim.objects.filter(tenancy=town.home.tenancy).update(share=SHARED)
        check_now()


def test_a_shared_tenancy_cannot_claim_a_unit_for_itself(town: Town) -> None:
    home = town.home
    with scope(home.district):
        guest = moved_in(an_enterprise("合租"), home.empty_unit, shared=True)
        with pytest.raises(IntegrityError, match="tenants_tenancy_claimed"):
            Claim.objects.filter(tenancy=guest).update(share=guest.id)
            check_now()


def test_a_tenancy_without_a_claim_cannot_be(town: Town) -> None:
    home = town.home
    with scope(home.district), pytest.raises(IntegrityError, match="tenants_tenancy_claimed"):
        Tenancy.objects.create(enterprise=home.enterprise, unit=home.empty_unit, starts=date(2026, 5, 1))
        check_now()
