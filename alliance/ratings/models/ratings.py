from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alliance.branches.models import PartyOrganisation
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models.units import date_range, not_empty


class RatingState(models.TextChoices):
    DRAFT = "DRAFT", _("being decided")
    PUBLISHED = "PUBLISHED", _("published")


class StarRating(Scoped):
    """The stars of a Party organisation (星级), `[starts, ends)`; null is unknown. Never of an enterprise.

    `source` says where it is known from when it did not come about here, step by step.
    """

    organisation = ScopedForeignKey(PartyOrganisation, related_name="star_ratings")
    stars = models.SmallIntegerField(_("stars"), null=True, blank=True)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    during = date_range("starts", "ends")
    source = models.CharField(_("source"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=RatingState.choices, default=RatingState.DRAFT
    )
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("star rating")
        constraints = [
            *walls("ratings_starrating", organisation="branches_partyorganisation"),
            not_empty("ratings_starrating_lasts"),
            models.CheckConstraint(
                condition=Q(stars__gte=1) & Q(stars__lte=5), name="ratings_starrating_one_to_five"
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | Q(state="PUBLISHED", stars__isnull=False),
                name="ratings_starrating_published_with_stars",
            ),
            # What nobody knows the days of cannot overlap.
            ExclusionConstraint(
                name="ratings_starrating_one_at_a_time",
                expressions=[
                    ("district", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(state="PUBLISHED", starts__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["district", "organisation", "starts"], name="ratings_starrating_of")]
