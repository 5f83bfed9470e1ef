"""One enterprise, by what people have in hand: its id, its page's address, its code."""

from django.db.models import F, QuerySet

from alliance.members.selectors import in_directory, known_to
from api.graphql.context import Context
from api.graphql.ids import key_of
from tenants.models import Enterprise, FormerSlug

LONGEST_SLUG = 160


def by_id(context: Context, text: str) -> Enterprise | None:
    key = key_of("Enterprise", text)
    return _here(context).filter(pk=key).first() if key else None


def by_slug(context: Context, slug: str) -> Enterprise | None:
    """By the present address, else by a former one."""
    if "\0" in slug or len(slug) > LONGEST_SLUG:
        return None
    found = _here(context).filter(slug=slug).first()
    if found:
        return found
    former = FormerSlug.objects.filter(district=context.district.id, slug=slug).first()
    return _here(context).filter(pk=former.enterprise_id).first() if former else None


def by_uscc(context: Context, uscc: str) -> Enterprise | None:
    """A shop may trade on its head office's code: then the head office answers, else the oldest.

    Who has left answers the public by id and slug, not by code (domain rule 14).
    """
    if "\0" in uscc:
        return None
    rows = _here(context).filter(uscc=uscc.upper())
    if not context.may("read", "tenancy.dates"):
        rows = rows.filter(in_directory(context.today))
    return rows.order_by(F("head_office").asc(nulls_first=True), "id").first()


def _here(context: Context) -> QuerySet[Enterprise]:
    return known_to(context.reader, context.today)
