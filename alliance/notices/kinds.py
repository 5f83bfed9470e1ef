"""What can be told, and in which words. Each area registers its own kinds when it is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """`title` and `text` are translated lazily and filled with a notice's params (`%(name)s`)."""

    name: str
    title: Any
    text: Any


KINDS: dict[str, Kind] = {}


def register(name: str, *, title: Any, text: Any) -> None:
    """A kind of notice, `thing.what` (`exchange.proposed`). Raises ValueError for a name that is taken."""
    if name in KINDS:
        raise ValueError(f"Notices of kind {name!r} are registered already.")
    KINDS[name] = Kind(name, title, text)


def title_of(kind: str, params: Mapping[str, Any]) -> str:
    """The line of an inbox, in the language that is active. `params` as the notice keeps them."""
    return str(KINDS[kind].title) % params


def text_of(kind: str, params: Mapping[str, Any]) -> str:
    """The sentence below it."""
    return str(KINDS[kind].text) % params
