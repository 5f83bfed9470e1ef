"""When the person goes, the act stays: what was pending is passed to whoever else acts for the principal."""

from uuid import UUID

from django.db import transaction

from tenants.acts.authors import OPERATOR
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.models import Mandate, Person
from tenants.readers import standing_mandates

from ..models import Handover
from ..pending import pending_for
from .telling import accounts_of, tell


@transaction.atomic
def hand_over(mandate_id: UUID) -> int:
    """Tell the principal's other holders, or the secretariat, of each thing that waits; returns how many.

    Once a mandate, all or nothing, however often it is called. Where nobody is left to tell, it is left open
    for the daily look. A mandate that stands (again: its end was taken back) is nothing to hand over.
    """
    mandate = Mandate.objects.select_for_update().filter(id=mandate_id).first()
    if mandate is None:
        return 0
    done = Handover.objects.filter(mandate=mandate)
    if _stands(mandate):
        done.delete()
        return 0
    if done.exists():
        return 0
    things = [] if _goes_on(mandate) else list(pending_for(mandate.principal_id))
    if things and not accounts_of([mandate.principal_id]):
        return 0
    Handover.objects.create(mandate=mandate)
    if not things:
        return 0
    with act("mandate.hand_over", by=OPERATOR) as record:
        for kind, (type_, id_, params) in things:
            tell(
                record,
                kind,
                about=(type_, id_),
                to=[mandate.principal_id],
                params={"who": _name(mandate), **params},
                once=f"handover:{mandate.id}:{type_}:{id_}",
            )
    return len(things)


def _stands(mandate: Mandate) -> bool:
    return mandate.revoked_at is None and (mandate.ends is None or mandate.ends > today())


def _goes_on(mandate: Mandate) -> bool:
    """The same account acts for the same principal under another mandate: it was only renewed."""
    others = standing_mandates().filter(principal=mandate.principal_id, account=mandate.account_id)
    return others.exists()


def _name(mandate: Mandate) -> str:
    known = Person.objects.filter(account=mandate.account_id).values_list("name", flat=True).first()
    return known or mandate.account.login
