"""The three lists as Excel, as the office sends them on."""

from django.http import HttpResponseBase
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.request import Request

from alliance.resources.selectors.sheets import PROJECT_HEADINGS, THING_HEADINGS, project_rows, thing_rows

from .asking import DistrictView
from .writing import MEDIA_TYPE, as_xlsx

XLSX = {(200, MEDIA_TYPE): OpenApiTypes.BINARY}


class ProjectsView(DistrictView):
    """The list of projects: 事项, 责任单位, 认领单位, 时限, 进展."""

    permission = ("export", "listing")

    @extend_schema(responses=XLSX)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        return as_xlsx(
            "projects", "项目清单", self.district, PROJECT_HEADINGS, lambda: project_rows(self.reader)
        )


class OffersView(DistrictView):
    """The list of what members offer."""

    permission = ("export", "listing")

    @extend_schema(responses=XLSX)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        return as_xlsx(
            "offers", "资源清单", self.district, THING_HEADINGS, lambda: thing_rows(self.reader, "OFFER")
        )


class WantsView(DistrictView):
    """The list of what members look for."""

    permission = ("export", "listing")

    @extend_schema(responses=XLSX)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        return as_xlsx(
            "wants", "需求清单", self.district, THING_HEADINGS, lambda: thing_rows(self.reader, "WANT")
        )
