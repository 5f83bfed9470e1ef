from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls

from .acts import Act


class RosterBatch(Scoped):
    """A roster that was applied, in one act. It outlives the act's being taken back: it is what happened.

    `scope`: the names of the buildings that the file was complete for. Of the file name and hash are kept,
    and its layout (`tables`), so that it can be given back as it came.
    """

    act = ScopedForeignKey(Act, related_name="roster_batches")
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    scope = models.JSONField(default=list)

    class Meta:
        verbose_name = _("roster batch")
        constraints = [
            *walls("tenants_rosterbatch", append_only=True, act="tenants_act"),
            models.UniqueConstraint(fields=["district", "act"], name="tenants_rosterbatch_of_act"),
        ]

    def __str__(self) -> str:
        return self.file_name


class RosterTable(Scoped):
    """The layout of one table of a batch's file. A sheet has one, or several one beneath the other.

    `sheet`: the sheet's name. `ordinal`: from 0, in the file's order.
    `head`: what stands above the rows, as lists of cells: titles first, then `heading_rows` rows of headings.
    `merges`: merged ranges, `[top, left, bottom, right]`, from 0 and counted from the head's first row; those
    of the lines below go on counting.
    `columns`: one object a column, from the first on: `heading` (of two rows the lower, or both as one text
    where it says too little), `field` (what it was read as, a name of `tenants.roster.steps.headings.FIELDS`;
    null: nothing of ours) and, where that is so, `"dropped": true` (it must not be kept; its cells are blank
    everywhere, heading and all).
    Cells are JSON's texts, numbers, booleans; `""` is a blank one; days are `{"date": "2025-03-01"}`.
    """

    batch = ScopedForeignKey(RosterBatch, related_name="tables")
    ordinal = models.PositiveIntegerField()
    sheet = models.CharField(max_length=255)
    heading_rows = models.PositiveSmallIntegerField()
    head = models.JSONField(default=list)
    merges = models.JSONField(default=list)
    columns = models.JSONField(default=list)

    class Meta:
        verbose_name = _("roster table")
        constraints = [
            *walls("tenants_rostertable", batch="tenants_rosterbatch"),
            models.UniqueConstraint(
                fields=["district", "batch", "ordinal"], name="tenants_rostertable_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.sheet


class RosterLines(Scoped):
    """Up to 500 lines of a table, in the sheet's order: `lines`, a list of objects.

    `row`: the number the spreadsheet shows. `kind`: `company`, `unit`, `sum`, `section` (a tower or floor
    alone above its rows), `header` (the headings again), `title` (a title again), `signature`, `blank`, and
    `left_out` for a row that was refused, or that nobody decided about: of it nothing else is kept.
    `cells`: the line as the file had it, shorter when it ends early, except that person and phone are blank:
    contact details are kept once, where they are masked. What has no field (备注, 人数) is here only.
    `enterprise`: of a company line, its id; `units`: ids of its units, in the order of the cell; `contact`:
    the id of whom to call, null if the line names nobody.
    """

    roster_table = ScopedForeignKey(RosterTable, related_name="passages")
    ordinal = models.PositiveIntegerField()
    lines = models.JSONField(default=list)

    class Meta:
        verbose_name = _("lines of a roster")
        constraints = [
            *walls("tenants_rosterlines", roster_table="tenants_rostertable"),
            models.UniqueConstraint(
                fields=["district", "roster_table", "ordinal"], name="tenants_rosterlines_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}"
