"""An outcome as the JSON object that programs read."""

from collections import Counter
from typing import Any

from tenants.roster.contracts import square_metres
from tenants.roster.messages import level_of, spoken
from tenants.roster.plan import VERDICTS, RowPlan
from tenants.roster.problems import Problem
from tenants.roster.running import Outcome


def as_json(outcome: Outcome, language: str) -> dict[str, Any]:
    """Takes an outcome and a language code for the messages; the keys are those of the public interface."""
    rows = [row_as_json(each, language) for each in outcome.plan.rows]
    return {**in_short(outcome), "rows": rows}


def in_short(outcome: Outcome) -> dict[str, Any]:
    """The same without the rows."""
    verdicts = Counter(each.verdict for each in outcome.plan.rows)
    return {
        "batch": str(outcome.batch.id) if outcome.batch else None,
        "applied": outcome.batch is not None,
        "scope": outcome.plan.scope,
        "dropped_columns": outcome.reading.dropped_columns,
        "unread_columns": outcome.reading.unread_columns,
        "skipped_sheets": outcome.reading.skipped_sheets,
        "blotted": outcome.reading.blotted,
        "new_formats": outcome.plan.formats,
        "unlisted": outcome.plan.unlisted,
        "summary": {verdict: verdicts[verdict] for verdict in VERDICTS},
    }


def row_as_json(plan: RowPlan, language: str) -> dict[str, Any]:
    """One row; `row` is null for somebody who is gone, since the file has no row of them."""
    row = plan.row
    return {
        "sheet": row.sheet,
        "row": row.number or None,
        "verdict": plan.verdict,
        "name": row.name,
        "uscc": row.uscc,
        "building": row.building,
        "units": [label.text for label in row.units],
        "area": square_metres(row.area_cm2),
        "from": row.starts.isoformat() if row.starts else None,
        "contract_to": row.contract_to.isoformat() if row.contract_to else None,
        "phone": row.phone,
        "former_names": list(row.former_names),
        "unit_state": row.unit_state,
        "changes": [{"field": one.field, "before": one.before, "after": one.after} for one in plan.changes],
        "problems": [_problem(problem, None, language) for problem in row.problems]
        + [_problem(problem, answer, language) for problem, answer in row.answered],
    }


def _problem(problem: Problem, answer: str | None, language: str) -> dict[str, Any]:
    said = {
        "column": problem.column,
        "found": problem.found,
        "code": problem.code,
        "message": spoken(problem.code, language, found=problem.found, right=problem.right),
        "level": level_of(problem),
    }
    return {**said, "choices": list(problem.choices), "answer": answer} if problem.choices else said
