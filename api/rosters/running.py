"""A roster that was handed in over the web, through the same door as `manage.py roster`."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

from django.utils.translation import get_language

from tenants.acts.authors import Author
from tenants.errors import Refusal
from tenants.isolation.scope import scope
from tenants.models import District
from tenants.roster.answers import questions_of
from tenants.roster.files.sheet import Unreadable
from tenants.roster.left_out import left_out_workbook
from tenants.roster.messages import spoken
from tenants.roster.progress import Step, Told, step_in_words
from tenants.roster.report import as_json
from tenants.roster.running import Order, Outcome, run_roster

from .progress import Tell
from .wishes import Handed, order_of

STATUS = {
    "FORBIDDEN": 403,
    "NOT_FOUND": 404,
    "BUSY": 409,
    "BUILT_ON": 409,
    "UNDONE": 409,
    "FILE_TOO_LARGE": 413,
}
STOPPED = 422
# A bar on a screen has about so many places.
SEEN = 200


def run(
    district: District, by: Author, file: Handed, form: Mapping[str, Any], tell: Tell = lambda line: None
) -> tuple[int, dict[str, Any]]:
    """Returns a status and what to answer: the report of `manage.py roster --json` with the questions as the
    file of answers holds them, or `errors`."""
    language = get_language() or "zh-hans"
    try:
        with ExitStack() as stack:
            order = order_of(file, form, stack)
            with scope(district):
                outcome = run_roster(
                    order, by=by, waiting=_waiting(tell, language), told=_how_far(tell, language)
                )
            said = as_json(outcome, language)
            said["answers"] = questions_of([each.row for each in outcome.plan.rows], language)
            said["stopped"] = outcome.stopped
            said["left_out"] = _left_out(outcome, order, language)
            said["dry_run"] = order.dry_run
    except (Unreadable, Refusal) as error:
        return refused(error)
    return (STOPPED if outcome.stopped and not order.dry_run else 200), said


def refused(error: Unreadable | Refusal) -> tuple[int, dict[str, Any]]:
    """Why nothing was done, in one sentence and as an object."""
    if isinstance(error, Unreadable):
        message = spoken(error.code, get_language() or "", found=error.found, right=error.right)
        return 400, {"errors": [{"path": ["file"], "code": error.code, "message": message}]}
    told = {"path": list(error.path), "code": error.code, "message": str(error.message)}
    return STATUS.get(error.code, 400), {"errors": [told]}


def _left_out(outcome: Outcome, order: Order, language: str) -> dict[str, str] | None:
    """The rows that were skipped, as a workbook to put right and send again."""
    if not order.skip_bad:
        return None
    content = left_out_workbook(outcome.plan.rows, outcome.reading.layouts, language)
    if content is None:
        return None
    return {"name": f"{order.file.stem}-未导入.xlsx", "content": b64encode(content).decode()}


def _waiting(tell: Tell, language: str) -> Callable[[], None]:
    return lambda: tell({"progress": {"step": spoken("waiting_for_import", language)}})


def _how_far(tell: Tell, language: str) -> Told:
    """Tells each step, and within it no more than a bar can show."""
    last: tuple[Step, int] | None = None

    def told(step: Step, done: int, whole: int) -> None:
        nonlocal last
        if last != (step, done * SEEN // whole):
            last = (step, done * SEEN // whole)
            tell({"progress": {"step": step_in_words(step, language), "done": done, "total": whole}})

    return told
