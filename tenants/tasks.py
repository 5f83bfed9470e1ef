"""Housekeeping, by beat: what has been followed, and what nobody will retry any more, is cleared away."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from tenants.acts.relay import relay_scope
from tenants.isolation.tasks import DistrictTask
from tenants.models import District, IdempotencyKey, OutboxEvent

# Long enough to look back at yesterday's trouble on Monday.
KEEP_DONE_EVENTS = timedelta(days=7)
# A client retries within minutes; a day covers a phone that was off over night.
KEEP_IDEMPOTENCY_KEYS = timedelta(days=2)


@shared_task
def clear_followed_events() -> int:
    """Delete outbox events done long ago; returns how many. What is open or set aside stays."""
    with relay_scope():
        deleted, _ = OutboxEvent.objects.filter(done_at__lt=timezone.now() - KEEP_DONE_EVENTS).delete()
    return deleted


@shared_task
def clear_old_keys() -> None:
    """“Everywhere” means a task per district."""
    for district_id in District.objects.values_list("id", flat=True):
        clear_old_keys_of.delay(str(district_id))


@shared_task(base=DistrictTask)
def clear_old_keys_of() -> int:
    deleted, _ = IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEEP_IDEMPOTENCY_KEYS).delete()
    return deleted
