"""`deploy/bench [NAME …]`: cases of one question in turns, so that a busy machine hits all alike.

`tests/bench/bench_NAME.py` offers `cases()`, a context manager that yields name → callable; the first
case is the peer that the others are compared with. One that measures something else than turns offers
`run(console, rounds)`, which prints its own table and returns what is kept.
"""

import argparse
import importlib.util
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.table import Table

from deploy.embedded.refusal import Refusal
from deploy.env import CHECKOUT

FOLDER = CHECKOUT / "tests" / "bench"
RESULTS = CHECKOUT / "var" / "bench"
Cases = dict[str, Callable[[], object]]


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(file.stem.removeprefix("bench_") for file in FOLDER.glob("bench_*.py"))


def load(name: str) -> ModuleType:
    """One benchmark. Raises Refusal for a name that is not there."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", FOLDER / f"bench_{name}.py")
    if name not in names() or spec is None or spec.loader is None:
        raise Refusal(f"There is no benchmark {name}; there are: {', '.join(names())}.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(cases: Cases, rounds: int) -> dict[str, float]:
    """Median seconds of each case, taken in turns after one round that warms up."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(rounds + 1):
        for name, case in cases.items():
            started = time.perf_counter()
            case()
            if number:
                taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def report(name: str, medians: dict[str, float], rounds: int) -> None:
    """Print medians and ratios, and keep them."""
    peer = next(iter(medians.values()))
    table = Table("case", "median ms", "times the first", title=name)
    for case, seconds in medians.items():
        table.add_row(case, f"{1000 * seconds:.3f}", f"{seconds / peer:.2f}")
    Console().print(table)
    told: dict[str, object] = {"name": name, "rounds": rounds, "median_seconds": medians}
    keep(name, told | {"ratios": {case: seconds / peer for case, seconds in medians.items()}})


def keep(name: str, told: dict[str, object]) -> None:
    """Write `var/bench/NAME.json`."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    Path(RESULTS / f"{name}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False))


def main() -> int:
    """Run the named benchmarks, or all, against the instance that is up."""
    parser = argparse.ArgumentParser(prog="deploy/bench")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--rounds", type=int, default=50)
    given = parser.parse_args(sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings")
    for name in given.names or names():
        module = load(name)
        if hasattr(module, "run"):
            keep(name, {"name": name} | module.run(Console(), given.rounds))
            continue
        with module.cases() as cases:
            report(name, measure(cases, given.rounds), given.rounds)
    return 0
