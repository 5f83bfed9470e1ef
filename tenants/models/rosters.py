from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .acts import Act


class RosterBatch(Scoped):
    """A roster that was applied, in one act. It outlives the act's being taken back: it is what happened.

    `scope`: the names of the buildings that the file was complete for. Of it name and hash are kept.
    """

    act = ScopedForeignKey(Act, related_name="roster_batches")
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    scope = models.JSONField(default=list)

    class Meta:
        verbose_name = _("roster batch")
        constraints = [
            *walls("tenants_rosterbatch", append_only=True, act="tenants_act"),
            models.UniqueConstraint(fields=["district", "act"], name="tenants_rosterbatch_of_act"),
        ]

    def __str__(self) -> str:
        return self.file_name
