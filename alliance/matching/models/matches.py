from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.resources.models import Listing
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Principal


class MatchState(models.TextChoices):
    PROPOSED = "PROPOSED", _("proposed")
    AGREED = "AGREED", _("agreed")
    DECLINED = "DECLINED", _("declined")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


class Match(Scoped):
    """Somebody proposes that an offer meets a want, or asks for an offer without having posted a want.

    `giver` owns the offer, `taker` would receive; one of the two is the `proposer`, the other answers.
    `quantity` is null where the offer is not counted. What was proposed does not change: other terms are
    another proposal.
    """

    offer = ScopedForeignKey(Listing, related_name="matches_of_offer")
    want = ScopedForeignKey(Listing, null=True, blank=True, related_name="matches_of_want")
    giver = ScopedForeignKey(Principal, related_name="+")
    taker = ScopedForeignKey(Principal, related_name="+")
    proposer = ScopedForeignKey(Principal, related_name="+")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    message = models.CharField(_("message"), max_length=500, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=MatchState.choices, default=MatchState.PROPOSED
    )
    at = models.DateTimeField(_("proposed"), default=timezone.now)
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("match")
        ordering = ["-at", "-id"]
        constraints = [
            *walls(
                "matching_match",
                offer="resources_listing",
                want="resources_listing",
                giver="tenants_principal",
                taker="tenants_principal",
                proposer="tenants_principal",
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="matching_match_two_sides"),
            models.CheckConstraint(
                condition=Q(proposer=F("giver")) | Q(proposer=F("taker")), name="matching_match_by_a_side"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="matching_match_quantity_positive"),
            models.CheckConstraint(condition=Q(state__in=MatchState.values), name="matching_match_state"),
            models.CheckConstraint(condition=Q(version__gt=0), name="matching_match_version_positive"),
            models.UniqueConstraint(
                fields=["district", "offer", "taker"],
                condition=Q(state=MatchState.PROPOSED),
                name="matching_match_one_open",
            ),
            # What an exchange points to, so that it is always one of its match's own two sides.
            models.UniqueConstraint(
                fields=["district", "id", "offer", "giver", "taker"], name="matching_match_sides"
            ),
        ]
        indexes = [
            models.Index(fields=["district", "at", "id"], name="matching_match_newest"),
            models.Index(fields=["district", "offer", "at", "id"], name="matching_match_of_offer"),
            models.Index(fields=["district", "want", "at", "id"], name="matching_match_of_want"),
            models.Index(fields=["district", "giver", "at", "id"], name="matching_match_given_by"),
            models.Index(fields=["district", "taker", "at", "id"], name="matching_match_taken_by"),
        ]

    @property
    def answerer_id(self) -> UUID:
        """Whose answer it waits for."""
        return self.taker_id if self.proposer_id == self.giver_id else self.giver_id
