"""What expired yesterday goes back, by beat."""

from celery import shared_task

from tenants.calendar import today
from tenants.isolation.tasks import DistrictTask
from tenants.models import District

from .actions import expire_due


@shared_task
def expire_credits() -> None:
    """“Everywhere” means a task per district."""
    for district_id in District.objects.values_list("id", flat=True):
        expire_credits_of.delay(str(district_id))


@shared_task(base=DistrictTask)
def expire_credits_of() -> int:
    return expire_due(today())
