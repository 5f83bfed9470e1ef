"""By beat, once a day in each district: terms that end, and moves that were planned and have come."""

from datetime import timedelta

from celery import shared_task

from tenants.calendar import today
from tenants.isolation.tasks import DistrictTask
from tenants.models import District, Tenancy

from .actions.advising import advise
from .actions.reminding import remind_of_terms

# A machine that was off for a month of holidays still looks at what it missed.
LOOK_BACK = timedelta(days=31)


@shared_task
def look_after_branches() -> None:
    """“Everywhere” means a task per district."""
    for district_id in District.objects.values_list("id", flat=True):
        look_after_branches_of.delay(str(district_id))


@shared_task(base=DistrictTask)
def look_after_branches_of() -> int:
    """Remind of terms, and advise about planned moves whose day has come: no event is left to tell of it."""
    day = today()
    ended = Tenancy.objects.filter(ends__lte=day, ends__gt=day - LOOK_BACK).values_list(
        "enterprise", flat=True
    )
    return remind_of_terms(day) + advise(set(ended))
