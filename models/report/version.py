"""The life of a month's report: made, checked, signed, sent; late data give a revision, and every version is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ReportStatus(StrEnum):
    """Where a version stands; its words are `report.status.<status>`."""

    DRAFT = "draft"
    CHECKED = "checked"
    SIGNED = "signed"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who did what to a version, and when. by: account; act: a deed of models/report/life.py; answers: the obstacles that were
    answered for with it."""

    act: str
    by: str
    at: datetime
    reason: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportVersion:
    """A version of a report as it is kept; its inputs and its statement lie beside it under its digests and never change.

    number: 0 = first; revision: raised with each step; run: of its making; why: of a revision, a key of `report.revision.<why>` with its values;
    inputs, statement: SHA-256 (hex) of their canonical bytes; replaces, last_month, last_year: those of the statements of this
    month, of the month before and of the same a year ago, which readers held when this was made, "" = none; coverage: None = nothing was open.
    """

    month: date
    number: int
    run: str
    status: ReportStatus
    made_at: datetime
    made_by: str
    inputs: str
    statement: str
    coverage: float | None
    replaces: str = ""
    last_month: str = ""
    last_year: str = ""
    why: str = ""
    why_values: Mapping[str, str] | None = None
    signatures: tuple[Signature, ...] = ()
    revision: int = 1
