"""Why the rows of a page are hits, read for all of them at once, as far as the reader may know."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from alliance.resources.models import Listing
from search.because import Reason, reasons
from search.criteria import allowed_fields
from search.documents.stored import stored_enterprises, stored_listings
from search.fields import Field, Subject
from tenants.models import Enterprise
from tenants.readers import Reader
from tenants.reading.local_readings import Readings
from tenants.selectors.readings import district_readings

Reasons = Mapping[UUID, list[Reason]]


def why_enterprises(
    *,
    reader: Reader,
    text: str,
    rows: Sequence[Enterprise],
    readings: Readings | None = None,
    fields: Sequence[Field] | None = None,
) -> Reasons:
    """By id: why each of these rows, which the reader was shown, fits the text. At most eight statements.
    `readings`: the district's, where the caller has them; `fields`: what was searched, where it was not
    all."""
    looked_at = allowed_fields(Subject.ENTERPRISE, reader) if fields is None else fields
    heard = readings or district_readings()
    stored = stored_enterprises(rows, {field.name for field in looked_at})
    return {
        key: reasons(one.texts, text, looked_at, places=one.places, readings=heard)
        for key, one in stored.items()
    }


def why_listings(
    *,
    reader: Reader,
    text: str,
    rows: Sequence[Listing],
    readings: Readings | None = None,
    fields: Sequence[Field] | None = None,
) -> Reasons:
    """The same of listings. At most two statements."""
    looked_at = allowed_fields(Subject.LISTING, reader) if fields is None else fields
    heard = readings or district_readings()
    stored = stored_listings(rows, {field.name for field in looked_at})
    return {key: reasons(one.texts, text, looked_at, readings=heard) for key, one in stored.items()}
