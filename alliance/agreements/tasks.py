"""By beat: what was promised for the weeks to come gets its listings."""

from celery import shared_task

from tenants.isolation.tasks import DistrictTask
from tenants.models import District

from .actions import open_due


@shared_task
def open_everywhere() -> None:
    """“Everywhere” means a task per district."""
    for district_id in District.objects.values_list("id", flat=True):
        open_promises.delay(str(district_id))


@shared_task(base=DistrictTask)
def open_promises() -> int:
    return open_due()
