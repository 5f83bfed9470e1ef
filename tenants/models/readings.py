from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length, Replace
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from tenants.isolation.changes import NumbersChanges
from tenants.isolation.models import Scoped, walls

LONGEST_PHRASE = 12


class LocalReading(Scoped):
    """How a phrase is read here (本地读音): above the table that comes with the product
    (`tenants/reading/local_readings.py`). An empty reading leaves the phrase to the dictionary.

    `phrase` is folded. Names sort, and documents are made, by the table: whatever holds the phrase follows
    through the outbox.
    """

    phrase = models.CharField(_("phrase"), max_length=LONGEST_PHRASE)
    reading = models.CharField(
        _("reading"), max_length=100, blank=True, help_text=_("Pinyin with tone digits: shan4 xian4.")
    )

    class Meta:
        verbose_name = _("local reading")
        ordering = ["phrase"]
        constraints = [
            *walls("tenants_localreading"),
            models.UniqueConstraint(fields=["district", "phrase"], name="tenants_localreading_once"),
            # The characters of `reading.folding.HANZI`.
            models.CheckConstraint(
                condition=Q(
                    phrase__regex=r"^[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U000323af\uf900-\ufaff〇]+$"
                ),
                name="tenants_localreading_hanzi",
            ),
            models.CheckConstraint(
                condition=Q(reading="") | Q(reading__regex=r"^[a-z]{1,6}[1-5]( [a-z]{1,6}[1-5])*$"),
                name="tenants_localreading_pinyin",
            ),
            models.CheckConstraint(
                condition=Q(reading="")
                | Q(
                    Exact(
                        Length(F("phrase")) - 1,
                        Length(F("reading")) - Length(Replace(F("reading"), Value(" "), Value(""))),
                    )
                ),
                name="tenants_localreading_each",
            ),
            NumbersChanges(name="tenants_localreading_numbers", column="readings_version"),
        ]

    def __str__(self) -> str:
        return self.phrase
