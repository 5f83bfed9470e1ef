"""An import as `manage.py roster --create-units` does it, in a process of its own: `DATABASE SLUG FILE`.

Prints one JSON object: seconds in all and by step; the peak of the process's memory in MB, and before it.
"""

import json
import sys
import time
from pathlib import Path

import django


def main() -> None:
    database, slug, file = sys.argv[1:]
    django.setup()
    from tenants.acts.authors import OPERATOR
    from tenants.isolation.scope import scope
    from tenants.models import District
    from tenants.roster.running import Order, run_roster
    from tests.database import act_as

    act_as("app", database)
    district = District.objects.get(slug=slug)
    before = _peak()
    marks: list[tuple[str, float]] = []

    def told(step: str, done: int, whole: int) -> None:
        if not marks or marks[-1][0] != step:
            marks.append((step, time.perf_counter()))

    with scope(district):
        outcome = run_roster(Order(file=Path(file), create_units=True), by=OPERATOR, told=told)
        told("commit", 0, 0)
    told("end", 0, 0)
    assert outcome.batch is not None, "the roster was not applied"
    steps = {step: marks[at + 1][1] - began for at, (step, began) in enumerate(marks[:-1])}
    seconds = marks[-1][1] - marks[0][1]
    print(json.dumps({"seconds": seconds, "steps": steps, "peak": _peak(), "before": before}))


def _peak() -> float:
    """Megabytes. `ru_maxrss` would count what the parent had when it started us."""
    said = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
    return int(said) / 1024


if __name__ == "__main__":
    main()
