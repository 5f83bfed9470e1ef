"""Whoever reads Chinese is told everything in Chinese: each sentence in the sources has a translation.

What is new is written into the `django.po` of its room by hand and compiled by `manage.py
compilemessages`; both files are committed, since a machine that only runs the platform has no
gettext. Not by `makemessages`: it would drop what the admin's theme says, which no source of ours holds.
"""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation.trans_real import translation

ROOMS = ("tenants", "alliance", "search", "api", "deploy")
MARKS = {"_", "gettext", "gettext_lazy"}
CHECKOUT = Path(__file__).parents[2]


def sentences(room: str) -> Iterator[tuple[str, str]]:
    """(file:line, sentence) for each `_("…")` of a room."""
    for file in sorted((CHECKOUT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if (
                not isinstance(node, ast.Call)
                or not isinstance(node.func, ast.Name)
                or node.func.id not in MARKS
            ):
                continue
            [said, *_rest] = node.args
            if isinstance(said, ast.Constant) and isinstance(said.value, str) and said.value:
                yield f"{file.relative_to(CHECKOUT)}:{node.lineno}", said.value


def catalogue() -> dict[str, str]:
    """What the committed `.mo` files say, together."""
    known: dict[str, str] = {}
    for room in ROOMS:
        for file in (CHECKOUT / room).rglob("locale/zh_Hans/LC_MESSAGES/django.mo"):
            with file.open("rb") as compiled:
                known |= gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    # What depends on a number is kept as (sentence, form).
    return {said if isinstance(said, str) else said[0]: chinese for said, chinese in known.items()}


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_of_a_room_has_its_chinese(room: str) -> None:
    known = translation("zh-hans")._catalog  # type: ignore[attr-defined]  # ours and Django's own
    assert [f"{where}: {said}" for where, said in sentences(room) if not known.get(said)] == []


def test_a_sentence_and_its_chinese_name_the_same_values() -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)[sd]", text))

    assert {said for said, chinese in catalogue().items() if said and names(said) != names(chinese)} == set()
