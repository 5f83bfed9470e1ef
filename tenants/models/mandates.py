from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .accounts import Account
from .principals import Principal
from .units import not_empty


class Role(models.TextChoices):
    LIAISON = "LIAISON", _("enterprise liaison")
    PROPERTY_MANAGER = "PROPERTY_MANAGER", _("property manager")
    BRANCH_SECRETARY = "BRANCH_SECRETARY", _("branch secretary")
    SECRETARIAT = "SECRETARIAT", _("secretariat")
    SUB_DISTRICT = "SUB_DISTRICT", _("sub-district")


# Which kind of principal a role acts for.
PRINCIPAL_OF_ROLE = {
    Role.LIAISON: "ENTERPRISE",
    Role.PROPERTY_MANAGER: "BUILDING_OFFICE",
    Role.BRANCH_SECRETARY: "PARTY_ORGANISATION",
    Role.SECRETARIAT: "SECRETARIAT",
    Role.SUB_DISTRICT: "SUB_DISTRICT",
}


class Mandate(Scoped):
    """The right of an account to act as a principal (授权), `[starts, ends)`, revocable at any moment."""

    own_account_policy = True

    principal = ScopedForeignKey(Principal, related_name="mandates")
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("mandate")
        constraints = [
            *walls("tenants_mandate", own_account=True, principal="tenants_principal"),
            not_empty("tenants_mandate_lasts"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="tenants_mandate_role"),
        ]
        indexes = [
            models.Index(fields=["district", "account"], name="tenants_mandate_of_account"),
            models.Index(fields=["district", "principal"], name="tenants_mandate_of_principal"),
        ]


class Invitation(Scoped):
    """A link by which the property office asks somebody to become an enterprise's liaison.

    Accepted by whoever holds the link, who may say what they are called and under which number they are
    reached; then approved by the office, which makes the mandate. Only a hash of the link's secret is kept.
    """

    principal = ScopedForeignKey(Principal, related_name="invitations")
    token_hash = models.BinaryField(max_length=32)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        Account, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="+", db_index=False
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_name = models.CharField(max_length=60, blank=True)
    accepted_phone = models.CharField(max_length=40, blank=True)
    mandate = ScopedForeignKey(Mandate, null=True, blank=True, related_name="invitations")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            *walls("tenants_invitation", principal="tenants_principal", mandate="tenants_mandate"),
            models.UniqueConstraint(fields=["district", "token_hash"], name="tenants_invitation_token_once"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="tenants_invitation_lasts"
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) ^ Q(accepted_at__isnull=False),
                name="tenants_invitation_accepted",
            ),
        ]
        indexes = [models.Index(fields=["district", "principal"], name="tenants_invitation_of")]
