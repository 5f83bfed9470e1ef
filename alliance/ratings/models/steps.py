from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance.files.models import StoredFile
from tenants.isolation.constraints import CompositeForeignKey
from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Principal

from .ratings import StarRating


class StarStepKind(models.IntegerChoices):
    SELF_ASSESSMENT = 1, _("self-assessment")
    ASSESSMENT = 2, _("assessment")
    REVIEW = 3, _("review")
    PUBLICATION = 4, _("publication")


class StarStep(Scoped):
    """A step of a rating: 自评, 考核, 复核, 公示. Each follows the one before, which the database keeps."""

    rating = ScopedForeignKey(StarRating, related_name="steps")
    ordinal = models.SmallIntegerField(choices=StarStepKind.choices)
    after = models.SmallIntegerField(null=True)
    on = models.DateField(_("date"))
    stars = models.SmallIntegerField(_("stars"))
    principal = ScopedForeignKey(Principal, null=True, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("step of a rating")
        ordering = ["rating", "ordinal"]
        constraints = [
            *walls("ratings_starstep", rating="ratings_starrating", principal="tenants_principal"),
            models.UniqueConstraint(fields=["district", "rating", "ordinal"], name="ratings_starstep_once"),
            models.CheckConstraint(
                condition=Q(ordinal=1, after=None)
                | Q(ordinal__lte=4, after=F("ordinal") - 1, after__gte=1, after__isnull=False),
                name="ratings_starstep_follows",
            ),
            CompositeForeignKey(
                fields=["rating", "after"],
                to="ratings_starstep",
                to_columns=["rating_id", "ordinal"],
                name="ratings_starstep_after_fk",
            ),
            models.CheckConstraint(
                condition=Q(stars__gte=1) & Q(stars__lte=5), name="ratings_starstep_one_to_five"
            ),
        ]


class StarEvidence(Scoped):
    """A file that a step was decided by."""

    step = ScopedForeignKey(StarStep, related_name="evidence")
    file = ScopedForeignKey(StoredFile, related_name="+")

    class Meta:
        constraints = [
            *walls("ratings_starevidence", step="ratings_starstep", file="files_storedfile"),
            models.UniqueConstraint(fields=["district", "step", "file"], name="ratings_starevidence_once"),
        ]
