"""Is the company meant among the first ten? Both engines, beside what one gets without reading names: LIKE in
PostgreSQL, and Elasticsearch with its stock analyzer. `BENCH_MEMBERS` members (100,000), `BENCH_ASKED`
questions of each kind (100), the same ones for all four."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from rich.console import Console
from rich.table import Table

from deploy.elasticsearch.running import running
from deploy.embedded.refusal import Refusal
from deploy.env import instance_file, setting

PAGE, DISTRICT = 10, UUID(int=7)
Ask = Callable[[str], Sequence[UUID]]


def run(console: Console, rounds: int) -> dict[str, object]:
    """Needs the settings of an instance that is up, and the names that lie beside the checkout."""
    if not instance_file().exists():
        raise Refusal("No instance was ever up here: run deploy/up --detach first.")
    import django

    django.setup()
    from tests.search.evaluation.measuring import measure
    from tests.search.evaluation.members import documents_of, members_of
    from tests.search.evaluation.names import names_to_measure_with
    from tests.search.evaluation.questions import QUESTIONS

    members = members_of(names_to_measure_with(), int(os.environ.get("BENCH_MEMBERS", "100000")))
    asked = int(os.environ.get("BENCH_ASKED", "100"))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        hosts = stack.enter_context(running(folder / "nodes")).hosts
        answering: dict[str, Ask] = {
            "tantivy": _ours(f"tantivy://{folder}/index", documents_of(members)),
            "elasticsearch": _ours(f"elasticsearch://{hosts}/ours", documents_of(members)),
            "stock analyzer": _stock(hosts, members),
            "LIKE": stack.enter_context(_like(members)),
        }
        found = {name: measure(members, ask, asked) for name, ask in answering.items()}
    table = Table("asked by", "wanted", *(f"{name} @10 · MRR" for name in answering), title="relevance")
    for number, question in enumerate(QUESTIONS):
        outcomes = [found[name][number] for name in answering]
        cells = (f"{one.recall():.3f} · {one.mrr:.3f}" for one in outcomes)
        table.add_row(question.kind, f"{question.wanted:.2f}" if question.wanted else "", *cells)
    console.print(table)
    return {
        "members": len(members),
        "asked": asked,
        "recall_mrr": {
            name: {one.question.kind: (one.recall(), one.mrr, one.right) for one in outcomes}
            for name, outcomes in found.items()
        },
    }


def _ours(url: str, documents: Iterator[Any]) -> Ask:
    from search.criteria import criteria
    from search.engines import engine_at
    from search.fields import AS_WRITTEN, Subject
    from tenants.readers import ANYBODY

    engine = engine_at(url)
    with engine.rebuilding() as new, new.swapping() as index:
        index.put(DISTRICT, documents)

    def ask(typed: str) -> list[UUID]:
        for nearly in (False, True):
            asked = criteria(DISTRICT, Subject.ENTERPRISE, ANYBODY, typed, nearly=nearly)
            hits = engine.search(asked, limit=PAGE).page
            if hits and hits[0][1] >= AS_WRITTEN:
                break
        return [one for one, _ in hits]

    return ask


def _row(member: Any) -> dict[str, str]:
    """A member as a table, or an index that reads no names, has it."""
    return {
        "name": member.legal,
        "sign": member.sign,
        "former": member.former,
        "uscc": member.uscc,
        "trade": member.trade,
        "place": f"{member.tower}{member.door}",
    }


def _stock(hosts: str, members: Sequence[Any]) -> Ask:
    from elasticsearch import Elasticsearch
    from elasticsearch.helpers import bulk

    client = Elasticsearch(f"http://{hosts.split(',')[0]}", request_timeout=60)
    client.indices.create(index="stock")
    bulk(client, ({"_index": "stock", "_id": member.id.hex} | _row(member) for member in members))
    client.indices.refresh(index="stock")

    def ask(typed: str) -> list[UUID]:
        fields = ["name", "sign^2", "former", "uscc", "trade", "place"]
        query = {"multi_match": {"query": typed, "fields": fields}}
        hits = client.search(index="stock", query=query, size=PAGE, source=False)["hits"]["hits"]
        return [UUID(hit["_id"]) for hit in hits]

    return ask


@contextmanager
def _like(members: Sequence[Any]) -> Iterator[Ask]:
    """`LIKE '%…%'` over every column, without trigrams; the shortest name first."""
    import psycopg

    with psycopg.connect(setting("DATABASE_OWNER_URL"), autocommit=True) as connection:
        connection.execute(
            "CREATE TEMP TABLE member"
            " (id uuid, name text, sign text, former text, uscc text, trade text, place text)"
        )
        with connection.cursor().copy("COPY member FROM STDIN") as copy:
            for member in members:
                copy.write_row((member.id, *_row(member).values()))
        connection.execute("ANALYZE member")

        def ask(typed: str) -> list[UUID]:
            part = "%" + typed.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
            rows = connection.execute(
                "SELECT id FROM member WHERE concat_ws(' ', name, sign, former, uscc, trade, place) LIKE %s"
                " ORDER BY sign = %s DESC, length(name) LIMIT %s",
                (part, typed, PAGE),
            )
            return [one for (one,) in rows]

        yield ask
