"""The district's towers as a roster sees them: names and aliases, and what their units are called."""

import re
from collections.abc import Collection, Iterable, Mapping

from tenants.roster.cells.text import folded
from tenants.roster.files.sheet import Cell

_BRACKETED = re.compile(r"[(\[【<].*?[)\]】>]")
# 1号楼 is 1 in "1-1203", A座 is A in "A1203".
_WORD = re.compile(r"(座|栋|幢|号楼|楼|号|塔楼|塔)$")
_SPELLED = re.compile(
    r"(?:TOWER|BLOCK|BUILDING|BLDG\.?)([A-Z]|\d{1,2})|([A-Z])(?:TOWER|BLOCK|座|栋|幢|楼|塔|塔楼)"
    r"|第?(\d{1,2}|[一二三四五六七八九十])(?:号楼|#楼|栋|幢|座|号塔|号塔楼)"
)
_NUMBERS = {hanzi: str(number) for number, hanzi in enumerate("一二三四五六七八九十", start=1)}


class Towers:
    """Finds a tower by any spelling of its name or its aliases."""

    def __init__(
        self,
        aliases_by_name: Mapping[str, Iterable[str]],
        labels: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """`labels`: by tower those of its units that are in no usual form (大堂, 停车场)."""
        self.names = list(aliases_by_name)
        self._labels = {
            name: {folded(label): label for label in found} for name, found in (labels or {}).items()
        }
        self._by_spelling: dict[str, str] = {}
        for name, aliases in aliases_by_name.items():
            for spelling in (name, *aliases):
                self._by_spelling.setdefault(folded(spelling), name)
        self._longest_first = sorted(self._by_spelling, key=len, reverse=True)
        self._stems: dict[str, str] = {}
        ambiguous: set[str] = set()
        for spelling, name in self._by_spelling.items():
            stem = _WORD.sub("", spelling)
            if re.fullmatch(r"[A-Z]|\d{1,2}", stem) and self._stems.setdefault(stem, name) != name:
                ambiguous.add(stem)
        for stem in ambiguous:
            del self._stems[stem]

    def find(self, cell: Cell) -> str | None:
        """Returns the tower's name, or None when no tower is called so."""
        text = folded(cell)
        exact = self._by_spelling.get(text) or self._by_spelling.get(_BRACKETED.sub("", text))
        if exact is not None:
            return exact
        # Tower A, A幢, 一号楼, 1#楼: the same letter or number with another word. 1楼 is a floor.
        spelled = _SPELLED.fullmatch(_BRACKETED.sub("", text))
        stem = next(filter(None, spelled.groups()), "") if spelled else ""
        return self._stems.get(_NUMBERS.get(stem, stem))

    def find_in(self, text: str) -> str | None:
        """The one tower that a title or a sheet's name speaks of, or None."""
        exact = self.find(text)
        if exact is not None:
            return exact
        whole, found = folded(text), set()
        for spelling in self._longest_first:
            # One letter alone may be part of any word; 1号楼 is not what 11号楼 means.
            if len(spelling) > 1 and re.search(rf"(?<![0-9A-Z]){re.escape(spelling)}", whole):
                found.add(self._by_spelling[spelling])
        return found.pop() if len(found) == 1 else None

    def begins(self, text: str) -> tuple[str | None, str]:
        """The tower that a folded text begins with and what comes after it; None and the text without one."""
        for spelling in self._longest_first:
            if text.startswith(spelling) and not (len(spelling) == 1 and spelling.isdigit()):
                return self._by_spelling[spelling], text[len(spelling) :].lstrip("-,、/#:")
        stem = re.match(r"([A-Z]|\d{1,2})-(?=\d{1,2}A?\d{2}|B\d)|([A-Z])(?=\d{1,2}A?\d{2})", text)
        if stem and (stem[1] or stem[2]) in self._stems:
            return self._stems[stem[1] or stem[2]], text[stem.end() :]
        return None, text

    def label(self, tower: str | None, cell: Cell) -> str | None:
        """The label of a unit that stands in the tower under no usual label, or None."""
        return self._labels.get(tower or "", {}).get(folded(cell))

    @property
    def only(self) -> str | None:
        """The name of the district's one tower, if it has just one."""
        return self.names[0] if len(self.names) == 1 else None
