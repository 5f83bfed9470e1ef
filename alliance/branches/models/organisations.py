from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tenants.isolation.constraints import CompositeForeignKey
from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .papers import Approval


class OrganisationKind(models.TextChoices):
    COMMITTEE = "COMMITTEE", _("Party committee")
    GENERAL_BRANCH = "GENERAL_BRANCH", _("general Party branch")
    BRANCH = "BRANCH", _("Party branch")
    JOINT_BRANCH = "JOINT_BRANCH", _("joint Party branch")
    PROVISIONAL_BRANCH = "PROVISIONAL_BRANCH", _("provisional Party branch")


# Whose leaders may be appointed from above: a provisional branch's always are (条例第八条), a committee's
# are when it is first set up. All others have the outcome of an election before their sign goes up.
WITHOUT_ELECTION = (OrganisationKind.PROVISIONAL_BRANCH, OrganisationKind.COMMITTEE)


class PartyOrganisation(Scoped):
    """A Party organisation (党组织). Shares its id with its `Principal`.

    It is founded step by step: request, approval, election, sign; `dissolved_on` is the first day on which
    it is no longer. `papers_unknown`: recorded as standing, without papers that we have. `superior_name`
    names a superior outside of the district. Of its members nothing is kept but counts.
    """

    name = models.CharField(_("name"), max_length=120)
    sort_key = models.CharField(max_length=400, db_collation="C")
    initial = models.CharField(max_length=1)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    superior = ScopedForeignKey("self", null=True, blank=True, related_name="inferiors")
    superior_name = models.CharField(_("superior outside of the district"), max_length=120, blank=True)
    requested_on = models.DateField(_("requested"), null=True, blank=True)
    approved_on = models.DateField(_("approved"), null=True, blank=True)
    approval = ScopedForeignKey(Approval, null=True, blank=True, related_name="founded")
    elected_on = models.DateField(_("elected"), null=True, blank=True)
    sign_on = models.DateField(_("sign put up"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved"), null=True, blank=True)
    papers_unknown = models.BooleanField(_("papers unknown"), default=False)
    description = models.TextField(_("description"), blank=True)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("Party organisation")
        ordering = ["sort_key", "id"]
        constraints = [
            *walls(
                "branches_partyorganisation",
                superior="branches_partyorganisation",
                approval="branches_approval",
            ),
            CompositeForeignKey(
                fields=["id"], to="tenants_principal", name="branches_partyorganisation_principal_fk"
            ),
            models.UniqueConstraint(fields=["district", "name"], name="branches_partyorganisation_name_once"),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S") & ~Q(sort_key=""), name="branches_partyorganisation_named"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="branches_partyorganisation_kind"
            ),
            models.CheckConstraint(
                condition=Q(superior=None) | (~Q(superior=F("id")) & Q(superior_name="")),
                name="branches_partyorganisation_one_superior",
            ),
            models.CheckConstraint(
                condition=Q(papers_unknown=True)
                | Q(approved_on=None)
                | Q(requested_on__isnull=False, approval__isnull=False),
                name="branches_partyorganisation_approval_needs_request",
            ),
            models.CheckConstraint(
                condition=Q(papers_unknown=True) | Q(elected_on=None) | Q(approved_on__isnull=False),
                name="branches_partyorganisation_election_needs_approval",
            ),
            models.CheckConstraint(
                condition=Q(papers_unknown=True)
                | Q(sign_on=None)
                | Q(elected_on__isnull=False)
                | Q(kind__in=WITHOUT_ELECTION, approved_on__isnull=False),
                name="branches_partyorganisation_sign_needs_election",
            ),
            models.CheckConstraint(
                condition=Q(papers_unknown=True) | Q(dissolved_on=None) | Q(approved_on__isnull=False),
                name="branches_partyorganisation_end_needs_approval",
            ),
            # Null lets a comparison pass: what is not there is in no order.
            models.CheckConstraint(
                condition=Q(requested_on__lte=F("approved_on"))
                & Q(approved_on__lte=F("elected_on"))
                & Q(approved_on__lte=F("sign_on"))
                & Q(elected_on__lte=F("sign_on"))
                & Q(approved_on__lte=F("dissolved_on"))
                & Q(elected_on__lte=F("dissolved_on"))
                & Q(sign_on__lte=F("dissolved_on")),
                name="branches_partyorganisation_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "sort_key", "id"], name="branches_po_by_name"),
            models.Index(fields=["district", "superior"], name="branches_po_of_superior"),
        ]

    def __str__(self) -> str:
        return self.name
