"""Where and when needs are: tiles of the grid, topics by cell, months, and the hours that were wanted or are too crowded."""

from collections.abc import Callable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing
from dashboard.components.heat_table import HeatCell, HeatRow, heat_table, level
from dashboard.components.marks import marks
from dashboard.components.need_words import topic_words
from dashboard.link import link
from dashboard.need_question import Question
from dashboard.page import Visit
from models.needs.heat import Heat, by_hour, heat, month_of
from models.needs.need import Need, Topic, WantedTime
from models.suppression import Cell, Hidden, K

TAKEN = ("svg", "png")
"""The numbers of all of them are in the page's own file."""

HOURS = range(6, 23)
ELSEWHERE = ""
"""The cell of needs that name none."""


def grid_panel(
    visit: Visit, needs: Sequence[Need], asked: Question, topics: Mapping[str, Topic], *, discreet: bool
) -> Component:
    """Tiles as they lie, then topics by cell."""
    t, centre = visit.translate, visit.ports.centre
    if not needs:
        return html.Section(
            [html.H2(t("need.map")), calm(t("need.none"), "▦")], className="panel", id="needs-map"
        )
    columns = [*centre.grids, ELSEWHERE]
    rows = [key for key in topics if any(one.topic == key for one in needs)]
    told = heat(needs, lambda one: one.topic, lambda one: one.grid, rows, columns, discreet=discreet)
    names = {code: t.name(cell.name) for code, cell in centre.grids.items()} | {ELSEWHERE: t("need.no_cell")}
    table = _table(visit, told, t("need.map"), [topic_words(t, topics, key) for key in rows], names, asked)
    picture = html.Div([_tiles(visit, told, names, asked) if centre.grids else None, table])
    drawing = Drawing(picture=picture, unit=t("need.unit"), figures=None)
    return chart(visit, "needs-map", t("need.map"), t("need.map_lead"), drawing, takes=TAKEN)


def _tiles(visit: Visit, told: Heat, names: Mapping[str, str], asked: Question) -> Component:
    t, cells = visit.translate, visit.ports.centre.grids
    totals = dict(zip(told.columns, told.cells[-1], strict=False))
    top = max((count for count in totals.values() if isinstance(count, int)), default=0)
    tiles = [
        html.A(
            [html.Span(names[code]), html.B([_words(visit, totals[code]), _unit(visit)])],
            href=link(visit, "needs", **asked.query(grid=code, page="")) + "#needs-list",
            className="need-tile",
            style={"gridColumn": cell.at[0] + 1, "gridRow": cell.at[1] + 1},
            **marks(
                data_level=str(_level(totals[code], top)),
                aria_current="true" if asked.grid == code else "false",
            ),
        )
        for code, cell in cells.items()
    ]
    return html.Nav(tiles, className="need-tiles", **marks(aria_label=t("need.map")))


def _unit(visit: Visit) -> Component:
    """For who hears the tile; who sees it reads the unit above."""
    return html.Span(f" {visit.translate('need.unit')}", className="sr")


def _table(
    visit: Visit,
    told: Heat,
    caption: str,
    topics: Sequence[str],
    names: Mapping[str, str],
    asked: Question,
) -> Component:
    t = visit.translate
    top = max((one for row in told.cells[:-1] for one in row[:-1] if isinstance(one, int)), default=0)
    rows = [
        _line(visit, name, key, line, [names[code] for code in told.columns], told.columns, top, asked)
        for name, key, line in zip([*topics, t("need.total")], [*told.rows, ""], told.cells, strict=True)
    ]
    heads = [*(names[code] for code in told.columns), t("need.total")]
    corner = t("need.column.topic")
    return heat_table(caption, corner, heads, rows, t("need.unit"), style="need-heat").picture


def _line(
    visit: Visit,
    name: str,
    topic: str,
    line: Sequence[Cell],
    names: Sequence[str],
    codes: Sequence[str],
    top: int,
    asked: Question,
) -> HeatRow:
    t = visit.translate
    cells = [
        HeatCell(
            state="hidden" if isinstance(one, Hidden) else "known",
            text=_words(visit, one) if one else "",
            level=_level(one, top) if n < len(codes) and topic else 0,
            said=t("need.heat_cell", topic=name, name=[*names, t("need.total")][n], n=_words(visit, one)),
        )
        for n, one in enumerate(line)
    ]
    href = link(visit, "needs", **asked.query(topic=topic, page="")) if topic else ""
    return HeatRow(head=name, cells=cells, href=href, strong=not topic)


def months_panel(
    visit: Visit, needs: Sequence[Need], topics: Mapping[str, Topic], *, discreet: bool
) -> Component | None:
    """Topics by the months in which they were said; nothing while there is one month."""
    t, month = visit.translate, month_of(visit.ports.centre.zone_info)
    columns = sorted({month(one) for one in needs})[-12:]
    if len(columns) < 2:
        return None
    rows = [key for key in topics if any(one.topic == key for one in needs)]
    told = heat(needs, lambda one: one.topic, month, rows, columns, discreet=discreet)
    names = dict(zip(columns, columns, strict=True))
    spoken = [topic_words(t, topics, key) for key in rows]
    table = _table(visit, told, t("need.months"), spoken, names, Question())
    drawing = Drawing(picture=table, unit=t("need.unit"), figures=None)
    return chart(visit, "needs-months", t("need.months"), "", drawing, takes=TAKEN)


def hours_panel(visit: Visit, needs: Sequence[Need], *, discreet: bool) -> Component:
    """Two weeks by the hour. discreet: hours that fewer than K named are not told."""
    t = visit.translate
    kinds: Mapping[str, Callable[[Need], Sequence[WantedTime]]] = {
        "wanted": lambda one: one.wanted,
        "crowded": lambda one: one.crowded,
    }
    told = {kind: by_hour(needs, times) for kind, times in kinds.items()}
    parts = [_week(visit, kind, counts, discreet=discreet) for kind, counts in told.items() if counts]
    return html.Section(
        [
            html.H2(t("need.hours")),
            html.P(t("need.hours_lead", k=K), className="muted"),
            *(parts or [calm(t("need.hours.none"), "◷")]),
        ],
        className="panel",
        id="needs-hours",
    )


def _week(visit: Visit, kind: str, counts: Mapping[tuple[int, int], int], *, discreet: bool) -> Component:
    t, top = visit.translate, max(counts.values())

    def cell(day: int, hour: int) -> HeatCell:
        count = counts.get((day, hour), 0)
        few = discreet and 0 < count < K
        told: Cell = Hidden.FEW if few else count
        where: dict[str, str | int] = {
            "day": t(f"need_form.day.{day}"),
            "hour": hour,
            "n": _words(visit, told),
        }
        return HeatCell(
            state="hidden" if few else "known",
            text=f"{count}" if count and not few else "",
            level=_level(told, top),
            said=t("need.hours.cell", **where),
        )

    rows = [
        HeatRow(head=t(f"need_form.day.{day}"), cells=[cell(day, hour) for hour in HOURS]) for day in range(7)
    ]
    caption, corner = t(f"need.hours.{kind}"), t("need.hours.corner")
    drawing = heat_table(caption, corner, [f"{hour}" for hour in HOURS], rows, t("need.unit"))
    return chart(visit, f"needs-{kind}", caption, "", drawing, takes=TAKEN, inner=True)


def _words(visit: Visit, cell: Cell) -> str:
    return visit.translate(f"need.hidden.{cell.value}", k=K) if isinstance(cell, Hidden) else f"{cell}"


def _level(cell: Cell, top: int) -> int:
    return 0 if isinstance(cell, Hidden) else level(cell, top)
