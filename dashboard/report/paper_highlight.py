"""The few figures that the cover shows large: cells of the overview, each with its change since the month before."""

from collections.abc import Iterator, Sequence

from dashboard.report.picture.piece import Block, Subject
from dashboard.report.wording import MINUS, Wording
from models.metric.metric import Unit
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Row, SheetKey

SHOWN: Sequence[str] = ("person_hours", "utilisation", "off_peak_share", "cost_recovery")
"""Rows of the overview: how much the house was used, how full it was, when, and whether it paid."""

NOW, CHANGE = "now", "change_previous"


def highlights(statement: MonthlyStatement, words: Wording) -> Iterator[Block]:
    """Only what is known."""
    sheet = next((one for one in statement.sheets if one.key == SheetKey.OVERVIEW), None)
    for table in () if sheet is None else sheet.tables:
        subject = Subject(table, words)
        rows = {row.key: row for row in table.rows if table.key == SheetKey.OVERVIEW}
        yield from (one for key in SHOWN if key in rows and (one := _one(subject, rows[key])) is not None)


def _one(subject: Subject, row: Row) -> Block | None:
    now, change = subject.cell(row, NOW), subject.cell(row, CHANGE)
    if now is None or not now.is_number:
        return None
    moved = "" if change is None or not change.is_number else _signed(subject.said(row, CHANGE))
    kind = "points" if row.unit is Unit.SHARE else "share"
    return {
        "name": subject.name(row),
        "value": subject.said(row, NOW),
        "unit": subject.words.unit(row.unit),
        "change": subject.words.t(f"report.form.since_previous.{kind}", change=moved) if moved else "",
    }


def _signed(text: str) -> str:
    return text if text.startswith(MINUS) else f"+{text}"
