"""The page where a roster is handed in, and from where it and the lists made of it are fetched.

It speaks REST (`api/rest/rosters.py`), as any program does: the file stays in the browser and goes over
again with the answers, so that nothing of it is kept here.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from api.graphql.ids import encode
from tenants.calendar import today
from tenants.models import Building, Unit
from tenants.permissions import Role, reach_of
from tenants.roster.out.exporting import standing_batches

from .site import reader_of_request, site

SHOWN_BATCHES = 20


@never_cache
@require_safe
def rosters_page(request: HttpRequest) -> HttpResponse:
    """For whoever may import; the entrance has asked."""
    reader = reader_of_request(request)
    slug = request.district.slug  # type: ignore[attr-defined]
    mandates = [one for one in reader.mandates if reach_of(Role(one.role), "import", "roster")]
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": _("Rosters"),
        "api": f"/d/{slug}/api/",
        "board": f"/d/{slug}/lobby-board",
        "home": reverse("admin:index") if site.has_permission(request) else None,
        "batches": standing_batches()[:SHOWN_BATCHES],
        "buildings": list(Building.objects.order_by("ordinal", "id").values_list("name", flat=True)),
        "month": f"{today():%Y-%m}",
        "has_units": Unit.objects.exists(),
        "mandates": [(encode("Mandate", one.pk), one.principal.name) for one in mandates]
        if len(mandates) > 1
        else [],
        "spoken": {"language": get_language(), **_words()},
    }
    request.current_app = site.name  # type: ignore[attr-defined]
    return TemplateResponse(request, "api/admin_rosters.html", context)


def _words() -> dict[str, Any]:
    """What the page's script says."""
    return {
        "verdicts": {
            "new": _("new"),
            "changed": _("changed"),
            "moved": _("moved"),
            "gone": _("gone"),
            "unchanged": _("unchanged"),
            "unit": _("about a unit"),
            "asked": _("to be decided"),
            "refused": _("refused"),
            "ignored": _("ignored"),
        },
        "fields": {
            "units": _("unit"),
            "unit_state": _("state of the unit"),
            "from": _("from"),
            "contract_to": _("contract until"),
            "until": _("last day there"),
            "area": _("area m²"),
            "name": _("name"),
            "former_names": _("former name"),
            "uscc": _("credit code"),
            "format": _("business format"),
            "person": _("contact"),
            "phone": _("phone"),
        },
        "states": {
            "VACANT": _("vacant"),
            "TO_LET": _("to let"),
            "RESERVED": _("reserved"),
            "FITTING_OUT": _("fitting out"),
            "OWN_USE": _("own use"),
            "OUT_OF_USE": _("out of use"),
        },
        "choices": {
            "rename": _("the same company under a new name"),
            "replace": _("it has taken the other's place"),
            "share": _("both share the unit"),
            "same": _("the same company, keep the name we have"),
            "new": _("another company"),
            "skip": _("leave the row out"),
        },
        "checking": _("Reading and comparing …"),
        "applying": _("Applying …"),
        "checked": _("This is what would change. Nothing has been written yet."),
        "bad": _("Put the cells right here or in the file, decide what is asked, and check again."),
        "nothing": _("Everything is so already: there is nothing to change."),
        "applied": _("Applied."),
        "left_out": _("The rows that were left out, to put right"),
        "undone": _("It has been taken back."),
        "undo": _("Take it back"),
        "sure": _("Take this roster back? All that it wrote goes."),
        "lost": _("The file has changed or cannot be read any more: choose it again."),
        "failed": _("It did not work. Nothing was written; try again."),
        "dropped": _("Columns that must not be kept were dropped: %s"),
        "unread": _("Columns that nobody knows were not read: %s"),
        "skipped": _("Sheets without a roster: %s"),
        "formats": _("New business formats: %s"),
        "scope": _("Complete for: %s"),
        "unlisted": _("%s tenancies of these towers are not in the file: give a day of going, or they stay."),
        "more": _("%s more …"),
        "right": _("what should stand there"),
        "choose": _("decide …"),
        "columns": {
            "where": _("where"),
            "area": _("area m²"),
            "column": _("column"),
            "found": _("found"),
            "message": _("what is wrong, and what would be right"),
            "right": _("put right"),
            "name": _("name"),
            "place": _("building and unit"),
            "change": _("before → after"),
            "answer": _("decision"),
            "term": _("contract"),
        },
        "titles": {
            "refused": _("Cells to put right"),
            "asked": _("To be decided"),
            "noted": _("Taken, but look once"),
            "changed": _("What changes"),
            "new": _("New"),
            "unit": _("Units"),
            "unchanged": _("Unchanged"),
            "ignored": _("Ignored"),
        },
    }
