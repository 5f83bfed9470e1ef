"""The command lines of `deploy/up` and `deploy/down`. Standard library only."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from deploy.embedded.refusal import Refusal
from deploy.env import data_folder

DEFAULT_PORT = 8000
ENGINES = ("tantivy", "elasticsearch")
DEFAULT_HOST = "127.0.0.1"


@dataclass(frozen=True)
class UpOptions:
    """What `deploy/up` was asked. `port`, `host` None: where it runs, else port 8000 of this machine only.
    `search` None: the engine it had, else tantivy."""

    port: int | None
    host: str | None
    data: Path
    detach: bool
    sample: str | None
    search: str | None
    json: bool


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, default=data_folder(), metavar="DIR", help="everything it keeps (default: var/)"
    )


def up_options(arguments: list[str]) -> UpOptions:
    """Parse; leaves with argparse's message and code 2 for what it does not know."""
    parser = argparse.ArgumentParser(prog="deploy/up", description="Run everything on this machine.")
    parser.add_argument("--port", type=int, help=f"where to serve (default: {DEFAULT_PORT})")
    parser.add_argument("--host", help="which address to serve on (default: this machine only)")
    _data(parser)
    parser.add_argument("--detach", action="store_true", help="return as soon as it is ready")
    parser.add_argument("--sample", choices=["zhongde", "none"], default="zhongde")
    parser.add_argument(
        "--search", choices=ENGINES, help="the search engine (default: what it had, at first tantivy)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    given = parser.parse_args(arguments)
    if given.port is not None and not 0 < given.port < 65536:
        raise Refusal(f"{given.port} is not a port: choose one between 1 and 65535.")
    sample = None if given.sample == "none" else str(given.sample)
    data = given.data.absolute()
    return UpOptions(given.port, given.host, data, given.detach, sample, given.search, given.json)


def down_options(arguments: list[str]) -> Path:
    """The data folder whose instance is to be stopped."""
    parser = argparse.ArgumentParser(prog="deploy/down", description="Stop what deploy/up started.")
    _data(parser)
    return Path(parser.parse_args(arguments).data).absolute()
