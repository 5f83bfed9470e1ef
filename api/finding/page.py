"""The page of the search: a shell in the reader's language, whose script asks GraphQL as others do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from graphql import GraphQLEnumType, get_named_type

from api.graphql.reader import NotHere, open_district
from api.graphql.schema import schema
from api.page_policy import own_content_only
from tenants.models import Account

from .words import WORDS

LISTS = {"enterprises": "EnterpriseSearchConnection", "listings": "ListingSearchConnection"}


@own_content_only
@never_cache
@require_safe
def search_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The box and the place for what is found. A district that is not open to the reader is not there."""
    account = request.user if isinstance(request.user, Account) and request.user.is_active else None
    with translation.override((account and account.language) or translation.get_language()):
        try:
            district = open_district(slug, account)
        except NotHere:
            return render(request, "404.html", status=404)
        told = {"words": _said(WORDS), "facets": {name: _facets(type_) for name, type_ in LISTS.items()}}
        return render(request, "api/search.html", {"district": district, "told": told})


def _facets(connection: str) -> list[str] | None:
    """What this list can be narrowed by, as the schema has it."""
    field = schema.graphql_schema.type_map[connection].fields.get("facets")
    kind = get_named_type(field.args["fields"].type) if field else None
    return list(kind.values) if isinstance(kind, GraphQLEnumType) else None


def _said(words: Any) -> Any:
    """The words in the active language."""
    return {key: _said(word) for key, word in words.items()} if isinstance(words, dict) else str(words)
