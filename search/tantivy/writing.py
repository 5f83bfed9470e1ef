"""Changing a tantivy index: everything between opening and leaving is one commit."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

import tantivy

from search.engine import Document
from search.fields import Subject
from search.tantivy.faults import faults
from search.tantivy.reading import versions
from search.tantivy.schema import DISTRICT, KEY, key, to_tantivy

# tantivy's least is 15 MB for a thread; a writer opens in 0.6 ms, so none is kept open between changes.
_HEAP = 32_000_000
_UNWRITABLE = "The search index cannot be written"


class Change:
    """See `search.engine.Writing`."""

    def __init__(self, index: tantivy.Index, writer: tantivy.IndexWriter) -> None:
        self._index, self._writer = index, writer

    def put(self, district_id: UUID, documents: Iterable[Document]) -> None:
        for document in documents:
            row = to_tantivy(district_id, document)
            with faults(_UNWRITABLE):
                self._writer.delete_documents_by_term(KEY, key(district_id, document.subject, document.id))
                self._writer.add_document(row)

    def drop(self, district_id: UUID, subject: Subject, gone: Mapping[UUID, int]) -> None:
        with faults(_UNWRITABLE):
            for one in gone:
                self._writer.delete_documents_by_term(KEY, key(district_id, subject, one))

    def clear(self, district_id: UUID) -> None:
        with faults(_UNWRITABLE):
            self._writer.delete_documents_by_term(DISTRICT, district_id.hex)

    def versions(self, district_id: UUID, subject: Subject) -> dict[UUID, int]:
        with faults(_UNWRITABLE):
            self._index.reload()
            return versions(self._index.searcher(), district_id, subject)


@contextmanager
def changing(index: tantivy.Index) -> Iterator[Change]:
    """Open a writer, commit on leaving; on an error nothing is kept. Raises SearchAway."""
    with faults(_UNWRITABLE):
        writer = index.writer(_HEAP, 1)
        # A writer that was killed before its commit may have left a list of deletes under the very name that
        # this one will give to its own, and would fail on for ever.
        writer.garbage_collect_files()
    try:
        yield Change(index, writer)
    except BaseException:
        with faults(_UNWRITABLE):
            writer.rollback()
            writer.wait_merging_threads()  # lets go of tantivy's own lock
        raise
    with faults(_UNWRITABLE):
        writer.commit()
        writer.wait_merging_threads()
