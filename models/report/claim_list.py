"""The list of subsidised meals by age band and week as it may leave the house: the claims page and the report hide the same."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from models.report.disclosure import Earlier, disclosed
from models.report.figure import count
from models.report.inputs.meals import MealInputs
from models.report.links import Links
from models.report.sheet import Absent, Cell, Column, Place, Row, Sheet, SheetKey, Table
from models.report.sheets.use import TOTAL

KEY, MEALS = "claim_weeks", "meals"
WITHHELD = Cell(absent=Absent.WITHHELD)

Weeks = Mapping[date, Mapping[str, int]]
"""Monday -> band -> meals."""


def claim_list(bands: Collection[str], weeks: Weeks) -> Table:
    """A row per band and their total; a column per week and their sum. All is withheld in a supplement that takes slips
    back: each would tell one."""
    keys = tuple(f"{monday}" for monday in weeks)
    rows = [_row(band, [week.get(band, 0) for week in weeks.values()]) for band in bands]
    total = _row(TOTAL, [sum(week.get(band, 0) for band in bands) for week in weeks.values()], is_total=True)
    columns = (
        *(Column(key=key, is_persons=True) for key in keys),
        Column(key=MEALS, is_persons=True, sums=keys),
    )
    table = Table(key=KEY, columns=columns, rows=(*rows, total))
    if any(meals < 0 for week in weeks.values() for meals in week.values()):
        return replace(
            table, rows=tuple(replace(row, cells=(WITHHELD,) * len(columns)) for row in table.rows)
        )
    (sheet,) = disclosed([Sheet(key=KEY, tables=(table,))], links=Links())
    return sheet.table(KEY)


def listed(meals: MealInputs) -> Iterator[Earlier]:
    """What whoever has the list holds beside a report of the same month; nothing where there is none."""
    if meals.bands and meals.weeks:
        pairs = [(_here(band), _there(band)) for band in (*meals.bands, TOTAL)]
        yield Earlier(sheets=[Sheet(key=KEY, tables=(claim_list(meals.bands, meals.weeks),))], pairs=pairs)


def _row(key: str, meals: list[int], *, is_total: bool = False) -> Row:
    return Row(key=key, cells=tuple(map(count, (*meals, sum(meals)))), is_total=is_total)


def _here(band: str) -> Place:
    return Place(sheet=SheetKey.CANTEEN, table="subsidy_bands", row=band, column="subsidised_meals")


def _there(band: str) -> Place:
    return Place(sheet=KEY, table=KEY, row=band, column=MEALS)
