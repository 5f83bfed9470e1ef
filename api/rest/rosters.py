"""Rosters (台账) in and out over REST: what `manage.py roster` does, for programs and for the upload page."""

import io
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.rosters.in_memory import LARGEST, Memory
from api.rosters.progress import told
from api.rosters.running import refused, run
from api.rosters.wishes import Handed, author_of, file_of
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.roster.actions.importing import take_back_roster
from tenants.roster.files.sheet import Unreadable
from tenants.roster.out.exporting import BLANK, export_roster, standing_batches

from .asking import DistrictView
from .writing import MEDIA_TYPE

ROSTERS = ["Rosters"]
LINES = "application/x-ndjson"
AROUND = 64 * 1024


class LinesRenderer(JSONRenderer):
    """For whoever asks to be told how far it is."""

    media_type = LINES
    format = "ndjson"


class RosterHandedIn(serializers.Serializer):
    """A roster, and what is to be done with it."""

    file = serializers.FileField(help_text=".xlsx, .xls or .csv, at most 48 MB. It is not kept.")
    dry_run = serializers.BooleanField(
        default=True, help_text="Only show what would happen. `false` applies it, all or nothing."
    )
    create_units = serializers.BooleanField(default=False, help_text="Write down units that the file names.")
    skip_bad = serializers.BooleanField(
        default=False, help_text="Leave out rows that are refused or asked about, and apply the rest."
    )
    gone_on = serializers.DateField(
        required=False, help_text="First day of not being there, for whoever is not listed, e.g. 2026-03-01."
    )
    scope = serializers.CharField(
        required=False, help_text="Towers that the file is complete for, e.g. `A座,B座`, or `all`."
    )
    answers = serializers.CharField(
        required=False,
        help_text="The `answers` of a dry run as JSON, each question with one of its choices as `answer`; "
        "or a file that holds it.",
    )
    mapping = serializers.CharField(
        required=False, help_text='More words for headings, as JSON: `{"name": ["客商"]}`; or a file.'
    )
    actingAs = serializers.CharField(
        required=False, help_text="The mandate: an id of `me.mandates`. Default: the first that may import."
    )


class BatchShown(serializers.Serializer):
    """A roster that was applied and not taken back."""

    id = serializers.UUIDField()
    file_name = serializers.CharField()
    scope = serializers.ListField(child=serializers.CharField(), help_text="Towers it was complete for.")
    at = serializers.DateTimeField()


