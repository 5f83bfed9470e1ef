"""By beat: what was handed in and never attached to anything is cleared away."""

from celery import shared_task

from tenants.isolation.tasks import DistrictTask
from tenants.models import District

from .actions import clear_unattached


@shared_task
def clear_everywhere() -> None:
    """“Everywhere” means a task per district."""
    for district_id in District.objects.values_list("id", flat=True):
        clear.delay(str(district_id))


@shared_task(base=DistrictTask)
def clear() -> int:
    return clear_unattached()
