"""The order of `deploy/up`, once its environment stands: services, migrations, sample, processes."""

import fcntl
import json
import os
import shlex
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from deploy.elasticsearch.supervised import Choice
from deploy.elasticsearch.supervised import start as start_elasticsearch
from deploy.embedded import report
from deploy.embedded.folders import Folders
from deploy.embedded.follow import follow, listen_for_the_end
from deploy.embedded.instance import describe, write_private
from deploy.embedded.options import DEFAULT_HOST, DEFAULT_PORT, UpOptions, up_options
from deploy.embedded.ports import require_free
from deploy.embedded.processes import stop
from deploy.embedded.programs import Program, product
from deploy.embedded.readiness import address, is_followed, is_ready
from deploy.embedded.refusal import Refusal
from deploy.embedded.release import fingerprint
from deploy.embedded.services import start_services, wanted
from deploy.embedded.steps import Steps
from deploy.embedded.supervisor import Supervisor

READY_SECONDS = 180.0  # loading costs seconds of processor time for each of six processes
INDEX_SECONDS = 60.0
PORT_PATIENCE = 3.0  # what was killed a moment ago, on a machine with much else to do


@contextmanager
def _turn(folders: Folders) -> Iterator[None]:
    """One `up` at a time on a data folder; a second one waits and then finds everything done."""
    with open(folders.data / "up.lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another deploy/up is at work on this folder; waiting for it.", file=sys.stderr)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Up:
    """One run of `deploy/up` over one data folder."""

    def __init__(self, options: UpOptions) -> None:
        self.options = options
        self.folders = Folders(options.data)
        self.supervisor = Supervisor(self.folders)
        self.state_file = self.folders.data / "up.json"
        kept = json.loads(self.state_file.read_text()) if self.state_file.exists() else {}
        self.engine = Choice(self.folders, options.search, os.environ, kept.get("search"))
        self.environment = self.engine.environment
        runs = self.supervisor.is_alive()
        self.was_running = runs
        self.kept = kept if runs else {}
        self.host = self._stays("host", options.host) or DEFAULT_HOST
        self.port = self._stays("port", options.port) or DEFAULT_PORT
        self.url = address(self.host, self.port)

    def _stays(self, what: str, wished: Any) -> Any:
        """A running instance stays where it is: whoever uses it has its address. Raises Refusal."""
        held = self.kept.get(what)
        if held and wished and held != wished:
            stop_it = shlex.join(["deploy/down", "--data", str(self.folders.data)])
            raise Refusal(
                f"It runs on {what} {held} and stays there: leave --{what} out, or stop it first with "
                f"{stop_it} and start it on {what} {wished}."
            )
        return wished or held

    def services(self) -> list[Program]:
        return wanted(self.folders, self.environment) + self.engine.programs()

    def programs(self) -> list[Program]:
        return product(self.folders, host=self.host, port=self.port)

    def wish(self) -> dict[str, object]:
        """What this run wants to be true; equal to what the last one wrote when nothing is to do."""
        return {
            "port": self.port,
            "host": self.host,
            "sample": self.options.sample,
            "search": self.engine.name,
            "release": fingerprint(describe(self.folders, self.environment)),
        }

    def stands(self) -> bool:
        """Whether everything runs as wished already."""
        if self.kept != self.wish():
            return False
        states = self.supervisor.states()
        names = [program.name for program in (*self.services(), *self.programs())]
        return all(states.get(name) == "RUNNING" for name in names) and is_ready(self.url)

    def build_or_stop(self) -> None:
        """`build`; what did not run before does not stay half built when that fails or is interrupted."""
        try:
            self.build()
        except BaseException:
            if not self.was_running:
                stop(self.folders.data)
            raise

    def build(self) -> None:
        """Every step from an empty folder to readiness; each finds out itself whether it is needed."""
        steps = Steps()
        with steps.progress:
            with steps.step("Starting PostgreSQL and Valkey") as step:
                others = [*self.engine.programs(), *self.programs()]
                start_services(self.folders, others, self.environment, step.say)
            if self.engine.is_embedded:
                with steps.step("Starting Elasticsearch") as step:
                    start_elasticsearch(self.folders, self.supervisor, step.say)
            if self.supervisor.states().get("web") != "RUNNING":
                require_free(self.host, self.port, patience=PORT_PATIENCE)
            with steps.step("Migrating the database") as step:
                step.module(self.folders, "deploy.embedded.migrate", role="owner")
            with steps.step("Collecting static files") as step:
                step.manage(self.folders, "collectstatic", "--noinput", "--verbosity=0")
            if self.options.sample:
                with steps.step("Loading the sample") as step:
                    step.manage(self.folders, "sample", self.options.sample)
            with steps.step("Starting the product") as step:
                self._start(renew=self.kept.get("release") != self.wish()["release"])
            with steps.step("Filling the search index") as step:
                if self.engine.is_another:
                    step.manage(self.folders, "search", "rebuild")
                self._wait_until_followed()
        write_private(self.state_file, json.dumps(self.wish(), indent=1))

    def _start(self, *, renew: bool) -> None:
        programs = self.programs()
        if renew:
            for program in programs:
                self.supervisor.stop(program.name)
        for at_once in (True, False):
            names = [program.name for program in programs if program.at_once is at_once]
            for name in names:
                self.supervisor.start(name)
            self._wait_until_ready(names)

    def _wait_until_ready(self, names: list[str]) -> None:
        until = time.monotonic() + READY_SECONDS
        while True:
            states = self.supervisor.states()
            if broken := [name for name in names if states[name] in ("FATAL", "EXITED")]:
                raise Refusal(f"{broken[0]} does not start: {self._last_line(broken[0])}")
            if all(states[name] == "RUNNING" for name in names) and is_ready(self.url):
                return
            if time.monotonic() > until:
                slow = next((name for name in names if states[name] != "RUNNING"), "web")
                raise Refusal(f"Not ready after {READY_SECONDS:.0f} s: see {self.folders.logs}/{slow}.log.")
            time.sleep(0.2)

    def _wait_until_followed(self) -> None:
        """Whoever searches at once should find; but a slow index keeps nobody from the directory."""
        until = time.monotonic() + INDEX_SECONDS
        while not is_followed(self.url) and time.monotonic() < until:
            time.sleep(0.2)

    def _last_line(self, name: str) -> str:
        log = self.folders.logs / f"{name}.log"
        lines = log.read_text(errors="replace").split("\n") if log.exists() else []
        return next((line for line in reversed(lines) if line.strip()), "its log is empty.")


def main() -> int:
    """Bring the instance up; returns the exit code."""
    options = up_options(sys.argv[1:])
    folders = Folders(options.data)
    folders.create()
    folders.require_space()
    with _turn(folders):
        up = Up(options)
        if not up.stands():
            up.build_or_stop()
        people = report.accounts(folders, options.sample)
    asked = None if options.detach else listen_for_the_end()
    if options.json:
        print(report.as_json(up.url, options.sample, people), flush=True)
    else:
        report.show(up.url, options.sample, people)
    if asked is None:
        return 0
    effect = "leaves it running, since it ran already" if up.was_running else "stops everything"
    print(f"Following the logs; Ctrl-C {effect}.", file=sys.stderr)
    was_asked = follow(folders, up.supervisor, asked)
    if was_asked and not up.was_running:
        print("\nStopping …", file=sys.stderr)
        stop(folders.data)
    return 0 if was_asked else 1
