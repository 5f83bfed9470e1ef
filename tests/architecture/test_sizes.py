"""Rooms stay small: a file has one subject, and one that grows becomes a folder."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

CHECKOUT = Path(__file__).parents[2]
ROOMS = ("tenants", "alliance", "search", "api", "deploy")
MEDIAN, LONGEST = 60, 300


def sizes(*folders: str) -> Iterator[tuple[str, int]]:
    """(file, lines) of Python files, without migrations, which are generated, and empty files."""
    for folder in folders:
        for file in sorted((CHECKOUT / folder).rglob("*.py")):
            lines = len(file.read_text("utf-8").splitlines())
            if lines and "migrations" not in file.parts:
                yield str(file.relative_to(CHECKOUT)), lines


def test_half_of_the_files_have_at_most_sixty_lines() -> None:
    assert median(lines for _file, lines in sizes(*ROOMS)) <= MEDIAN


def test_no_file_has_more_than_three_hundred_lines() -> None:
    assert [file for file, lines in sizes(*ROOMS, "tests") if lines > LONGEST] == []


def test_no_file_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "common", "helpers", "helper", "core", "misc", "shared", "mixins"}
    named = [file for file, _lines in sizes(*ROOMS) if drawers & set(Path(file).with_suffix("").parts)]
    assert named == []
