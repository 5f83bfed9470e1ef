"""Questions a person must decide, and the file in which the decisions come back.

A dry run writes the file, one entry per question with the choices there are; whoever decides puts one of them
under `answer`. An entry answers only the row it was asked about: another name or cell is asked anew.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tenants.roster.checked import CheckedRow
from tenants.roster.files.sheet import Unreadable
from tenants.roster.messages import level_of, spoken
from tenants.roster.problems import Problem


class Answers:
    """The decisions made so far; empty without a file."""

    def __init__(
        self, entries: Iterable[dict[str, Any]] = (), corrections: Iterable[dict[str, Any]] = ()
    ) -> None:
        self._answers = {_key(entry): entry["answer"] for entry in entries}
        # What should stand in a cell: `sheet`, `row`, `column`, what was `found` there, and what is `right`.
        self.corrections = list(corrections)

    def ask(self, row: CheckedRow, problem: Problem) -> str | None:
        """Returns what was decided about this question; else notes it at the row and returns None."""
        answer = self._answers.get((row.sheet, row.number, row.name, problem.code, problem.found))
        if answer in problem.choices:
            if (problem, answer) not in row.answered:
                row.answered.append((problem, answer))
            return answer
        if problem not in row.problems:
            row.problems.append(problem)
        return None


def _key(entry: dict[str, Any]) -> tuple[Any, ...]:
    return (entry["sheet"], entry["row"], entry["name"], entry["code"], entry["found"])


def read_answers(path: Path) -> Answers:
    """Raises Unreadable ("answers_wrong") when no dry run wrote the file, or an answer is no choice."""
    try:
        given = json.loads(path.read_text("utf-8-sig"))
        entries = given["questions"]
        corrections = [one for one in given.get("corrections", ()) if one["right"] is not None]
        if not all(_is_correction(one) for one in corrections):
            raise ValueError("a correction of no cell")
        if any(entry["answer"] is not None and entry["answer"] not in entry["choices"] for entry in entries):
            raise ValueError("an answer that is no choice")
        return Answers(entries, corrections)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable("answers_wrong", path.name) from error


def _is_correction(one: dict[str, Any]) -> bool:
    return isinstance(one["row"], int) and all(
        isinstance(one[key], str) for key in ("sheet", "column", "found", "right")
    )


def write_answers(path: Path, rows: Sequence[CheckedRow], language: str) -> None:
    """Writes every question with its choices and the answer it has had, and every cell that is wrong.

    Raises Unreadable ("answers_unwritable").
    """
    text = json.dumps(questions_of(rows, language), ensure_ascii=False, indent=1) + "\n"
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise Unreadable("answers_unwritable", path.name) from error


def questions_of(rows: Sequence[CheckedRow], language: str) -> dict[str, Any]:
    """Every question with its choices and the answer it has had, as the file of answers holds them."""
    entries = [
        {
            "sheet": row.sheet,
            "row": row.number,
            "name": row.name,
            "column": problem.column,
            "found": problem.found,
            "code": problem.code,
            "question": spoken(problem.code, language, found=problem.found, right=problem.right),
            "choices": list(problem.choices),
            "answer": answer,
        }
        for row in rows
        for problem, answer in [*row.answered, *((problem, None) for problem in row.problems)]
        if problem.choices
    ]
    return {"questions": entries, "corrections": _corrections(rows, language)}


def _corrections(rows: Sequence[CheckedRow], language: str) -> list[dict[str, Any]]:
    """Every cell that keeps its row out; whoever knows writes under `right` what should stand there."""
    return [
        {
            "sheet": row.sheet,
            "row": row.number,
            "column": problem.column,
            "found": problem.found,
            "code": problem.code,
            "message": spoken(problem.code, language, found=problem.found, right=problem.right),
            "right": None,
        }
        for row in rows
        for problem in row.problems
        if level_of(problem) == "refused" and problem.column in row.headings.values()
    ]
