from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.isolation.derived import OnlyByTriggers
from tenants.isolation.models import new_id


class District(models.Model):
    """One alliance's area (商圈), and the boundary that nothing crosses. Outside the walls."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_public = models.BooleanField(
        _("open to everybody"),
        default=True,
        help_text=_("Named on the first page; the directory needs no login."),
    )
    # Another number after each change of its local readings (`isolation.changes`).
    readings_version = models.BigIntegerField(default=0, db_default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("district")
        ordering = ["slug"]
        constraints = [
            OnlyByTriggers(name="tenants_district_readings_version", column="readings_version"),
        ]

    def __str__(self) -> str:
        return self.name
