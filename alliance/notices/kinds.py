"""What can be told, and in which words. Each area registers its own kinds when it is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """`title` and `text` are translated lazily and filled with a notice's params (`%(name)s`).

    `for_groups`: it may be read by the whole district, so group robots speak it. `unsaid_there`: its own area
    tells people when what it was about is taken back, in better words than can be had here.
    """

    name: str
    title: Any
    text: Any
    for_groups: bool = False
    unsaid_there: bool = False

    @property
    def group(self) -> str:
        return group_of(self.name)


KINDS: dict[str, Kind] = {}


class _Said(dict[str, Any]):
    """Params as they were kept, perhaps by an older release: what a sentence misses is a dash, no error."""

    def __missing__(self, name: str) -> str:
        return "—"


def register(
    name: str, *, title: Any, text: Any, for_groups: bool = False, unsaid_there: bool = False
) -> None:
    """A kind of notice, `thing.what` (`exchange.proposed`). Raises ValueError for a name that is taken."""
    if name in KINDS:
        raise ValueError(f"Notices of kind {name!r} are registered already.")
    KINDS[name] = Kind(name, title, text, for_groups, unsaid_there)


def group_of(kind: str) -> str:
    """What people choose by: the part before the dot."""
    return kind.partition(".")[0]


def groups() -> list[str]:
    """The groups there are, sorted."""
    return sorted({kind.group for kind in KINDS.values()})


def title_of(kind: str, params: Mapping[str, Any]) -> str:
    """The line of an inbox, in the language that is active. `params` as the notice keeps them."""
    return str(KINDS[kind].title) % _said(params) if kind in KINDS else kind


def text_of(kind: str, params: Mapping[str, Any]) -> str:
    """The sentence below it."""
    return str(KINDS[kind].text) % _said(params) if kind in KINDS else ""


def _said(params: Mapping[str, Any]) -> _Said:
    """A notice about another one (`of`: its kind and params) names it by its title, in this language."""
    said, of = _Said(params), params.get("of")
    if of:
        said["title"] = title_of(of["kind"], of["params"])
    return said
