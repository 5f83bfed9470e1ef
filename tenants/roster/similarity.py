"""Names that are probably one company: the same word of mouth in another legal dress."""

import re

from tenants.roster.cells.names import name_key

_PLACE = re.compile(r"\([^()]{1,6}\)|^(山东省|山东|济宁市|济宁)(任城区|任城)?")
_LEGAL = re.compile(r"(股份有限公司|有限责任公司|责任有限公司|有限公司|公司|个体工商户|\(个体工商户\))$")
# One character alone is no name to recognise somebody by.
SHORTEST = 2


def core(name: str) -> str | None:
    """The name without places and legal form: 华龙科技 of 山东华龙科技（济宁）有限公司, or None."""
    bare = _LEGAL.sub("", _PLACE.sub("", name_key(name)))
    bare = _LEGAL.sub("", bare)
    return bare if len(bare) >= SHORTEST else None
