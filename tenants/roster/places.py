"""The district's towers as a roster sees them: names and aliases, nothing else."""

from collections.abc import Iterable, Mapping

from tenants.roster.cells.text import folded
from tenants.roster.files.sheet import Cell


class Towers:
    """Finds a tower by any spelling of its name or its aliases."""

    def __init__(self, aliases_by_name: Mapping[str, Iterable[str]]) -> None:
        self.names = list(aliases_by_name)
        self._by_spelling: dict[str, str] = {}
        for name, aliases in aliases_by_name.items():
            for spelling in (name, *aliases):
                self._by_spelling.setdefault(folded(spelling), name)

    def find(self, cell: Cell) -> str | None:
        """Returns the tower's name, or None when no tower is called so."""
        return self._by_spelling.get(folded(cell))

    @property
    def only(self) -> str | None:
        """The name of the district's one tower, if it has just one."""
        return self.names[0] if len(self.names) == 1 else None
