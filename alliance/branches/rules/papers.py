from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from .days import check_day
from .words import tidy


@dataclass(frozen=True, kw_only=True)
class Paper:
    """An approval as it is told: number 文号, date, who issued it, and the file of it if there is one."""

    number: str
    on: date
    issuer: str
    file_id: UUID | None = None


def checked(paper: Paper) -> Paper:
    """The paper, tidied. Raises Refusal with a path into `approval`."""
    check_day(paper.on, "approval")
    number = tidy(paper.number, 60, ("approval", "number"), needed=True)
    return replace(paper, number=number, issuer=tidy(paper.issuer, 120, ("approval", "issuer"), needed=True))
