"""By beat: what is due goes out, and mandates that ended by their date are handed over."""

from uuid import UUID

from celery import shared_task
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tenants.acts.outbox import announce
from tenants.calendar import today
from tenants.isolation.scope import current_district_id, scope
from tenants.isolation.tasks import DistrictTask
from tenants.models import District, Mandate

from .models import AddressProof, Handover
from .nudge import nudge
from .rules.addresses import LASTS
from .selectors import open_deliveries
from .selectors.addresses import due_proofs
from .sending.mail import send_mail
from .sending.proofs import send_proofs
from .sending.robots import next_speech_in, send_speeches


@shared_task
def send_due() -> None:
    """Everywhere, where something is due."""
    for district_id in District.objects.values_list("id", flat=True):
        with scope(district_id):
            now = timezone.now()
            waiting = open_deliveries().filter(due_at__lte=now).exists() or due_proofs(now).exists()
        if waiting:
            send_due_of.delay(str(district_id))


@shared_task
def send_due_of(district_id: str) -> None:
    """In one district. No DistrictTask: nothing stays open while a relay or a platform takes its time."""
    district = UUID(district_id)
    send_proofs(district)
    send_mail(district)
    send_speeches(district)
    wait = next_speech_in(district)
    if wait is not None:
        nudge(district, after=wait.total_seconds())


@shared_task
def hand_over_ended() -> None:
    for district_id in District.objects.values_list("id", flat=True):
        hand_over_ended_of.delay(str(district_id))


@shared_task(base=DistrictTask)
def hand_over_ended_of() -> int:
    """Announce mandates that are over and were not seen to: by their date, or missed for any reason."""
    seen_to = Handover.objects.filter(district=current_district_id(), mandate=OuterRef("pk"))
    over = Mandate.objects.filter(Q(ends__lte=today()) | Q(revoked_at__isnull=False), ~Exists(seen_to))
    ids = list(over.filter(district=current_district_id()).values_list("id", flat=True))
    announce(current_district_id(), {"mandate": ids})
    return len(ids)


@shared_task
def clear_old_proofs() -> None:
    for district_id in District.objects.values_list("id", flat=True):
        clear_old_proofs_of.delay(str(district_id))


@shared_task(base=DistrictTask)
def clear_old_proofs_of() -> int:
    """Forget addresses that were asked about: one that was confirmed stands in its account."""
    old = AddressProof.objects.filter(asked_at__lt=timezone.now() - LASTS)
    deleted, _ = old.filter(district=current_district_id()).delete()
    return deleted
