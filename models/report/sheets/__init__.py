"""The sheets of a month. To add one: a module here with `sheet(inputs)`, a line below, its words `report.sheet.<key>`."""

from collections.abc import Callable, Mapping

from models.report.inputs import MonthInputs
from models.report.sheet import Sheet, SheetKey
from models.report.sheets import (
    activity,
    advice,
    booking,
    canteen,
    cover,
    fund,
    heat,
    market,
    money,
    needs,
    overview,
    programme,
    standard,
    use,
)

SHEETS: Mapping[SheetKey, Callable[[MonthInputs], Sheet]] = {
    SheetKey.COVER: cover.sheet,
    SheetKey.OVERVIEW: overview.sheet,
    SheetKey.USE: use.sheet,
    SheetKey.HEAT: heat.sheet,
    SheetKey.BOOKING: booking.sheet,
    SheetKey.PROGRAMME: programme.sheet,
    SheetKey.CANTEEN: canteen.sheet,
    SheetKey.MARKET: market.sheet,
    SheetKey.MONEY: money.sheet,
    SheetKey.FUND: fund.sheet,
    SheetKey.NEEDS: needs.sheet,
    SheetKey.ACTIVITY: activity.sheet,
    SheetKey.ADVICE: advice.sheet,
    SheetKey.STANDARD: standard.sheet,
}
"""In any order: a report has them in that of SheetKey."""
