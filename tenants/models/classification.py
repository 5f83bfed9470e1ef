from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, walls


class BusinessFormat(Scoped):
    """A format of business (业态), of the district's own list."""

    name = models.CharField(_("name"), max_length=40)
    ordinal = models.IntegerField(_("order"))

    class Meta:
        verbose_name = _("business format")
        ordering = ["ordinal", "name"]
        constraints = [
            *walls("tenants_businessformat"),
            models.UniqueConstraint(fields=["district", "name"], name="tenants_businessformat_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Industry(Scoped):
    """A section (letter) or division (two digits) of GB/T 4754-2017 (行业)."""

    code = models.CharField(_("code"), max_length=5)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("industry")
        ordering = ["code"]
        constraints = [
            *walls("tenants_industry"),
            models.UniqueConstraint(fields=["district", "code"], name="tenants_industry_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Tag(Scoped):
    """A word members use to be found by. `folded` is what is compared."""

    label = models.CharField(_("label"), max_length=40)
    folded = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("tag")
        ordering = ["label"]
        constraints = [
            *walls("tenants_tag"),
            models.UniqueConstraint(fields=["district", "folded"], name="tenants_tag_once"),
        ]

    def __str__(self) -> str:
        return self.label
