"""Files are handed in, and cleared away where nothing came to point to them."""

import hashlib
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tenants.acts.authors import Author
from tenants.acts.recording import act
from tenants.permissions import forbidden, require

from .models import StoredFile
from .rules import check_size, clean_name, kind_of
from .selectors import unattached

# Long enough to hand a file in, go home, and finish the page it belongs to the next morning.
KEEP_UNATTACHED = timedelta(days=1)
BATCH = 200


@transaction.atomic
def store(*, by: Author, name: str, content: bytes) -> StoredFile:
    """Keep a file for whoever the author acts as; what it belongs to comes to point to it.

    Raises Refusal `FORBIDDEN`, `FILE_EMPTY`, `FILE_TOO_LARGE`, `FILE_KIND_NOT_ACCEPTED`,
    `FILE_TYPE_MISMATCH`.
    """
    if by.principal_id is None:
        raise forbidden()
    require(by, "store", "file", owner=by.principal_id)
    check_size(len(content))
    tidy = clean_name(name)
    media_type = kind_of(tidy, content)
    with act("file.store", by=by, summary=media_type):
        # Not `record.create`: the act would keep the content a second time, as text. It never changes, and
        # goes by itself where nothing points to it.
        return StoredFile.objects.create(
            owner_id=by.principal_id,
            name=tidy,
            media_type=media_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
        )


def clear_unattached() -> int:
    """Delete files of the open district that nothing came to point to; returns how many.

    Should somebody attach one at this very moment, the database refuses: all stay until the next time.
    """
    old = unattached(timezone.now() - KEEP_UNATTACHED)
    ids = list(old.order_by("created_at").values_list("id", flat=True)[:BATCH])
    try:
        with transaction.atomic():
            deleted, _ = StoredFile.objects.filter(id__in=ids).delete()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        return 0
    return deleted
