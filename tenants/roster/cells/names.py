"""Names, and the former names that people put in brackets behind them."""

import re
from dataclasses import dataclass

from tenants.reading.folding import fold
from tenants.roster.cells.states import read_unit_state
from tenants.roster.cells.text import as_text
from tenants.roster.files.sheet import Cell

# One for one, so that places in the text stay the same.
_USUAL_BRACKETS = str.maketrans("［］〔〕〖〗「」『』", "[][][][][]")
_BRACKETS = re.compile(
    r"[（(\[【]([^（）()\[\]【】]*(?:[（(][^（）()]*[）)])?[^（）()\[\]【】]*)[）)\]】]\s*$"
)
_FORMER_WORD = (
    r"(?:曾用名称?|原名称?|原单位名称|原企业名称|旧名|旧称|前称|前名|前身"
    r"|(?:更名|改名|变更)前名?称?|以前|从前|formerly|f/k/a)"
)
_FORMER = re.compile(
    rf"^(?:于?\d[\d年月日.\-/]*)?(?:{_FORMER_WORD}|原来?|旧|曾|由)\s*[为是叫]?\s*[:：]?\s*(.+?)(?:更名(?:而来)?|变更)?(?:[，,;；]\s*\d[\d年月日.\-/]*(?:更名|改名|变更))?$",
    re.IGNORECASE,
)
_WAS_RENAMED = re.compile(r"^(.+?)(?:更名|改名)(?:而来)?$")
_MARKED = re.compile(rf"^(?:{_FORMER_WORD}|原为|原[来是]|[原旧曾]\s*[:：])", re.IGNORECASE)
_PRESENT = re.compile(
    r"^(?:现名称?|(?:现|已|后|于?[\d年月日.\-/]+)?(?:更名|改名|变更)[为成]?|现[为是叫改]?)\s*[:：]?\s*(.+)$"
)
_THEN = re.compile(r"^原(?:名称?)?[:：]?\s*")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_LEGAL_END = re.compile(r"(公司|店|厂|部|中心|社|行|院|馆|所|坊|铺|场|城|分公司|户|吧|屋|室|站|局|会)$")
_ORDINAL = re.compile(r"^(\d{1,4}[、．]\s*|[*★※●◆■#]+\s*)(?=\S)")
_FIRMS = tuple(
    (ending, re.compile(rf"(?<={ending})\s*[/、,，;；\s]\s*")) for ending in ("公司", "店", "事务所", "厂")
)
_OF_THE_SAME = re.compile(r".{0,8}分(公司|店|部|所|厂)")
_QUOTES = ' “”"「」『』'
_SEVERAL = re.compile(r"[、，,;；]")
# Without brackets only words that say it plainly count.
_TAIL = re.compile(
    rf"^(?P<name>.+?)[\s，,;；/]+(?P<said>{_FORMER_WORD}\s*[为是]?\s*[:：]?.+|原\s*[:：].+)$", re.IGNORECASE
)
_THEN_NOW = re.compile(
    r"^原(?:名称?)?[:：]?\s*(?P<old>.+?)[\s，,;；/（(]*(?:现名称?|现更名为|现已?更名为|更名为|现[:：]|现为|现)\s*[:：]?\s*(?P<new>.+?)[)）]?$"
)
_RENAMED = re.compile(
    r"^(?P<old>.+?)[\s，,;；]*(?:→|->|=>|(?:现|已)?更名为|(?:现|已)?改名为|现名[:：])\s*(?P<new>.+)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """`former`: earlier names, newest first as the sheet gives them."""

    present: str
    former: tuple[str, ...] = ()


def read_name(cell: Cell) -> Name:
    """ "甲有限公司（原：乙有限公司）" is 甲有限公司, formerly 乙有限公司; other brackets belong to the name.

    So are "乙有限公司（现：甲有限公司）", "甲有限公司 曾用名：乙有限公司" and "原乙有限公司，现甲有限公司".
    A word such as （原味） is no former name: without a colon or 名 after 原 what follows must end like a
    firm's name.
    """
    text = _ORDINAL.sub("", as_text(_unwrapped(cell)))
    return _in_brackets(text) or _in_a_row(text) or Name(text)


def names_several(name: str) -> bool:
    """Whether the cell names two companies or more: each needs a row of its own."""
    for ending, between in _FIRMS:
        parts = [part for part in between.split(name.strip()) if part]
        own = [part for part in parts if not _OF_THE_SAME.fullmatch(part)]
        if len(own) > 1 and all(part.endswith(ending) for part in own):
            return True
    return False


def _unwrapped(cell: Cell) -> Cell:
    """Without the line breaks that a narrow column brings into a name: 百网⏎股份有限公司."""
    if not isinstance(cell, str) or "\n" not in cell:
        return cell
    lines = [line for line in map(str.strip, cell.splitlines()) if line]
    text = "".join(lines[:1])
    for line in lines[1:]:
        if line[0] in "（(" or text[-1] in "）)":
            text += line
            continue
        broken = _HANZI.match(line) and _HANZI.match(text[-1])
        ends = _LEGAL_END.search(text) and not _OF_THE_SAME.fullmatch(line) and len(line) > len("有限公司")
        text += line if broken and not (ends or _MARKED.match(line)) else f"\n{line}"
    return text


def _in_brackets(text: str) -> Name | None:
    brackets = _BRACKETS.search(text.translate(_USUAL_BRACKETS))
    if brackets is None:
        return None
    outside, inside = text[: brackets.start()].strip(), text[slice(*brackets.span(1))].strip()
    if not outside:
        return None
    if read_unit_state(inside) is not None:
        return read_name(outside)
    former = _FORMER.match(inside)
    if former is None and not re.match("现|已|后", inside):
        former = _WAS_RENAMED.match(inside)
    if former and (_MARKED.match(inside) or _LEGAL_END.search(former[1].strip(_QUOTES))):
        return Name(outside, _several(former[1]))
    present = _PRESENT.match(inside)
    if present and _LEGAL_END.search(inside):
        return Name(present[1].strip(" ：:"), (_THEN.sub("", outside),))
    return None


def _in_a_row(text: str) -> Name | None:
    for pattern in (_THEN_NOW, _RENAMED):
        match = pattern.match(text)
        if match and all(_LEGAL_END.search(match[part].strip(" )）")) for part in ("old", "new")):
            return Name(match["new"].strip(), (match["old"].strip(),))
    match = _TAIL.match(text)
    former = _FORMER.match(match["said"]) if match else None
    return Name(match["name"].strip(), _several(former[1])) if match and former else None


def _several(names: str) -> tuple[str, ...]:
    return tuple(part.strip(_QUOTES) for part in _SEVERAL.split(names) if part.strip(_QUOTES))


def name_key(name: str) -> str:
    """Two spellings of one name have one key: width, case, spaces, brackets, traditional characters."""
    return fold(name).replace(" ", "")
