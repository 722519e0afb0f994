"""What each programme earned and cost, and what it cost that one person came."""

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard.components.figure_table import FigureRow, figure_rows, figure_table
from dashboard.components.frame import frame
from dashboard.components.use_words import figure_words
from dashboard.csv_sheet import Cell
from dashboard.earnings_view import EarningsView
from dashboard.link import link
from models.account import Permission
from models.metric import METRICS
from models.metric.metric import Metric
from models.metric.shown import shown
from models.metric.sums import Sums
from models.services.programme_money import SINGLE, ProgrammeMoney

COLUMNS: tuple[Metric, ...] = tuple(
    METRICS[key]
    for key in (
        *("income", "direct_cost", "shared_cost", "contribution", "cost_recovery"),
        *("attendances", "fill_rate", "cost_per_attendance"),
    )
)
CONTRIBUTION = METRICS["contribution"]


def programme_rows(view: EarningsView, found: Sequence[ProgrammeMoney]) -> list[FigureRow]:
    """Each series with how often it was held, and all of them together."""
    t = view.visit.translate
    rows = [FigureRow(name=_name(view, one), sums=one.sums, href=_to(view, one)) for one in found]
    whole = Sums.summed(one.sums for one in found)
    return [*rows, FigureRow(name=t("earnings.programmes.all"), sums=whole, strong=True)]


def _name(view: EarningsView, one: ProgrammeMoney) -> str:
    t = view.visit.translate
    if one.series == SINGLE:
        name = t("earnings.programmes.single")
    else:
        name = t.name(one.title) if one.title else one.series
    return t("earnings.programmes.name", name=name, n=one.sessions)


def _to(view: EarningsView, one: ProgrammeMoney) -> str:
    """Its own page, for those who may see it."""
    if one.series == SINGLE or not view.visit.may(Permission.BOOKING_READ):
        return ""
    return link(view.visit, "series", series=one.series)


def programme_panel(view: EarningsView, found: Sequence[ProgrammeMoney]) -> Component | None:
    """Nothing where nothing was held and nothing booked."""
    if not found:
        return None
    t, rows = view.visit.translate, programme_rows(view, found)
    title = t("earnings.programmes.title", n=len(found), value=_left(view, rows[-1]))
    body = figure_table(t, title, t("earnings.programmes"), rows, COLUMNS)
    return frame(view.visit, "programmes", title, t("earnings.programmes.under"), [body], takes=("csv",))


def _left(view: EarningsView, row: FigureRow) -> str:
    return figure_words(view.visit.translate, shown(CONTRIBUTION, row.sums).value, CONTRIBUTION.unit)


def programme_sheet(view: EarningsView, found: Sequence[ProgrammeMoney]) -> list[list[Cell]]:
    t = view.visit.translate
    return figure_rows(t, t("earnings.programmes"), programme_rows(view, found), COLUMNS)
