"""Words for what the models leave to Django, which calls two 入驻单位 "入驻单位s" and an industry "industry".

Set on the models as they run, not in their `Meta`: what a page is called is no matter for migrations.
"""

from django.db.models import Field, ForeignKey
from django.utils.translation import gettext_lazy as _

from alliance.resources.models import Listing
from tenants.models import Act, Building, Enterprise, Floor, LocalReading, Mandate, OutboxEvent, Tenancy, Unit

PLURALS = {
    Act: _("acts"),
    Building: _("buildings"),
    Enterprise: _("enterprises"),
    Floor: _("floors"),
    Listing: _("listings"),
    LocalReading: _("local readings"),
    Mandate: _("mandates"),
    OutboxEvent: _("events set aside"),
    Tenancy: _("tenancies"),
    Unit: _("units"),
}
FIELDS = {
    "aggregate": _("about"),
    "attempts": _("attempts"),
    "consumer": _("consumer"),
    "created_at": _("made on"),
    "ends": _("until"),
    "error": _("error"),
    "exists_from": _("exists from"),
    "exists_until": _("exists until"),
    "head_office": _("head office"),
    "level": _("sublet level"),
    "parent": _("lies in"),
    "set_aside_at": _("set aside on"),
    "starts": _("from"),
    "topic": _("topic"),
    "updated_at": _("changed on"),
}


def give_names() -> None:
    """To every model of the admin and to its fields that have none of their own."""
    for model, plural in PLURALS.items():
        model._meta.verbose_name_plural = plural
        for field in model._meta.concrete_fields:
            if field._verbose_name is None:  # type: ignore[attr-defined]
                _name(field)


def _name(field: Field) -> None:
    if field.name in FIELDS:
        field.verbose_name = FIELDS[field.name]
    elif isinstance(field, ForeignKey):
        field.verbose_name = field.related_model._meta.verbose_name or field.name
