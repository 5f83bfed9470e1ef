"""A district says how a phrase is read here; what is stored by it follows (`rekeying`)."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenants.acts.authors import Author
from tenants.acts.recording import Record, act
from tenants.errors import NotFound
from tenants.isolation.scope import current_district_id
from tenants.models import LocalReading
from tenants.permissions import require
from tenants.rules.readings import folded_phrase, tidy_reading
from tenants.selectors.readings import local_readings

TOPIC = "local_reading"


@transaction.atomic
def set_local_reading(*, by: Author, phrase: str, reading: str) -> UUID:
    """A phrase is read so from now on, whatever the table that came with the product says; with an empty
    reading, as the dictionary has it. Returns the entry's id; one that was there is changed.

    Raises Refusal `FORBIDDEN`, `PHRASE_INVALID`, `READING_INVALID`.
    """
    require(by, "set", "local_reading")
    phrase = folded_phrase(phrase)
    with act("local_reading.set", by=by, summary=f"{phrase} {reading}".strip()) as record:
        return _set(record, phrase, tidy_reading(reading, phrase))


@transaction.atomic
def set_local_readings(*, by: Author, readings: Mapping[str, str]) -> int:
    """Several at once (phrase → reading), in one act; returns how many were new or changed. Raises as
    `set_local_reading` does."""
    require(by, "set", "local_reading")
    folded = {folded_phrase(phrase): (phrase, reading) for phrase, reading in readings.items()}
    said = {phrase: tidy_reading(reading, phrase) for phrase, (_as_given, reading) in folded.items()}
    known = dict(local_readings().values_list("phrase", "reading"))
    changed = {phrase: reading for phrase, reading in said.items() if known.get(phrase) != reading}
    with act("local_reading.import", by=by, summary=str(len(changed))) as record:
        for phrase in sorted(changed):
            _set(record, phrase, changed[phrase])
    return len(changed)


@transaction.atomic
def remove_local_reading(*, by: Author, reading_id: UUID) -> UUID:
    """The district has no entry of its own for the phrase any more. Returns the id of the *act*.

    Raises NotFound, Refusal `FORBIDDEN`.
    """
    require(by, "set", "local_reading")
    entry = local_readings().select_for_update(of=("self",)).filter(id=reading_id).first()
    if entry is None:
        raise NotFound(_("There is no such local reading."), ("localReading",))
    with act("local_reading.remove", by=by, summary=str(entry)) as record:
        record.delete(entry)
        record.emit(TOPIC, entry.id)
    return record.act.id


@transaction.atomic
def read_all_anew(*, by: Author) -> None:
    """Have everything that is stored by readings worked out anew: the table that came with the product has
    changed. Raises Refusal `FORBIDDEN`."""
    require(by, "set", "local_reading")
    with act("local_reading.rekey", by=by) as record:
        record.emit(TOPIC, current_district_id())


def _set(record: Record, phrase: str, reading: str) -> UUID:
    entry = local_readings().select_for_update(of=("self",)).filter(phrase=phrase).first()
    if entry is None:
        entry = record.create(LocalReading(phrase=phrase, reading=reading))
    else:
        record.update(entry, reading=reading)
    record.emit(TOPIC, entry.id)
    return entry.id
