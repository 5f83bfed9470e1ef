"""A background task is inside the walls of the district it was sent for."""

import pytest
from celery import shared_task
from django.utils import timezone

from tenants.isolation.scope import OutsideScope, scope
from tenants.isolation.tasks import DistrictTask
from tenants.models import Enterprise, IdempotencyKey
from tenants.tasks import KEEP_IDEMPOTENCY_KEYS, clear_old_keys_of
from tests.factories.town import Town


@shared_task(base=DistrictTask)
def who_is_there() -> list[str]:
    return [str(found) for found in Enterprise.objects.values_list("id", flat=True)]


@shared_task
def who_is_anywhere() -> int:
    return Enterprise.objects.count()


def test_a_task_sees_its_district_only(town: Town) -> None:
    assert who_is_there(str(town.home.district.id)) == [str(town.home.enterprise.id)]
    assert who_is_there(str(town.next_door.district.id)) == [str(town.next_door.enterprise.id)]


def test_a_task_that_forgets_its_district_is_refused(town: Town) -> None:
    with pytest.raises(OutsideScope):
        who_is_anywhere()


def test_housekeeping_in_one_district_leaves_the_neighbours_rows(town: Town) -> None:
    for side in (town.home, town.next_door):
        with scope(side.district):
            IdempotencyKey.objects.create(
                account=side.liaison,
                operation="postListing",
                key="k",
                fingerprint=b"",
                created_at=timezone.now() - 2 * KEEP_IDEMPOTENCY_KEYS,
            )
    assert clear_old_keys_of(str(town.home.district.id)) == 1
    with scope(town.next_door.district):
        assert IdempotencyKey.objects.count() == 1
