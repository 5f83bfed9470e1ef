from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, walls
from tenants.models import Account


class AddressProof(Scoped):
    """Somebody says that an address is hers, and a letter to it asks whether it is.

    It stands until `expires_at`, which is drawn forward when it is void, and only as long as its account has
    the address and the password that it had when it was asked. The link's secret is made anew from the row
    when the letter is written; kept is its SHA-256. `due_at` is when the letter is tried next, as of a
    `Delivery`.
    """

    account = models.ForeignKey(Account, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    address = models.EmailField(_("e-mail"), max_length=254)
    token_hash = models.BinaryField(max_length=32)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.IntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("proof of an address")
        constraints = [
            *walls("notices_addressproof"),
            models.UniqueConstraint(fields=["district", "token_hash"], name="notices_addressproof_once"),
            models.CheckConstraint(
                condition=Q(expires_at__gte=F("asked_at")), name="notices_addressproof_lasts"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirmed_at__lte=F("expires_at")),
                name="notices_addressproof_in_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "due_at", "id"],
                condition=Q(sent_at=None, confirmed_at=None),
                name="notices_addressproof_due",
            ),
            models.Index(fields=["district", "account", "asked_at"], name="notices_addressproof_of"),
        ]
