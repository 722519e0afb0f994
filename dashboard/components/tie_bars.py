"""The tie-out of a month day by day: what the book alone has to the left, what statements alone show to the right."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.drawing import Drawing
from dashboard.components.marks import marks
from dashboard.components.two_bars import two_bars
from dashboard.components.use_words import dated
from dashboard.csv_sheet import Cell
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import digits, yuan_cell
from models.services.month_money import TieDay

FIGURES = ("tills", "booked", "shown", "open", "loose")


def tie_bars(visit: Visit, days: Sequence[TieDay]) -> Drawing:
    """A row for each day; where everything was found a tick stands in the place of bars."""
    t = visit.translate
    most = max((max(abs(one.open_fen), abs(one.loose_fen)) for one in days), default=0) or 1
    names = ("day", "drawn", "open", "loose", "tills", "booked", "shown")
    head = html.Tr([html.Th(t(f"month.tie.{name}"), scope="col") for name in names])
    rows = [_row(visit, one, most) for one in days]
    caption = html.Caption(t("month.tie"), className="sr")
    table = html.Table([caption, html.Thead(head), html.Tbody(rows)], className="figures tie-days")
    label = marks(aria_label=t("canteen.rows_of", title=t("month.tie")))
    box = html.Div(table, className="import-scroll", tabIndex="0", role="region", **label)
    return Drawing(picture=box, unit=t("metric.unit.fen"), figures=None)


def _row(visit: Visit, one: TieDay, most: int) -> Component:
    t = visit.translate
    address = link(visit, "ledger", first=one.day.isoformat(), last=one.day.isoformat(), account="takings")
    found = not one.open_fen and not one.loose_fen
    name = html.Th(html.A(dated(t, one.day), href=address), scope="row")
    missing = one.tills_fen > one.booked_fen
    booked = html.Td(digits(one.booked_fen), **marks(data_state="flagged" if missing else ""))
    bars = two_bars(one.open_fen, one.loose_fen, most)
    drawn = html.Span(t("month.tie.found"), className="tie-found") if found else bars
    return html.Tr(
        [
            name,
            html.Td(drawn),
            *(html.Td(_left(fen)) for fen in (one.open_fen, one.loose_fen)),
            html.Td(digits(one.tills_fen)),
            booked,
            html.Td(digits(one.shown_fen)),
        ]
    )


def _left(fen: int) -> str:
    return digits(fen) if fen else "✓"


def tie_rows(visit: Visit, days: Sequence[TieDay]) -> list[list[Cell]]:
    """The same as numbers."""
    t = visit.translate
    head: list[Cell] = [t("month.tie.day"), *(t(f"month.tie.{name}") for name in FIGURES)]
    rows: list[list[Cell]] = [
        [one.day.isoformat(), *(yuan_cell(getattr(one, f"{name}_fen")) for name in FIGURES)] for one in days
    ]
    return [head, *rows]
