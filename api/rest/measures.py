"""What `/metrics` tells, asked of the database when Prometheus asks us.

Nothing is counted in the process: there are several, and whichever answers must tell the same.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from api.rest.parts import broker_state, database_state, index_state
from tenants.selectors.outbox import backlogs


class Outbox(Collector):
    """How far the outbox's consumers are behind."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        waiting = GaugeMetricFamily("outbox_waiting", "Events not handed on yet", labels=["consumer"])
        lag = GaugeMetricFamily("outbox_lag_seconds", "Age of the oldest waiting event", labels=["consumer"])
        poison = GaugeMetricFamily("outbox_poison", "Events set aside after failing", labels=["consumer"])
        for row in backlogs():
            waiting.add_metric([row.consumer], row.waiting)
            lag.add_metric([row.consumer], row.lag_seconds)
            poison.add_metric([row.consumer], row.set_aside)
        yield from (waiting, lag, poison)


class Parts(Collector):
    """Which parts answer: 1 ok, 0 not."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("part_up", "Whether a part answers", labels=["part"])
        for name, state in (("database", database_state), ("broker", broker_state), ("index", index_state)):
            up.add_metric([name], float(state() == "ok"))
        yield up


# Without describe(), registering would ask the database at import; the empty registry never does.
REGISTRY = CollectorRegistry(auto_describe=False)
REGISTRY.register(Outbox())
REGISTRY.register(Parts())
