"""What a question costs tantivy inside the process, all public facets included; how that grows with the
members; and how many members a second are read and indexed. `BENCH_SIZES` (10000,100000)."""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from rich.console import Console
from rich.table import Table

from deploy.embedded.refusal import Refusal
from deploy.env import instance_file

PAGE, DISTRICT, ASKED_OF_EACH = 20, UUID(int=7), 40


def run(console: Console, rounds: int) -> dict[str, object]:
    """Needs the settings of an instance, and the names that lie beside the checkout."""
    if not instance_file().exists():
        raise Refusal("No instance was ever up here: run deploy/up --detach first.")
    import django

    django.setup()
    sizes = [int(size) for size in os.environ.get("BENCH_SIZES", "10000,100000").split(",")]
    with tempfile.TemporaryDirectory() as folder:
        places = [_Place(f"tantivy://{folder}/{size}", size) for size in sizes]
        taken = _asked_in_turns(places)
    table = Table("members", "indexed a second", "p50 ms", "p99 ms", "CPU p50", "CPU p99", title="search")
    told: dict[str, object] = {}
    for place, times in zip(places, taken, strict=True):
        walls, cpus = (sorted(1000 * one[at] for one in times) for at in (0, 1))
        figures = [statistics.median(walls), _p99(walls), statistics.median(cpus), _p99(cpus)]
        table.add_row(f"{place.size:,}", f"{place.rate:,.0f}", *(f"{figure:.2f}" for figure in figures))
        told[str(place.size)] = {"a_second": place.rate, "p50_p99_cpu50_cpu99_ms": figures}
    console.print(table)
    first, last = (statistics.mean(one[1] for one in times) for times in (taken[0], taken[-1]))
    console.print(f"A question costs {last / first:.2f} times as much at {sizes[-1]:,} as at {sizes[0]:,}.")
    return told | {"growth": last / first}


def _p99(times: Sequence[float]) -> float:
    return times[int(len(times) * 0.99)]


class _Place:
    """An index of so many members, made by processes as a rebuild makes it."""

    def __init__(self, url: str, size: int) -> None:
        from search.engines import engine_at
        from tests.search.evaluation.members import documents_of, members_of
        from tests.search.evaluation.names import names_to_measure_with

        self.size, self.engine = size, engine_at(url)
        self.members = members_of(names_to_measure_with(), size)
        began = time.perf_counter()
        with self.engine.rebuilding() as new, new.swapping() as index:
            documents = documents_of(self.members)
            index.put(DISTRICT, (_counted(one, number) for number, one in enumerate(documents)))
        self.rate = size / (time.perf_counter() - began)

    def questions(self) -> list[str]:
        from tests.search.evaluation.questions import QUESTIONS

        chance, texts = random.Random(7), list[str]()
        for question in QUESTIONS:
            typed = (question.typed(chance.choice(self.members), chance) for _ in range(9 * ASKED_OF_EACH))
            texts += [text for text in typed if text][:ASKED_OF_EACH]
        chance.shuffle(texts)
        return texts


def _counted(document: Any, number: int) -> Any:
    """With something to count in every facet."""
    tower = f"tower {number // 3000}"
    values = {
        "building": (tower,),
        "floor": (f"{tower} {number // 100 % 30}",),
        "format": (f"format {number % 12}",),
        "industry": (f"industry {number % 90}",),
        "tag": (f"tag {number % 240}", f"tag {number * 7 % 240}"),
        "kind": (f"kind {number % 6}",),
        "member": (f"{number % 2}",),
        "open": ("OFFER",) if number % 3 else ("OFFER", "WANT"),
    }
    return replace(document, keywords=values)


def _asked_in_turns(places: Sequence[_Place]) -> list[list[tuple[float, float]]]:
    """Wall and CPU seconds of each question; one at each size in turn, so that a busy machine hits all alike."""
    facets = ("building", "floor", "format", "industry", "tag", "kind", "member", "open")
    asked = [place.questions() for place in places]
    for place, texts in zip(places, asked, strict=True):
        for text in texts[:200]:  # dictionaries and pages of the index are read before it counts
            _ask(place.engine, text, facets)
    taken: list[list[tuple[float, float]]] = [[] for _ in places]
    for texts in zip(*asked, strict=False):
        for number, text in enumerate(texts):
            wall, cpu = time.perf_counter(), time.thread_time()
            _ask(places[number].engine, text, facets)
            taken[number].append((time.perf_counter() - wall, time.thread_time() - cpu))
    return taken


def _ask(engine: Any, text: str, facets: Sequence[str]) -> None:
    from search.criteria import criteria
    from search.fields import AS_WRITTEN, Subject
    from tenants.readers import ANYBODY

    for nearly in (False, True):
        asked = criteria(DISTRICT, Subject.ENTERPRISE, ANYBODY, text, nearly=nearly)
        hits = engine.search(asked, limit=PAGE, facets=facets).page
        if hits and hits[0][1] >= AS_WRITTEN:
            return
