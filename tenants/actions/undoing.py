from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.acts.undo import undo
from tenants.errors import NotFound
from tenants.models import Act, ActChange, Mandate
from tenants.permissions import forbidden, require


def take_back(*, by: Author, act_id: UUID) -> Act:
    """Take back an act of one's own principal. Raises NotFound, Refusal `BUILT_ON`, `UNDONE`, `FORBIDDEN`."""
    found = Act.objects.filter(id=act_id).first()
    if found is None:
        raise NotFound(_("There is no such act."))
    require(by, "undo", "act", owner=found.principal_id)
    if by.account_id is not None and _touches_mandate_of(found, by.account_id):
        raise forbidden()  # nobody gives a mandate to oneself, nor gives back one that was taken away
    return undo(act_id=act_id, by=by)


def _touches_mandate_of(acted: Act, account_id: UUID) -> bool:
    """Whether a mandate that the act made, changed or took away is this account's, be it gone by now."""
    touched = ActChange.objects.filter(act=acted, model=Mandate._meta.label)
    histories = ActChange.objects.filter(row__in=touched.values("row"), model=Mandate._meta.label)
    once = Q(before__account_id=str(account_id)) | Q(after__account_id=str(account_id))
    return (
        Mandate.objects.filter(id__in=touched.values("row"), account=account_id).exists()
        or histories.filter(once).exists()
    )
