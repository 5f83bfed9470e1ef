"""By beat: who posted something hears when it ends."""

from celery import shared_task

from tenants.isolation.tasks import DistrictTask
from tenants.models import District

from .actions import remind_of_endings


@shared_task
def remind_everywhere() -> None:
    """“Everywhere” means a task per district."""
    for district_id in District.objects.values_list("id", flat=True):
        remind.delay(str(district_id))


@shared_task(base=DistrictTask)
def remind() -> int:
    return remind_of_endings()