class RostersView(DistrictView):
    """Hand in a roster: a dry run shows the difference, and without it the difference is applied."""

    permission = ("import", "roster")
    parser_classes = [MultiPartParser]
    renderer_classes = [JSONRenderer, LinesRenderer]

    @extend_schema(
        summary="Hand in a roster: show what would change, or apply it",
        description="The answer is the report of `manage.py roster --json`: `summary`, `rows` with verdict, "
        "changes and problems (sheet, row, column, what was found, what would be right), `batch` once it is "
        "applied, and `answers`, to be sent again with a choice for every question and what is `right` for "
        "every cell that is wrong. Rows that were skipped come back as `left_out`: `name` and `content`, a "
        "workbook in base64, to put right and send again. 422: nothing was written, since rows are "
        "refused or undecided. With "
        "`Accept: application/x-ndjson` lines of JSON tell how far it is; the last one has the answer as "
        "`report` and its status as `status`.",
        tags=ROSTERS,
        request={"multipart/form-data": RosterHandedIn},
        responses={200: OpenApiTypes.OBJECT, 400: OpenApiTypes.OBJECT, 422: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request, slug: str) -> HttpResponseBase:
        try:
            file, form = handed_in(request)
            by = author_of(self.reader, str(form.get("actingAs") or ""))
        except (Unreadable, Refusal) as error:
            status, said = refused(error)
            return Response(said, status=status)
        district = self.district
        if LINES in request.headers.get("Accept", ""):

            def work(tell: Any) -> dict[str, Any]:
                status, said = run(district, by, file, form, tell)
                return {"status": status, "report": said}

            answer = StreamingHttpResponse(told(work), content_type=LINES)
            answer["Cache-Control"] = "no-store"
            answer["X-Accel-Buffering"] = "no"
            return answer
        status, said = run(district, by, file, form)
        return Response(said, status=status)

    @extend_schema(summary="The rosters that were applied", tags=ROSTERS, responses=BatchShown(many=True))
    def get(self, request: Request, slug: str) -> Response:
        with scope(self.district):
            batches = [
                {"id": one.id, "file_name": one.file_name, "scope": one.scope, "at": one.act.at}
                for one in standing_batches()
            ]
        return Response(BatchShown(batches, many=True).data)


class RosterView(DistrictView):
    """One roster that was applied."""

    permission = ("import", "roster")

    @extend_schema(
        summary="Take a roster back",
        description="Exactly, as long as nothing was built on it; else 409 says so.",
        tags=ROSTERS,
        responses={200: OpenApiTypes.OBJECT, 404: OpenApiTypes.OBJECT, 409: OpenApiTypes.OBJECT},
    )
    def delete(self, request: Request, slug: str, id: UUID) -> Response:
        try:
            by = author_of(self.reader, request.query_params.get("actingAs", ""))
            with scope(self.district):
                batch = take_back_roster(by=by, batch_id=id)
        except Refusal as error:
            status, said = refused(error)
            return Response(said, status=status)
        return Response({"batch": str(batch.id), "undone": True})


class RosterOutView(DistrictView):
    """The roster as a file."""

    permission = ("export", "roster")
    form = "xlsx"

    @extend_schema(
        summary="The roster, in the layout it came in or blank",
        description="Same columns, order and title rows as in the batch named by `layout`, with what has "
        "changed since in yellow; without `layout` the latest one's, and our own columns where there is "
        "none. `blank` is one to fill in, with explanations and drop-downs. Phones are in it: each is noted "
        "as read for property service.",
        tags=ROSTERS,
        parameters=[
            OpenApiParameter("layout", OpenApiTypes.STR, description="A batch's id, or `blank`."),
            OpenApiParameter(
                "actingAs", OpenApiTypes.STR, description="The mandate: an id of `me.mandates`."
            ),
        ],
        responses={(200, MEDIA_TYPE): OpenApiTypes.BINARY, (200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        layout = request.query_params.get("layout") or None
        with tempfile.TemporaryDirectory(prefix="roster-") as folder:
            path = Path(folder) / f"{slug}.{self.form}"
            try:
                by = author_of(self.reader, request.query_params.get("actingAs", ""))
                with scope(self.district):
                    came_as = export_roster(by=by, path=path, layout=layout, language=get_language() or "")
            except (Unreadable, Refusal) as error:
                status, said = refused(error)
                return Response(said, status=status)
            content = io.BytesIO(path.read_bytes())
        name = "blank" if layout == BLANK else Path(came_as).stem or "roster"
        kind = MEDIA_TYPE if self.form == "xlsx" else "text/csv; charset=utf-8"
        return FileResponse(
            content, as_attachment=True, filename=f"{slug}-{name}.{self.form}", content_type=kind
        )


def handed_in(request: Request) -> tuple[Handed, Mapping[str, Any]]:
    """The file, which stays in memory, and the form. Raises Refusal `FILE_TOO_LARGE`, `REQUIRED`."""
    memory = Memory(request._request)
    said = int(request.META.get("CONTENT_LENGTH") or 0)
    if said > LARGEST + AROUND:
        raise _too_large()
    request._request.upload_handlers = [memory]
    request.upload_handlers = request._request.upload_handlers
    form: Any = request.data
    if memory.exceeded:
        raise _too_large()
    return file_of(form.get("file")), form


def _too_large() -> Refusal:
    return Refusal("FILE_TOO_LARGE", _("A roster has at most 48 MB."), ("file",))
