"""The table of addresses; what is behind each lies in `api`."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from api.addresses.page import address_page
from api.admin.entrance import district_admin
from api.finding.page import search_page
from api.graphql.schema import schema
from api.graphql.view import DistrictGraphQLView
from api.invitations.page import invitation_page
from api.lobby.page import lobby_board
from api.page_policy import own_content_only
from api.rest.exports import EndingsView, LobbyBoardView, MovesView, OccupancyView, VacancyView
from api.rest.files import FilesView, FileView
from api.rest.health import healthz, metrics, readyz
from api.rest.lists import OffersView, ProjectsView, WantsView
from api.rest.rosters import RosterOutView, RostersView, RosterView
from api.rest.tokens import TokensView, TokenView
from api.rest.welcome import welcome
from api.things.page import thing_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("", welcome, name="welcome"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("d/<slug:slug>/graphql", DistrictGraphQLView.as_view(schema=schema), name="graphql"),
    path("d/<slug:slug>/search", search_page, name="search"),
    path("d/<slug:slug>/invitation/<str:secret>", invitation_page, name="invitation"),
    path("d/<slug:slug>/address/<str:secret>", address_page, name="address"),
    path("d/<slug:slug>/things/<str:id>", thing_page, name="thing"),
    re_path(r"^d/(?P<slug>[-\w]+)/admin/(?P<rest>.*)$", district_admin, name="admin"),
    path("d/<slug:slug>/lobby-board", lobby_board, name="lobby-board"),
    path("d/<slug:slug>/api/occupancy.csv", OccupancyView.as_view(), name="occupancy"),
    path("d/<slug:slug>/api/occupancy.xlsx", OccupancyView.as_view(excel=True), name="occupancy-excel"),
    path("d/<slug:slug>/api/vacant.csv", VacancyView.as_view(), name="vacant"),
    path("d/<slug:slug>/api/vacant.xlsx", VacancyView.as_view(excel=True), name="vacant-excel"),
    path("d/<slug:slug>/api/contracts-ending.csv", EndingsView.as_view(), name="endings"),
    path("d/<slug:slug>/api/contracts-ending.xlsx", EndingsView.as_view(excel=True), name="endings-excel"),
    path("d/<slug:slug>/api/moves.csv", MovesView.as_view(), name="moves"),
    path("d/<slug:slug>/api/moves.xlsx", MovesView.as_view(excel=True), name="moves-excel"),
    path("d/<slug:slug>/api/lobby-board.csv", LobbyBoardView.as_view(), name="board"),
    path("d/<slug:slug>/api/lobby-board.xlsx", LobbyBoardView.as_view(excel=True), name="board-excel"),
    path("d/<slug:slug>/api/offers.xlsx", OffersView.as_view(), name="offers"),
    path("d/<slug:slug>/api/wants.xlsx", WantsView.as_view(), name="wants"),
    path("d/<slug:slug>/api/projects.xlsx", ProjectsView.as_view(), name="projects"),
    path("d/<slug:slug>/api/rosters/", RostersView.as_view(), name="rosters"),
    path("d/<slug:slug>/api/rosters/<uuid:id>/", RosterView.as_view(), name="roster"),
    path("d/<slug:slug>/api/roster.xlsx", RosterOutView.as_view(), name="roster-excel"),
    path("d/<slug:slug>/api/roster.csv", RosterOutView.as_view(form="csv"), name="roster-csv"),
    path("d/<slug:slug>/api/files/", FilesView.as_view(), name="files"),
    path("d/<slug:slug>/api/files/<uuid:id>/", FileView.as_view(), name="file"),
    path("d/<slug:slug>/api/tokens/", TokensView.as_view(), name="tokens"),
    path("d/<slug:slug>/api/tokens/<uuid:id>/", TokenView.as_view(), name="token"),
    path("_allauth/", include("api.signing_in.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "api/docs/",
        own_content_only(SpectacularSwaggerSplitView.as_view(url_name="schema")),
        name="docs",
    ),
]
