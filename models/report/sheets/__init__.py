"""The sheets of a month. To add one: a module here with `sheet(inputs)`, a line below, its words `report.sheet.<key>`."""

from collections.abc import Callable, Mapping

from models.report.inputs import MonthInputs
from models.report.sheet import Sheet, SheetKey
from models.report.sheets import booking, cover, heat, market, overview, programme, standard, use

SHEETS: Mapping[SheetKey, Callable[[MonthInputs], Sheet]] = {
    SheetKey.COVER: cover.sheet,
    SheetKey.OVERVIEW: overview.sheet,
    SheetKey.USE: use.sheet,
    SheetKey.HEAT: heat.sheet,
    SheetKey.BOOKING: booking.sheet,
    SheetKey.PROGRAMME: programme.sheet,
    SheetKey.MARKET: market.sheet,
    SheetKey.STANDARD: standard.sheet,
}
"""In any order: a report has them in that of SheetKey."""
