"""The lobby board (水牌) as a page to print: who is there today, floor by floor, a sheet per tower."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from graphql import GraphQLError

from api.graphql.reader import NotHere, account_of, open_district
from api.page_policy import own_content_only
from tenants.calendar import today
from tenants.isolation.scope import scope
from tenants.models import Building
from tenants.readers import reader_of
from tenants.selectors.lobby import lobby_boards


@own_content_only
@never_cache
@require_safe
def lobby_board(request: HttpRequest, slug: str) -> HttpResponse:
    """`?building=A座` shows one tower. For everybody, where the district is public: it says what the board in
    the lobby says, names and units, never a date. What is not there and what is not open answer alike."""
    chosen = request.GET.get("building") or None
    try:
        account = account_of(request)
        district = open_district(slug, account)
    except (NotHere, GraphQLError):
        return _gone(request)
    with scope(district):
        if not reader_of(account).may("read", "directory"):
            return _gone(request)
        buildings = list(
            Building.objects.filter(district=district)
            .order_by("ordinal", "id")
            .values_list("name", flat=True)
        )
        if chosen is not None and chosen not in buildings:
            return _gone(request)
        shown = {
            "district": district,
            "boards": lobby_boards(chosen),
            "buildings": buildings,
            "chosen": chosen,
            "day": today(),
        }
    with translation.override((account and account.language) or translation.get_language()):
        return render(request, "api/lobby_board.html", shown)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "404.html", status=404)
