"""The address that opens a thing itself: `/d/<slug>/things/<id>`, with the id that GraphQL gives it."""

from uuid import UUID

from alliance.notices.links import written_by
from api.graphql.ids import LETTERS, encode


def path_of_thing(slug: str, type_name: str, key: UUID) -> str | None:
    return f"/d/{slug}/things/{encode(type_name, key)}" if type_name in LETTERS else None


written_by(path_of_thing)
