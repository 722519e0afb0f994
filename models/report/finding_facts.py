"""What the rules of the cover's sentences look at and give: cells of the sheets, and sentences that could be said of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.report.inputs import MonthInputs
from models.report.sheet import Cell, Place, Sheet, SheetKey, Table, placed

FIRST, SECOND, LAST = 100.0, 50.0, -1.0
"""How telling the total is, what it is held against, and what could not be measured; all others lie between, by their size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence that could be said. weight: how telling it is, about the share of the month that it is about."""

    key: str
    values: Mapping[str, Place]
    weight: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules look at."""

    inputs: MonthInputs
    sheets: Sequence[Sheet]

    def cell(self, place: Place) -> Cell | None:
        """None where no such cell is, or nothing stands in it."""
        try:
            found = placed(self.sheets, place)
        except KeyError:
            return None
        return found if found.absent is None else None

    def number(self, place: Place) -> float | None:
        found = self.cell(place)
        if found is None:
            return None
        return found.number if found.count is None else float(found.count)

    def table(self, sheet: SheetKey, key: str) -> Table | None:
        """None where the report has no such sheet."""
        found = next((one for one in self.sheets if one.key == sheet), None)
        return found.table(key) if found is not None else None


Rule = Callable[[Facts], Iterator[Told]]


def kpi(metric: str, column: str = "now") -> Place:
    """A figure of the overview."""
    return Place(sheet=SheetKey.OVERVIEW, table="overview", row=metric, column=column)


def at(sheet: SheetKey, table: str, row: str, *columns: str) -> dict[str, Place]:
    """Some cells of a row, by the keys of their columns."""
    return {one: Place(sheet=sheet, table=table, row=row, column=one) for one in columns}
