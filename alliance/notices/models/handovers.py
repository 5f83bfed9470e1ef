from django.db import models
from django.utils import timezone

from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Mandate


class Handover(Scoped):
    """What was pending when a mandate ended has been passed on. A mandate without one is looked at again."""

    mandate = ScopedForeignKey(Mandate, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            *walls("notices_handover", mandate="tenants_mandate"),
            models.UniqueConstraint(fields=["district", "mandate"], name="notices_handover_once"),
        ]
