from django.utils.translation import gettext_lazy as _

from tenants.errors import Refusal

MOST = 1_000_000


def describes_one(total: int, covered: int) -> bool:
    """Whether a count tells of one person in one enterprise (domain rule 9)."""
    return total == 1 and covered <= 1


def check_attendance(head_count: int, covered: int) -> None:
    """Raise Refusal `OUT_OF_RANGE`, `DESCRIBES_ONE`: how many came is kept like any count."""
    if not 0 <= head_count <= MOST:
        raise Refusal("OUT_OF_RANGE", _("A count is none or more."), ("headCount",))
    if describes_one(head_count, covered):
        message = _("A count of one person in one enterprise would say who it is; it is not kept.")
        raise Refusal("DESCRIBES_ONE", message, ("headCount",))


def check_count(formal: int, probationary: int, covered: int) -> None:
    """Raise Refusal `OUT_OF_RANGE`, `DESCRIBES_ONE`."""
    for number, path in ((formal, "formal"), (probationary, "probationary")):
        if not 0 <= number <= MOST:
            raise Refusal("OUT_OF_RANGE", _("A count is none or more."), (path,))
    if describes_one(formal + probationary, covered):
        message = _("A count of one person in one enterprise would say who it is; it is not kept.")
        raise Refusal("DESCRIBES_ONE", message, ("formal",))
