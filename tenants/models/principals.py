from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, walls


class PrincipalKind(models.TextChoices):
    ENTERPRISE = "ENTERPRISE", _("enterprise")
    PARTY_ORGANISATION = "PARTY_ORGANISATION", _("Party organisation")
    BUILDING_OFFICE = "BUILDING_OFFICE", _("property office")
    GRID = "GRID", _("grid")
    SECRETARIAT = "SECRETARIAT", _("secretariat")
    SUB_DISTRICT = "SUB_DISTRICT", _("sub-district")


class Principal(Scoped):
    """Whoever can act, own a listing or give a mandate.

    What has a row of its own (an enterprise, later a Party organisation) shares its id with its
    principal and keeps its own name; only offices without such a row are named here.
    """

    kind = models.CharField(max_length=20, choices=PrincipalKind.choices)
    name = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("principal")
        constraints = [
            *walls("tenants_principal"),
            models.CheckConstraint(
                condition=Q(kind__in=PrincipalKind.values), name="tenants_principal_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["BUILDING_OFFICE", "SECRETARIAT", "SUB_DISTRICT"]) | ~Q(name=""),
                name="tenants_principal_office_named",
            ),
        ]
