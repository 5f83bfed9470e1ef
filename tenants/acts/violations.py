"""What people are told when the database refuses: constraint → code and sentence.

The database keeps the rules; here they get words. Each room adds its own constraints with `explain`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from django.utils.translation import gettext_lazy as _

from tenants.errors import Refusal

MEANINGS: dict[str, tuple[str, Any]] = {}
UNBREAKABLE: dict[str, str] = {}
LOCK_NOT_AVAILABLE, DEADLOCK, TOOK_TOO_LONG = "55P03", "40P01", "57014"
# What `daterange()` of a generated column says to days in the wrong order, before any CHECK is asked.
RANGE_UPSIDE_DOWN = "22000"
TEXT_TOO_LONG = "22001"
NUMBER_TOO_LARGE, NO_SUCH_MOMENT = "22003", "22008"


def explain(constraint: str, code: str, message: Any) -> None:
    """Register what breaking a constraint means. Raises ValueError for one that has a meaning."""
    if constraint in MEANINGS:
        raise ValueError(f"{constraint} is explained already.")
    MEANINGS[constraint] = (code, message)


def unbreakable(constraint: str, reason: str) -> None:
    """Register that no person can break a constraint, and why."""
    UNBREAKABLE[constraint] = reason


def refusal_for(error: DatabaseError) -> Refusal | None:
    """The refusal that a database error amounts to, or None if it is a fault of ours."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is None:
        return None
    if diagnosis.sqlstate in (LOCK_NOT_AVAILABLE, DEADLOCK):
        return Refusal("BUSY", _("Somebody else is changing the same thing. Try again in a moment."))
    if diagnosis.sqlstate == TOOK_TOO_LONG:
        return Refusal("BUSY", _("This took too long and was stopped. Try again later."))
    if diagnosis.sqlstate == RANGE_UPSIDE_DOWN:
        return Refusal("BEFORE_START", _("The last day lies before the first."))
    if diagnosis.sqlstate == TEXT_TOO_LONG:
        return Refusal("TOO_LONG", _("A text is longer than can be kept."))
    if diagnosis.sqlstate in (NUMBER_TOO_LARGE, NO_SUCH_MOMENT):
        return Refusal("OUT_OF_RANGE", _("A number or a day is larger than can be kept."))
    meaning = MEANINGS.get(diagnosis.constraint_name or "")
    return Refusal(*meaning) if meaning else None


@contextmanager
def in_words() -> Iterator[None]:
    """What the database refuses inside is raised as a Refusal, if it amounts to one."""
    try:
        yield
    except (IntegrityError, OperationalError, DataError) as error:
        refusal = refusal_for(error)
        if refusal is None:
            raise
        raise refusal from error


explain("tenants_claim_excludes", "UNIT_TAKEN", _("Somebody else is on this unit on some of these days."))
explain(
    "tenants_tenancy_same_once",
    "ALREADY_THERE",
    _("The enterprise is on this unit already on some of these days."),
)
explain("tenants_tenancy_unit_fk", "NO_SUCH_UNIT", _("The unit does not exist on all of these days."))
explain(
    "tenants_tenancy_parent_fk", "BEYOND_PARENT", _("A sublet lies within the tenancy that it is let from.")
)
explain("tenants_tenancy_lasts", "BEFORE_START", _("The last day lies before the first."))
explain("tenants_contract_lasts", "BEFORE_START", _("The contract ends before it starts."))
explain(
    "tenants_enterprise_once",
    "ALREADY_REGISTERED",
    _("This enterprise is registered already: same code, same name."),
)
explain(
    "tenants_enterprise_uscc_valid", "USCC_CHECK_DIGIT", _("This is not a valid unified social credit code.")
)
explain(
    "tenants_unit_label_once",
    "LABEL_TAKEN",
    _("The building has another unit of this label on some of these days."),
)
explain("tenants_enterprise_named", "NAME_MISSING", _("An enterprise needs a name."))
# Whoever gives an address waits for the others (`actions.enterprises`); this is the net beneath.
for slug_constraint in ("tenants_enterprise_slug_once", "tenants_formerslug_once"):
    explain(slug_constraint, "BUSY", _("Somebody else is changing the same thing. Try again in a moment."))
explain("tenants_unit_exists", "BEFORE_START", _("The unit would not exist on a single day."))
explain(
    "tenants_person_of_account", "BUSY", _("Somebody else is changing the same thing. Try again in a moment.")
)
explain("tenants_unit_labelled", "NAME_MISSING", _("A unit needs a label."))
for area_constraint in ("tenants_contract_area_positive", "tenants_unit_area_positive"):
    explain(area_constraint, "OUT_OF_RANGE", _("An area is more than nothing."))
explain("tenants_building_name_once", "NAME_TAKEN", _("The district has a building of this name already."))
explain("tenants_buildingalias_once", "NAME_TAKEN", _("Another building is called this already."))
explain(
    "tenants_localreading_once", "BUSY", _("Somebody else is changing the same thing. Try again in a moment.")
)
explain("tenants_localreading_hanzi", "PHRASE_INVALID", _("A phrase is 1 to 12 Chinese characters."))
for reading_constraint in ("tenants_localreading_pinyin", "tenants_localreading_each"):
    explain(
        reading_constraint,
        "READING_INVALID",
        _("A reading has one syllable with a tone digit for each character, like shan4 xian4."),
    )
explain("tenants_mandate_lasts", "BEFORE_START", _("The mandate ends before it starts."))
explain("tenants_act_undone_once", "UNDONE", _("This has been taken back already."))
