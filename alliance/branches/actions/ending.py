"""What goes on when an organisation ends: its days are closed, nothing of its history is lost."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from alliance.branches.models import (
    Advice,
    Coverage,
    OfficeHolder,
    OrganisationBuilding,
    PartyOrganisation,
    Term,
)
from tenants.acts.recording import Record
from tenants.readers import standing_mandates

from .covering import forget_counts_of_one, settle_about
from .steps import changed


def end(record: Record, organisation: PartyOrganisation, on: date) -> None:
    """Close all that it has, its secretaries' mandates too: `on` is the first day without it."""
    close(record, OfficeHolder.objects.filter(organisation=organisation), on)
    terms = Term.objects.filter(organisation=organisation)
    for holder in OfficeHolder.objects.filter(
        organisation=organisation, term__in=terms.filter(starts__gte=on)
    ):
        record.update(holder, term=None)
    close(record, terms, on)
    close(record, Coverage.objects.filter(organisation=organisation), on)
    close(record, OrganisationBuilding.objects.filter(organisation=organisation), on)
    forget_counts_of_one(record, organisation)
    for mandate in standing_mandates().filter(principal=organisation.id).order_by("id").select_for_update():
        record.emit("mandate", mandate.id)  # what was pending for its holder is passed on
        record.update(mandate, revoked_at=timezone.now())
    changed(record, organisation, dissolved_on=on)


def close(record: Record, rows: Any, on: date) -> list[Any]:
    """End dated rows on a day; what had not begun by then goes. Returns them as they were, each as a copy."""
    open_rows = [row for row in rows.order_by("id").select_for_update() if row.ends is None or row.ends > on]
    if rows.model is Coverage:
        settle_about(record, open_rows)
        record.touch_enterprises(row.enterprise_id for row in open_rows)
    for row in open_rows:
        row.was_to_end = row.ends
        if row.starts is not None and row.starts >= on:
            if rows.model is Coverage:
                record.delete_many(list(Advice.objects.filter(coverage=row)))
            record.delete(row)
        else:
            record.update(row, ends=on)
    return open_rows


def hand_over(
    record: Record, rows: Iterable[Any], to: PartyOrganisation, on: date, **taken: set[Any]
) -> None:
    """Let rows that `close` ended on a day go on under another organisation, as long as they were to last.

    `taken`: by column, what that one has already.
    """
    for row in rows:
        if any(getattr(row, column) in had for column, had in taken.items()):
            continue
        begins = on if row.starts is None or row.starts < on else row.starts
        columns = (
            {"building_id": row.building_id}
            if isinstance(row, OrganisationBuilding)
            else {
                "enterprise_id": row.enterprise_id,
                "kind": row.kind,
            }
        )
        record.create(type(row)(organisation=to, starts=begins, ends=row.was_to_end, **columns))
