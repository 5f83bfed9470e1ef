from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls


class CreditCategory(Scoped):
    """What credits are given for (场地共享、志愿服务 …): the district's own list."""

    name = models.CharField(_("name"), max_length=40)
    ordinal = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("credit category")
        ordering = ["ordinal", "id"]
        constraints = [
            *walls("ledger_creditcategory"),
            models.UniqueConstraint(fields=["district", "name"], name="ledger_creditcategory_once"),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="ledger_creditcategory_named"),
        ]

    def __str__(self) -> str:
        return self.name


class CreditRule(Scoped):
    """What a confirmed exchange credits: so many credits per unit of what was given.

    For offers of one category, counted in one measure (场, 小时); an empty measure stands for all that have
    no rule of their own. The district's table, empty until the secretariat fills it.
    """

    listing_category = models.CharField(_("listing category"), max_length=20)
    measure = models.CharField(_("measure"), max_length=20, blank=True)
    credits_per_unit = models.IntegerField(_("credits per unit"))
    category = ScopedForeignKey(CreditCategory, related_name="rules")

    class Meta:
        verbose_name = _("credit rule")
        ordering = ["listing_category", "measure"]
        constraints = [
            *walls("ledger_creditrule", category="ledger_creditcategory"),
            models.UniqueConstraint(
                fields=["district", "listing_category", "measure"], name="ledger_creditrule_once"
            ),
            models.CheckConstraint(condition=Q(credits_per_unit__gt=0), name="ledger_creditrule_positive"),
            models.CheckConstraint(
                condition=Q(listing_category__regex="^[A-Z_]+$"), name="ledger_creditrule_category_code"
            ),
        ]
