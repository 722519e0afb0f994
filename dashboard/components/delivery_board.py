"""The delivery board: every bag of a day with its state and when it is due; what is late and still out stands first."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.components.use_words import NO_DATA, day_words, percent
from dashboard.csv_sheet import Cell
from dashboard.page import Visit
from models.metric import METRICS
from models.metric.meals import STATES, Order, delivered
from models.metric.sums import Sums
from models.payload import visible

SIGNS: Mapping[str, str] = {"packed": "▣", "out": "➜", "delivered": "✓", "failed": "✕"}
"""State -> its sign; the word stands beside it."""

MOST = 120
"""Rows; a kitchen with more of them is read from the file."""

ON_TIME = METRICS["on_time_rate"]


def delivery_board(visit: Visit, found: Sequence[Order]) -> Component:
    """found: in the order in which they are shown."""
    t = visit.translate
    now = visit.ports.clock()
    day = day_words(t, visit.ports.centre.day_of(now))
    if not found:
        body: list[Component | None] = [calm(t("canteen.board.none"), "➜")]
        return frame(visit, "board", t("canteen.board.title_none", day=day), "", body, takes=())
    late = sum(one.is_late(now) and one.ended_at is None for one in found)
    rate = ON_TIME.value(Sums(meals=delivered(found)))
    title = t("canteen.board.title_late", n=late) if late else t("canteen.board.title", n=len(found))
    under = t("canteen.board.under", day=day, rate=percent(t, rate))
    counts = [_count(visit, state, sum(one.state == state for one in found)) for state in reversed(STATES)]
    more = (
        html.P(t("canteen.board.more", n=len(found) - MOST), className="muted") if len(found) > MOST else None
    )
    body = [html.Ul(counts, className="board-states"), _table(visit, found[:MOST], title), more]
    return frame(visit, "board", title, under, body, takes=("csv",))


def _count(visit: Visit, state: str, n: int) -> Component:
    sign = html.Span(SIGNS[state], **marks(aria_hidden="true"))
    return html.Li([sign, f" {visit.translate(f'canteen.state.{state}')} ", html.B(str(n))])


def _table(visit: Visit, found: Sequence[Order], title: str) -> Component:
    t, now = visit.translate, visit.ports.clock()
    heads = [html.Th(t(f"canteen.board.{name}"), scope="col") for name in COLUMNS]
    rows = [
        html.Tr(
            [
                html.Th(visible(one.number), scope="row"),
                html.Td([html.Span(SIGNS[one.state], **marks(aria_hidden="true")), f" {words}"]),
                *(html.Td(text) for text in rest),
            ],
            **marks(data_state="late" if one.is_late(now) else one.state),
        )
        for one in found
        for _, words, *rest in [_words(visit, one)]
    ]
    table = html.Table(
        [html.Caption(title, className="sr"), html.Thead(html.Tr(heads)), html.Tbody(rows)], className="board"
    )
    return html.Div(
        table,
        className="heat-scroll tall",
        tabIndex=0,
        role="region",
        **marks(aria_label=t("canteen.rows_of", title=title)),
    )


COLUMNS = ("number", "state", "packed", "due", "ended", "late")


def _words(visit: Visit, one: Order) -> list[str]:
    t, now = visit.translate, visit.ports.clock()
    late = ""
    if one.due_at and one.is_late(now):
        late = t("canteen.board.minutes", n=round(((one.ended_at or now) - one.due_at).total_seconds() / 60))
    moments = (_clock(visit, at) for at in (one.states.get("packed"), one.due_at, one.ended_at))
    return [one.number, t(f"canteen.state.{one.state}"), *moments, late]


def _clock(visit: Visit, at: datetime | None) -> str:
    return f"{at.astimezone(visit.ports.centre.zone_info):%H:%M}" if at else NO_DATA


def board_rows(visit: Visit, found: Sequence[Order]) -> list[list[Cell]]:
    """The whole board for a CSV file."""
    head: list[Cell] = [visit.translate(f"canteen.board.{name}") for name in COLUMNS]
    rows: list[list[Cell]] = [[*_words(visit, one)] for one in found]
    return [head, *rows]
