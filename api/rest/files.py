"""Files in and out. What is attached to what, GraphQL says; here are the bytes."""

from typing import Any
from uuid import UUID

from django.core.files.uploadhandler import (
    FileUploadHandler,
    MemoryFileUploadHandler,
    StopUpload,
    TemporaryFileUploadHandler,
)
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from alliance.files.actions import store
from alliance.files.models import StoredFile
from alliance.files.rules import LARGEST
from alliance.files.selectors import readable
from api.graphql.ids import encode, key_of
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.readers import author_for

from .asking import DistrictView

# What surrounds the file in the body: boundaries, headings, the mandate.
AROUND = 16 * 1024
STATUS = {"FORBIDDEN": 403, "FILE_TOO_LARGE": 413}


class FileHandedIn(serializers.Serializer):
    """A file, and the mandate under which it is handed in."""

    file = serializers.FileField(help_text="At most ten megabytes: PDF, PNG, JPEG, WEBP, DOCX, XLSX, PPTX.")
    actingAs = serializers.CharField(help_text="The mandate: an id of `me.mandates`.")


class FileKept(serializers.Serializer):
    """A file that was kept. Its `id` is what GraphQL takes, for a day: then it is to be attached."""

    id = serializers.CharField()
    name = serializers.CharField()
    mediaType = serializers.CharField()
    size = serializers.IntegerField()
    url = serializers.CharField()


class Limit(FileUploadHandler):
    """Stops reading a body once there is more of a file than may be kept."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.seen, self.exceeded = 0, False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > LARGEST:
            self.exceeded = True
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class FilesView(DistrictView):
    """Hand in a file. What it is, its content says; it belongs to whom the mandate acts for."""

    permission = ("store", "file")
    parser_classes = [MultiPartParser]

    @extend_schema(request={"multipart/form-data": FileHandedIn}, responses={201: FileKept})
    def post(self, request: Request, slug: str) -> Response:
        try:
            with scope(self.district):
                file = self._stored(request)
        except Refusal as refusal:
            told = {"path": list(refusal.path), "code": refusal.code, "message": str(refusal.message)}
            return Response({"errors": [told]}, status=STATUS.get(refusal.code, 400))
        return Response(_kept(request, slug, file), status=201)

    def _stored(self, request: Request) -> StoredFile:
        said = int(request.META.get("CONTENT_LENGTH") or 0)
        if said > LARGEST + AROUND:
            raise _too_large()
        limit = Limit(request._request)
        # Set on what Django reads with: into memory when small, else into a file on disk.
        request._request.upload_handlers = [
            limit,
            MemoryFileUploadHandler(request._request),
            TemporaryFileUploadHandler(request._request),
        ]
        request.upload_handlers = request._request.upload_handlers
        body: Any = request.data
        given, mandate = body.get("file"), body.get("actingAs")
        if limit.exceeded:
            raise _too_large()
        author = author_for(self.reader, key_of("Mandate", str(mandate or "")))
        if given is None or isinstance(given, str):
            raise Refusal("REQUIRED", _("Hand in a file."), ("file",))
        return store(by=author, name=given.name or "", content=given.read())


class FileView(DistrictView):
    """Fetch a file, if you may read what it belongs to."""

    permission = ("read", "file")

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, slug: str, id: UUID) -> HttpResponse:
        with scope(self.district):
            file = readable(self.reader, [id]).defer(None).first()
        if file is None:
            raise NotFound
        response = HttpResponse(bytes(file.content), content_type=file.media_type)
        # Never shown as a page of ours, whatever is inside of it.
        response["Content-Disposition"] = content_disposition_header(True, file.name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, no-cache"
        return response


def _too_large() -> Refusal:
    return Refusal("FILE_TOO_LARGE", _("A file has at most 10 MB."), ("file",))


def _kept(request: Request, slug: str, file: StoredFile) -> dict[str, Any]:
    page = reverse("file", kwargs={"slug": slug, "id": file.pk})
    return {
        "id": encode("File", file.pk),
        "name": file.name,
        "mediaType": file.media_type,
        "size": file.size,
        "url": request.build_absolute_uri(page),
    }
