"""Files belong to whoever handed them in, never change, and go by themselves where nothing points to them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from alliance.files.actions import clear_unattached, store
from alliance.files.models import StoredFile
from alliance.files.selectors import readable
from tenants.acts.authors import OPERATOR
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import Act, ActChange
from tenants.readers import ANYBODY, reader_of
from tests.factories.listings import FOR_DISTRICT, a_listing
from tests.factories.papers import PDF, PROGRAM, a_file
from tests.factories.town import Town


def test_a_file_is_kept_once_for_whom_one_acts(town: Town) -> None:
    with scope(town.home.district):
        kept = StoredFile.objects.get(id=a_file(town.home.as_liaison, "../平面图.pdf").id)
        assert (kept.name, kept.media_type, kept.size) == ("平面图.pdf", "application/pdf", len(PDF))
        assert kept.owner_id == town.home.enterprise.id and bytes(kept.content) == PDF
        # The act knows that it was handed in, and does not keep it a second time.
        assert Act.objects.get(verb="file.store").account_id == town.insider.id
        assert not ActChange.objects.filter(act__verb="file.store").exists()


def test_what_is_refused_leaves_nothing(town: Town) -> None:
    with scope(town.home.district):
        with pytest.raises(Refusal, match="FILE_TYPE_MISMATCH"):
            store(by=town.home.as_liaison, name="批复.pdf", content=PROGRAM)
        with pytest.raises(Refusal, match="FORBIDDEN"):
            store(by=OPERATOR, name="批复.pdf", content=PDF)
        assert not StoredFile.objects.exists() and not Act.objects.filter(verb="file.store").exists()


def test_its_owner_reads_it_and_nobody_else_until_it_is_attached(town: Town) -> None:
    with scope(town.home.district):
        file = a_file(town.home.as_liaison)

        def reads(account: object) -> bool:
            return readable(reader_of(account), [file.id]).exists()

        assert reads(town.insider)
        assert not any(reads(one) for one in (town.home.manager, town.outsider, town.neighbour, None))
        a_listing(town.home.as_liaison, files=(file.id,), **FOR_DISTRICT)
        assert reads(town.insider) and reads(town.home.manager)
        assert not any(reads(one) for one in (town.outsider, town.neighbour, None))
        a_listing(town.home.as_liaison, files=(file.id,))
        assert readable(ANYBODY, [file.id]).exists()
    with scope(town.next_door.district):
        assert not readable(reader_of(town.neighbour), [file.id]).exists()


def test_a_draft_shows_its_files_to_its_owner_only(town: Town) -> None:
    with scope(town.home.district):
        file = a_file(town.home.as_liaison)
        a_listing(town.home.as_liaison, files=(file.id,), is_draft=True)
        assert readable(reader_of(town.insider), [file.id]).exists()
        assert not readable(ANYBODY, [file.id]).exists()


def test_only_what_one_handed_in_oneself_can_be_attached(town: Town) -> None:
    with scope(town.next_door.district):
        foreign = a_file(town.next_door.as_liaison)
    with scope(town.home.district):
        own, others = a_file(town.home.as_liaison), a_file(town.home.as_manager)
        for guessed in (foreign.id, others.id, uuid4()):
            with pytest.raises(Refusal) as refused:
                a_listing(town.home.as_liaison, files=(own.id, guessed))
            assert (refused.value.code, refused.value.path) == ("NOT_FOUND", ("files", "1"))
        assert not Act.objects.filter(verb="listing.post").exists()


def test_its_content_is_not_read_with_a_list(town: Town) -> None:
    with scope(town.home.district):
        a_file(town.home.as_liaison)
        assert "content" in StoredFile.objects.get().get_deferred_fields()


def test_the_application_cannot_change_a_file(town: Town) -> None:
    with scope(town.home.district):
        file = a_file(town.home.as_liaison)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            StoredFile.objects.filter(id=file.id).update(content=b"other")


def test_what_nothing_points_to_goes_after_a_day(town: Town) -> None:
    with scope(town.home.district):
        attached, fresh = a_file(town.home.as_liaison, "贴.pdf"), a_file(town.home.as_liaison, "新.pdf")
        said: dict[str, Any] = {"media_type": "application/pdf", "size": 1, "content": b"x"}
        said |= {"owner": attached.owner, "created_at": timezone.now() - timedelta(hours=25)}
        old = StoredFile.objects.create(name="旧.pdf", **said)
        kept = StoredFile.objects.create(name="用.pdf", **said)
        a_listing(town.home.as_liaison, files=(attached.id, kept.id))
        assert clear_unattached() == 1
        assert not StoredFile.objects.filter(id=old.id).exists()
        assert StoredFile.objects.filter(id__in=[attached.id, fresh.id, kept.id]).count() == 3
        assert clear_unattached() == 0


def test_the_database_keeps_what_is_attached(town: Town) -> None:
    with scope(town.home.district):
        file = a_file(town.home.as_liaison)
        a_listing(town.home.as_liaison, files=(file.id,))
    with pytest.raises(DatabaseError, match="resources_listingfile_file_fk"), scope(town.home.district):
        StoredFile.objects.filter(id=file.id).delete()
