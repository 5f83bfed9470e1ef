from django.db import models
from django.utils.translation import gettext_lazy as _

from alliance.files.models import StoredFile
from tenants.isolation.models import Scoped, ScopedForeignKey, walls


class Approval(Scoped):
    """A reply from above (批复): what makes a founding, a term or an extension valid."""

    number = models.CharField(_("number"), max_length=60)
    on = models.DateField(_("date"))
    issuer = models.CharField(_("issued by"), max_length=120)
    file = ScopedForeignKey(StoredFile, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("approval")
        constraints = [
            *walls("branches_approval", file="files_storedfile"),
            models.UniqueConstraint(
                fields=["district", "issuer", "number"], name="branches_approval_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number__regex=r"\S") & models.Q(issuer__regex=r"\S"),
                name="branches_approval_named",
            ),
        ]

    def __str__(self) -> str:
        return self.number
