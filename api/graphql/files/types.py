from collections.abc import Iterable
from typing import Any
from uuid import UUID

import graphene
from django.urls import reverse

from alliance.files.models import StoredFile
from alliance.files.selectors import readable
from api.graphql.base import HouseType
from api.graphql.context import Context
from api.graphql.peers import by_id


class FileType(HouseType):
    class Meta:
        name = "File"
        model = StoredFile
        description = (
            "A paper or picture that belongs to something. Handed in over REST: `POST …/api/files/`."
        )
        permission = ("read", "file")

    name = graphene.String(required=True, description="What it is called, e.g. 平面图.pdf.")
    media_type = graphene.String(
        required=True,
        description="What its content is, e.g. `application/pdf`. Told by us, not by the sender.",
    )
    size = graphene.Int(required=True, description="In bytes, e.g. `48213`; at most ten megabytes.")
    url = graphene.String(required=True, description="Where it can be fetched, by whoever may read it.")
    created_at = graphene.DateTime(required=True, description="When it was handed in.")

    def resolve_url(file: Any, info: Any) -> str:
        page = reverse("file", kwargs={"slug": info.context.district.slug, "id": file.pk})
        return info.context.request.build_absolute_uri(page)

    @classmethod
    def read(cls, context: Context, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """One's own, and those attached to what the reader may see."""
        wanted = list(ids)
        return by_id(readable(context.reader, wanted), wanted)
