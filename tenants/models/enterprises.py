from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.constraints import CompositeForeignKey
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.rules.visible import SHOWING

from .classification import BusinessFormat, Industry, Tag


class EnterpriseKind(models.TextChoices):
    COMPANY = "COMPANY", _("company")
    SOLE_TRADER = "SOLE_TRADER", _("sole trader")
    BRANCH = "BRANCH", _("branch")
    SOCIAL_ORGANISATION = "SOCIAL_ORGANISATION", _("social organisation")
    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION", _("public institution")
    GOVERNMENT_COUNTER = "GOVERNMENT_COUNTER", _("government counter")


class Sector(models.TextChoices):
    STATE = "STATE", _("state-owned")
    MIXED = "MIXED", _("mixed ownership")
    NON_PUBLIC = "NON_PUBLIC", _("non-public")
    SOCIAL_ORGANISATION = "SOCIAL_ORGANISATION", _("social organisation")
    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION", _("public institution")
    UNKNOWN = "UNKNOWN", _("unknown")


class Enterprise(Scoped):
    """Who occupies or belongs (入驻单位). Shares its id with its `Principal`.

    `version` counts what its page says (for `expectedVersion`); `index_version` counts everything a
    search document is made of, tenancies and listings too.
    """

    name = models.CharField(_("name"), max_length=120)
    slug = models.CharField(max_length=160)
    shop_sign = models.CharField(_("shop sign"), max_length=120, blank=True)
    uscc = models.CharField(_("unified social credit code"), max_length=18, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=EnterpriseKind.choices)
    sector = models.CharField(_("sector"), max_length=24, choices=Sector.choices, default=Sector.UNKNOWN)
    industry = ScopedForeignKey(Industry, null=True, blank=True, related_name="enterprises")
    format = ScopedForeignKey(BusinessFormat, null=True, blank=True, related_name="enterprises")
    head_office = ScopedForeignKey("self", null=True, blank=True, related_name="branches")
    description = models.TextField(_("description"), blank=True)
    website = models.URLField(_("website"), blank=True)
    logo_url = models.URLField(_("address of the logo"), blank=True)
    public_phone = models.CharField(_("public phone"), max_length=40, blank=True)
    tags = models.ManyToManyField(Tag, through="tenants.EnterpriseTag", related_name="enterprises")
    sort_key = models.CharField(max_length=400, db_collation="C")
    initial = models.CharField(max_length=1)
    version = models.IntegerField(default=1)
    index_version = models.BigIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("enterprise")
        ordering = ["sort_key", "id"]
        constraints = [
            *walls(
                "tenants_enterprise",
                industry="tenants_industry",
                format="tenants_businessformat",
                head_office="tenants_enterprise",
            ),
            CompositeForeignKey(
                fields=["id"], to="tenants_principal", name="tenants_enterprise_principal_fk"
            ),
            models.UniqueConstraint(fields=["district", "slug"], name="tenants_enterprise_slug_once"),
            # Same code and same name is one enterprise; same code, other name is asked about.
            models.UniqueConstraint(fields=["district", "uscc", "name"], name="tenants_enterprise_once"),
            models.CheckConstraint(
                condition=Q(uscc__isnull=True)
                | Q(Func(F("uscc"), function="uscc_valid", output_field=models.BooleanField())),
                name="tenants_enterprise_uscc_valid",
            ),
            models.CheckConstraint(
                condition=Q(name__regex=SHOWING) & ~Q(sort_key=""), name="tenants_enterprise_named"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EnterpriseKind.values), name="tenants_enterprise_kind"
            ),
            models.CheckConstraint(condition=Q(sector__in=Sector.values), name="tenants_enterprise_sector"),
        ]
        indexes = [
            models.Index(fields=["district", "sort_key", "id"], name="tenants_enterprise_by_name"),
            models.Index(
                fields=["district", "initial", "sort_key", "id"], name="tenants_enterprise_by_letter"
            ),
            models.Index(
                fields=["district", "industry", "sort_key", "id"], name="tenants_enterprise_by_industry"
            ),
            models.Index(
                fields=["district", "format", "sort_key", "id"], name="tenants_enterprise_by_format"
            ),
            models.Index(fields=["district", "name"], name="tenants_enterprise_exact_name"),
            # Taking back an import asks for each enterprise whether another is a branch of it.
            models.Index(fields=["district", "head_office"], name="tenants_enterprise_branches"),
            models.Index(fields=["district", "updated_at"], name="tenants_enterprise_updated"),
        ]

    def __str__(self) -> str:
        return self.name


class EnterpriseTag(Scoped):
    enterprise = ScopedForeignKey(Enterprise, related_name="tag_links")
    tag = ScopedForeignKey(Tag, related_name="enterprise_links")

    class Meta:
        constraints = [
            *walls("tenants_enterprisetag", enterprise="tenants_enterprise", tag="tenants_tag"),
            models.UniqueConstraint(
                fields=["district", "enterprise", "tag"], name="tenants_enterprisetag_once"
            ),
        ]
        indexes = [
            models.Index(fields=["district", "tag", "enterprise"], name="tenants_enterprisetag_by_tag")
        ]


class FormerName(Scoped):
    """A name the enterprise had until a day (or until nobody knows when)."""

    enterprise = ScopedForeignKey(Enterprise, related_name="former_names")
    name = models.CharField(_("former name"), max_length=120)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["until", "id"]
        constraints = [
            *walls("tenants_formername", enterprise="tenants_enterprise"),
            models.UniqueConstraint(
                fields=["district", "enterprise", "name"], name="tenants_formername_once"
            ),
        ]


class FormerSlug(Scoped):
    """An address the enterprise's page had; it still answers, with the present one."""

    enterprise = ScopedForeignKey(Enterprise, related_name="former_slugs")
    slug = models.CharField(max_length=160)

    class Meta:
        constraints = [
            *walls("tenants_formerslug", enterprise="tenants_enterprise"),
            models.UniqueConstraint(fields=["district", "slug"], name="tenants_formerslug_once"),
        ]
        indexes = [models.Index(fields=["district", "enterprise"], name="tenants_formerslug_of")]
