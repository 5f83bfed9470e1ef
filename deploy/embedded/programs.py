"""What supervisord keeps running for one instance: command, order and way to stop of each program."""

import os
import shlex
import sys
from dataclasses import dataclass

from deploy.embedded.folders import Folders

PYTHON = sys.executable


@dataclass(frozen=True)
class Program:
    """One supervised program. Lower `order` starts earlier and stops later."""

    name: str
    command: str
    order: int
    stop_signal: str = "TERM"
    stop_seconds: int = 10
    # Whoever waits for readiness waits for these; the others start behind them, since each costs
    # seconds of processor time to load.
    at_once: bool = False


def _command(*words: str) -> str:
    return shlex.join([PYTHON, *words])


def elasticsearch(folders: Folders) -> Program:
    """The embedded Elasticsearch; `deploy/elasticsearch/supervised.py` starts it. It writes down what is in
    memory before it ends."""
    return Program(
        "elasticsearch",
        _command("-m", "deploy.elasticsearch.node", str(folders.elasticsearch)),
        3,
        "TERM",
        60,
    )


def services(folders: Folders, *, throwaway: bool = False) -> list[Program]:
    """The embedded servers. INT is PostgreSQL's fast shutdown; it may have much to write."""
    data = str(folders.data)
    flags = ["--throwaway"] if throwaway else []
    return [
        Program("postgres", _command("-m", "deploy.embedded.postgres", data, *flags), 1, "INT", 120),
        Program("valkey", _command("-m", "deploy.embedded.valkey", data), 2),
    ]


def product(folders: Folders, *, host: str, port: int) -> list[Program]:
    """The product's own processes: relay, Celery's worker and beat, and the web server."""
    workers = str(min(4, max(2, os.cpu_count() or 2)))
    celery = ("-m", "celery", "-A", "deploy.celery")
    options = (
        "--interface=wsgi", "--no-ws", f"--host={host}", f"--port={port}",
        f"--workers={workers}", "--blocking-threads=8", "--respawn-failed-workers",
    )  # fmt: skip
    return [
        Program("relay", _command("manage.py", "relay"), 10, at_once=True),
        Program("worker", _command(*celery, "worker", "--loglevel=INFO", "--concurrency=1"), 20, "TERM", 30),
        Program("beat", _command(*celery, "beat", "--loglevel=INFO", f"--schedule={folders.data}/beat"), 21),
        Program("web", _command("-m", "granian", *options, "deploy.wsgi:application"), 30, at_once=True),
    ]
