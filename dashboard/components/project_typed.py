"""Rows of a project's forms as they were typed: budget lines, indicators with their weights."""

from collections.abc import Iterator

from dashboard.answer import Fields
from dashboard.components.project_judged import SPARE_INDICATORS
from dashboard.components.project_money import SPARE_LINES
from dashboard.components.typed import fen_typed, number_of
from models.needs.project import BudgetLine
from models.services.project_judging import MOST_INDICATORS, Weighed
from models.services.project_papers import MOST_LINES


def lines_typed(fields: Fields) -> Iterator[BudgetLine]:
    """A row without a source is none. Raises RefusedError."""
    for n in range(MOST_LINES + SPARE_LINES):
        source = fields.get(f"source{n}", "").strip()
        if source:
            yield BudgetLine(
                id=fields.get(f"line{n}", ""),
                source=source,
                courtyard=fields.get(f"courtyard{n}", "").strip(),
                budget_fen=fen_typed(fields, f"budget{n}", 0),
                committed_fen=fen_typed(fields, f"committed{n}", 0),
            )


def indicators_typed(fields: Fields) -> list[Weighed]:
    """A row without a name is none. Raises RefusedError."""
    return [
        (fields.get(f"indicator{n}", "").strip(), number_of(fields, f"weight{n}", 0))
        for n in range(MOST_INDICATORS + SPARE_INDICATORS)
        if fields.get(f"indicator{n}", "").strip()
    ]
