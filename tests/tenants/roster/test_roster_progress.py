"""How far an import is, told to a terminal and to a program."""

import gc
import io
from pathlib import Path

import pytest

from tenants.acts.authors import OPERATOR
from tenants.isolation.scope import scope
from tenants.roster.bar import bar
from tenants.roster.progress import SHARES, WHOLE, Step, nobody, step_in_words
from tenants.roster.running import Order, run_roster
from tenants.roster.undisturbed import undisturbed
from tests.tenants.roster.importing import a_rostered_district
from tests.tenants.roster.sheets import HEADINGS, line, xlsx


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [line(f"甲{number}有限公司", f"2{number:02d}", person="王") for number in range(1, 60)]
    return xlsx(tmp_path / "台账.xlsx", [HEADINGS, *rows])


def heard(file: Path, *, dry_run: bool) -> list[tuple[Step, int, int]]:
    lines: list[tuple[Step, int, int]] = []
    order = Order(file=file, create_units=True, dry_run=dry_run)
    with scope(a_rostered_district()):
        run_roster(order, by=OPERATOR, told=lambda *line: lines.append(line))
    return lines


def test_every_step_is_told_in_its_order_and_what_is_done_never_shrinks(db: None, file: Path) -> None:
    lines = heard(file, dry_run=False)
    assert list(dict.fromkeys(step for step, _, _ in lines)) == list(SHARES)
    done = [done for _, done, _ in lines]
    assert done == sorted(done) and done[0] == 0 and done[-1] == WHOLE
    writing = {step for step, _, _ in lines if [one for one, _, _ in lines].count(step) > 1}
    assert {"places", "enterprises", "contracts", "tenancies", "contacts", "lines"} <= writing, (
        "it moves within"
    )


def test_a_dry_run_is_told_up_to_where_it_writes(db: None, file: Path) -> None:
    steps = [step for step, _, _ in heard(file, dry_run=True)]
    assert list(dict.fromkeys(steps)) == ["open", "tables", "cells", "compare", "draft"]


def test_a_terminal_sees_a_bar_and_whoever_reads_a_pipe_nothing() -> None:
    watched, piped = Terminal(), io.StringIO()
    with bar(watched, "zh-hans") as told:
        for number, step in enumerate(SHARES):
            told(step, number * 80, WHOLE)
    assert step_in_words("lines", "zh-hans") in watched.getvalue() and "%" in watched.getvalue()
    with bar(piped, "en") as told:
        assert told is nobody
    assert piped.getvalue() == ""


def test_every_step_has_words_in_both_languages() -> None:
    words = [(step_in_words(step, "zh-hans"), step_in_words(step, "en")) for step in SHARES]
    assert len(set(words)) == len(SHARES) and all(chinese != english for chinese, english in words)


def test_garbage_is_looked_for_as_before_once_the_last_import_is_done() -> None:
    usual = gc.get_threshold()
    with undisturbed():
        with pytest.raises(ValueError), undisturbed():
            raise ValueError
        assert gc.get_threshold() != usual
    assert gc.get_threshold() == usual
