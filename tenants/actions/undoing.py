from uuid import UUID

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
    changed = ActChange.objects.filter(act=acted, model=Mandate._meta.label).values("row")
    return Mandate.objects.filter(id__in=changed, account=account_id).exists()
