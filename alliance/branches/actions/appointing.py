"""The secretariat gives a secretary's mandate; `tenants.actions.mandates.revoke` takes it away."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alliance.branches.rules.days import check_day, ends_after
from alliance.branches.rules.founding import check_standing
from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.calendar import today
from tenants.errors import NotFound
from tenants.models import Account, Mandate, Role
from tenants.permissions import forbidden, require

from .steps import locked


def appoint_secretary(
    *,
    by: Author,
    organisation_id: UUID,
    login: str,
    starts: date | None = None,
    last_day: date | None = None,
) -> Mandate:
    """An account may act as the organisation from a day (today) on. Nobody appoints oneself: `FORBIDDEN`."""
    require(by, "appoint", "branch_secretary")
    organisation = locked(by, organisation_id)
    check_standing(organisation)
    begins = starts or today()
    check_day(begins, "since")
    ends = ends_after(last_day, begins)
    account = Account.objects.filter(login=login, is_active=True).first() if "\0" not in login else None
    if account is None:
        raise NotFound(_("There is no such login."), ("login",))
    if account.pk == by.account_id:  # nobody gives a mandate to oneself
        raise forbidden()
    with act("branch_secretary.appoint", by=by, summary=organisation.name) as record:
        return record.create(
            Mandate(
                principal_id=organisation.id,
                account=account,
                role=Role.BRANCH_SECRETARY,
                starts=begins,
                ends=ends,
            )
        )
