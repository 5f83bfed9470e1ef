from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .accounts import Account
from .enterprises import Enterprise


class Person(Scoped):
    """What one district knows of somebody (人): name and phone, and the account if there is one."""

    account = models.ForeignKey(
        Account, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="+", db_index=False
    )
    name = models.CharField(_("name"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("person")
        constraints = [
            *walls("tenants_person"),
            models.CheckConstraint(condition=~Q(name="", phone=""), name="tenants_person_known"),
            models.UniqueConstraint(fields=["district", "account"], name="tenants_person_of_account"),
        ]
        indexes = [models.Index(fields=["district", "phone"], name="tenants_person_by_phone")]

    def __str__(self) -> str:
        return self.name or "—"

    @property
    def phone_mark(self) -> bytes:
        """By which a phone is known again and not read: what a reveal was of."""
        return salted_hmac("tenants.RevealLog", self.phone, algorithm="sha256").digest()


class ContactRole(models.TextChoices):
    IN_CHARGE = "IN_CHARGE", _("in charge")
    LIAISON = "LIAISON", _("liaison")
    FINANCE = "FINANCE", _("finance")
    EMERGENCY = "EMERGENCY", _("emergency")
    OTHER = "OTHER", _("other")


class Contact(Scoped):
    """Whom to call at an enterprise. Masked until somebody states a purpose."""

    enterprise = ScopedForeignKey(Enterprise, related_name="contacts")
    person = ScopedForeignKey(Person, related_name="contacts")
    role = models.CharField(_("role"), max_length=12, choices=ContactRole.choices)

    class Meta:
        verbose_name = _("contact")
        constraints = [
            *walls("tenants_contact", enterprise="tenants_enterprise", person="tenants_person"),
            models.UniqueConstraint(
                fields=["district", "enterprise", "person", "role"], name="tenants_contact_once"
            ),
            models.CheckConstraint(condition=Q(role__in=ContactRole.values), name="tenants_contact_role"),
        ]
        indexes = [models.Index(fields=["district", "person"], name="tenants_contact_of_person")]


class RevealPurpose(models.TextChoices):
    PROPERTY_SERVICE = "PROPERTY_SERVICE", _("property service")
    COOPERATION = "COOPERATION", _("cooperation on a listing")
    EMERGENCY = "EMERGENCY", _("emergency")
    ALLIANCE_MATTERS = "ALLIANCE_MATTERS", _("alliance matters")


class RevealLog(Scoped):
    """Somebody read a phone number: whose, who, under which mandate, what for. Never changed (PIPL).

    Contact and person are plain ids with what they were called: the log outlives both, and does not keep
    an import from being taken back. `person_account` is whose number it was, if that was known.
    """

    contact_id = models.UUIDField()
    person_id = models.UUIDField()
    person_account = models.ForeignKey(
        Account, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="+", db_index=False
    )
    person_name = models.CharField(max_length=60, blank=True)
    enterprise_name = models.CharField(max_length=120, blank=True)
    phone_mark = models.BinaryField(max_length=32, null=True)
    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    mandate = ScopedForeignKey("tenants.Mandate", related_name="+")
    purpose = models.CharField(max_length=20, choices=RevealPurpose.choices)
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            *walls(
                "tenants_reveallog",
                append_only=True,
                mandate="tenants_mandate",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=RevealPurpose.values), name="tenants_reveallog_purpose"
            ),
        ]
        indexes = [
            models.Index(fields=["district", "person_id", "-at"], name="tenants_reveallog_of_person"),
            models.Index(fields=["district", "person_account", "-at"], name="tenants_reveallog_of_account"),
            models.Index(fields=["district", "account", "until"], name="tenants_reveallog_by_reader"),
        ]
