"""Six companies as they may be, told in words, and what may be asked about them."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

COMPANIES = ("清茶一馆", "清茶二楼", "清茶三号", "明茶四馆", "明茶五楼", "清酒六馆")
# Hanzi, pinyin, a tower; what nothing fits and something nearly does; what nothing does.
TEXTS = ("茶", "清", "馆", "qing", "清茶", "mc", "东座", "茶清", "清茶七馆", "咖啡")
TOWERS = ("东座", "西座")
FLOORS = ("1", "2")
FORMATS, INDUSTRIES, TAGS, BRANCHES = ("餐饮", "零售"), ("F", "66"), ("安静", "路演"), ("甲支部", "乙支部")
KINDS, SECTORS, LISTED = ("COMPANY", "BRANCH"), ("STATE", "UNKNOWN"), ("OFFER", "WANT")
READERS = ("nobody", "outsider", "neighbour", "liaison", "secretary")
GUARDED = {"BRANCH", "SECTOR"}
FILTER_OF = {
    "BUILDING": "buildings",
    "FLOOR": "floors",
    "BRANCH": "branches",
    "INDUSTRY": "industries",
    "FORMAT": "formats",
    "TAG": "tags",
    "SECTOR": "sectors",
    "KIND": "kinds",
    "HAS_OPEN": "hasOpen",
    "MEMBER": "member",
}


@dataclass(frozen=True)
class Posted:
    kind: str
    audience: str
    state: str
    is_over: bool
    is_to_come: bool
    is_draft: bool

    def is_seen(self, reader: str, *, own: bool) -> bool:
        """Told anew, by the words of the domain: open today, and meant for this reader."""
        if self.state != "OPEN" or self.is_over:
            return False
        if own and reader == "liaison":
            return True
        if self.is_draft or self.is_to_come:
            return False
        mandated = reader in ("liaison", "secretary")
        return self.audience == "PUBLIC" or (
            mandated and (self.audience == "DISTRICT" or reader == "secretary")
        )


@dataclass(frozen=True)
class Company:
    """`stays`: (tower, floor); `listings` are its own. The liaison's is the first company."""

    stays: frozenset[tuple[str, str]]
    format: str | None
    industry: str | None
    tags: frozenset[str]
    kind: str
    sector: str
    is_member: bool
    covered_by: str | None
    listings: tuple[Posted, ...]


def some(values: Any) -> Any:
    """One or two of these; seldom none, which matches nothing."""
    return st.sampled_from((1, 1, 1, 1, 1, 0)).flatmap(
        lambda least: st.sets(values, min_size=least, max_size=2)
    )


posted = st.builds(
    Posted,
    kind=st.sampled_from(LISTED),
    audience=st.sampled_from(("PUBLIC", "PUBLIC", "DISTRICT", "NAMED")),
    state=st.sampled_from(("OPEN", "OPEN", "OPEN", "PROMISED", "CLOSED")),
    is_over=st.sampled_from((False, False, True)),
    is_to_come=st.sampled_from((False, False, True)),
    is_draft=st.sampled_from((False, False, False, True)),
)
companies = st.lists(
    st.builds(
        Company,
        stays=st.sampled_from((1, 1, 2, 2, 0)).flatmap(
            lambda least: st.frozensets(
                st.tuples(st.sampled_from(TOWERS), st.sampled_from(FLOORS)), min_size=least, max_size=3
            )
        ),
        format=st.sampled_from((None, *FORMATS)),
        industry=st.sampled_from((None, *INDUSTRIES)),
        tags=st.frozensets(st.sampled_from(TAGS)),
        kind=st.sampled_from(KINDS),
        sector=st.sampled_from(SECTORS),
        is_member=st.booleans(),
        covered_by=st.sampled_from((None, *BRANCHES)),
        listings=st.lists(posted, min_size=1, max_size=2).map(tuple),
    ),
    min_size=len(COMPANIES),
    max_size=len(COMPANIES),
)


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, str, dict[str, Any], list[str]]:
    """A reader, a text, a filter in words of this file, and the facets asked for."""
    reader = draw(st.sampled_from(READERS))
    choices: dict[str, Any] = {
        "BUILDING": some(st.sampled_from(TOWERS)),
        "FLOOR": some(st.tuples(st.sampled_from(TOWERS), st.sampled_from(FLOORS))),
        "INDUSTRY": some(st.sampled_from(INDUSTRIES)),
        "FORMAT": some(st.sampled_from(FORMATS)),
        "TAG": some(st.sampled_from(TAGS)),
        "KIND": some(st.sampled_from(KINDS)),
        "HAS_OPEN": some(st.sampled_from(LISTED)),
        "MEMBER": st.sampled_from(("true", "false")).map(lambda value: {value}),
        "SECTOR": some(st.sampled_from(SECTORS)),
        "BRANCH": some(st.sampled_from(BRANCHES)),
    }
    allowed = [name for name in choices if name not in GUARDED or reader in ("liaison", "secretary")]
    narrowed = draw(
        st.sets(st.sampled_from(allowed), max_size=2)
        | st.sampled_from(({"BUILDING"}, {"FLOOR"}, {"HAS_OPEN"}))
    )
    wanted = {name: draw(choices[name]) for name in sorted(narrowed)}
    if draw(st.sampled_from((False, False, False, True))):
        wanted["SINCE"] = {draw(st.sampled_from(("2020-01-01T00:00:00Z",) * 4 + ("2099-01-01T00:00:00Z",)))}
    facets = draw(st.sets(st.sampled_from(allowed), min_size=1, max_size=2)) | narrowed
    if narrowed & {"BUILDING", "FLOOR"}:  # which are filtered together
        facets |= {"BUILDING", "FLOOR"}
    if reader in ("liaison", "secretary"):  # who see more of it than everybody
        facets |= {"HAS_OPEN"}
    return reader, draw(st.sampled_from(TEXTS)), wanted, sorted(facets)
