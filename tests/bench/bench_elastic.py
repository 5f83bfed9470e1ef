"""Our answer from Elasticsearch, beside the raw client's call with the same body: what we add to it.

A server of its own with `BENCH_MEMBERS` members (20,000), asked in every way of the evaluation, with all
facets and a page of 20. Both cases ask every question, but never one after the other: neither finds the
other's warmth.
"""

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from deploy.elasticsearch.running import running
from deploy.embedded.refusal import Refusal
from deploy.env import instance_file

PAGE, ASKED_OF_EACH = 20, 4


def _values(member: Any) -> dict[str, tuple[str, ...]]:
    """Something to count in every facet of a member."""
    return {
        "building": (member.tower,),
        "floor": (f"{member.tower} {member.floor}",),
        "industry": (member.trade,),
        "tag": (member.short[0], member.short[-1]),
        "kind": ("COMPANY",),
        "initial": (member.uscc[-1],),
    }


@contextmanager
def cases() -> Iterator[dict[str, Callable[[], object]]]:
    """The raw call first. Needs the settings of an instance, and the names that lie beside the checkout."""
    if not instance_file().exists():
        raise Refusal("No instance was ever up here: run deploy/up --detach first.")
    import django

    django.setup()
    from elasticsearch import Elasticsearch

    from search.criteria import Criteria, criteria
    from search.elastic.index import ElasticEngine
    from search.elastic.mapping import create, routing
    from search.elastic.queries import to_body
    from search.elastic.reading import ASKED
    from search.elastic.writing import changing
    from search.fields import FILTERS, Subject
    from tenants.readers import ANYBODY
    from tests.search.evaluation.members import members_of
    from tests.search.evaluation.names import names_to_measure_with
    from tests.search.evaluation.questions import QUESTIONS

    members = members_of(names_to_measure_with(), int(os.environ.get("BENCH_MEMBERS", "20000")))
    district, chance = uuid4(), random.Random(7)
    asked: list[Criteria] = []
    for question in QUESTIONS:
        typed = (question.typed(member, chance) for member in chance.sample(members, 40))
        texts = [text for text in typed if text][:ASKED_OF_EACH]
        asked += [criteria(district, Subject.ENTERPRISE, ANYBODY, text) for text in texts]
    bodies = [to_body(one, limit=PAGE, offset=0, facets=FILTERS) for one in asked]
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as cluster:
        engine = ElasticEngine(f"elasticsearch://{cluster.hosts}/bench")
        client, name = engine.address.client().options(request_timeout=60), engine.names.fresh()
        create(client, engine.address, name)
        with changing(client, name, lambda: True, new=True) as index:
            made = (replace(member.document(), keywords=_values(member)) for member in members)
            index.put(district, made)
        client.indices.put_alias(index=name, name=engine.names.alias)
        plain = Elasticsearch([node.url for node in cluster.nodes])
        raw_turns, our_turns = count(), count(len(asked) // 2)

        def raw() -> object:
            body = bodies[next(raw_turns) % len(bodies)]
            return plain.search(index=engine.names.alias, routing=routing(district), body=body, **ASKED).body

        def ours() -> object:
            one = asked[next(our_turns) % len(asked)]
            return engine.search(one, limit=PAGE, facets=FILTERS)

        yield {"the client's call, same body": raw, "engine.search": ours}
