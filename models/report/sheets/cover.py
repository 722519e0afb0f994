"""Sheet 0: what the month consisted of and what its numbers stand on; number, persons and sentences are the statement's own."""

from models.calendar import DayType
from models.metric.metric import Unit
from models.report.figure import count, measured, words
from models.report.gap import measured_share
from models.report.inputs import MonthInputs
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table

FACTS = "facts"
"""The key of the cover's table."""

MEASURED_SHARE = "measured_share"


def sheet(inputs: MonthInputs) -> Sheet:
    """封面与说明: one fact a row."""
    rows = (
        *(_row(f"days_{kind}", count(inputs.days.get(kind, 0))) for kind in DayType),
        _row("provisional_days", count(inputs.provisional_days)),
        _row("spaces", count(len(inputs.use.spaces))),
        _row(MEASURED_SHARE, measured(measured_share(inputs)), Unit.SHARE),
        _row("calc_version", count(inputs.calc_version)),
        _row("simulated", words("report.yes" if inputs.is_simulated else "report.no")),
    )
    return Sheet(
        key=SheetKey.COVER,
        tables=(Table(key=FACTS, columns=(Column(key="fact"), Column(key="value")), rows=rows),),
    )


def _row(key: str, value: Cell, unit: Unit | None = None) -> Row:
    return Row(key=key, unit=unit, cells=(words(f"report.fact.{key}"), value))
