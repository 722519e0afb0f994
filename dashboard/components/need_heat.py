"""Where and when needs are: tiles of the grid, topics by cell, months, and the hours that were wanted or are too crowded."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing
from dashboard.components.heat_table import HeatCell, HeatRow, heat_table, level
from dashboard.components.marks import marks
from dashboard.components.need_counts import (
    HOURS,
    TIMES,
    Counted,
    by_cell,
    by_month,
    cell_words,
    of_hour,
)
from dashboard.link import link
from dashboard.need_question import Question
from dashboard.page import Visit
from models.needs.heat import by_hour
from models.needs.need import Need, Topic
from models.suppression import Cell, Hidden, K


def grid_panel(
    visit: Visit, needs: Sequence[Need], asked: Question, topics: Mapping[str, Topic], *, discreet: bool
) -> Component:
    """Tiles as they lie, then topics by cell."""
    t, centre = visit.translate, visit.ports.centre
    if not needs:
        return html.Section(
            [html.H2(t("need.map")), calm(t("need.none"), "▦")], className="panel", id="needs-map"
        )
    told = by_cell(visit, needs, topics, discreet=discreet)
    table = _table(visit, told, t("need.map"), asked)
    picture = html.Div([_tiles(visit, told, asked) if centre.grids else None, table])
    drawing = Drawing(picture=picture, unit=t("need.unit"), figures=None)
    return chart(visit, "needs-map", t("need.map"), t("need.map_lead"), drawing)


def _tiles(visit: Visit, told: Counted, asked: Question) -> Component:
    t, cells = visit.translate, visit.ports.centre.grids
    names = dict(zip(told.heat.columns, told.columns, strict=True))
    totals = dict(zip(told.heat.columns, told.heat.cells[-1], strict=False))
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


def _table(visit: Visit, counted: Counted, caption: str, asked: Question) -> Component:
    t, told = visit.translate, counted.heat
    top = max((one for row in told.cells[:-1] for one in row[:-1] if isinstance(one, int)), default=0)
    rows = [
        _line(visit, name, key, line, counted.columns, told.columns, top, asked)
        for name, key, line in zip(
            [*counted.rows, t("need.total")], [*told.rows, ""], told.cells, strict=True
        )
    ]
    heads = [*counted.columns, t("need.total")]
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
    t, told = visit.translate, by_month(visit, needs, topics, discreet=discreet)
    if len(told.columns) < 2:
        return None
    table = _table(visit, told, t("need.months"), Question())
    drawing = Drawing(picture=table, unit=t("need.unit"), figures=None)
    return chart(visit, "needs-months", t("need.months"), "", drawing)


def hours_panel(visit: Visit, needs: Sequence[Need], *, discreet: bool) -> Component:
    """Two weeks by the hour. discreet: hours that fewer than K named are not told."""
    t = visit.translate
    told = {kind: by_hour(needs, times) for kind, times in TIMES.items()}
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
        told = of_hour(counts, day, hour, discreet=discreet)
        where: dict[str, str | int] = {
            "day": t(f"need_form.day.{day}"),
            "hour": hour,
            "n": _words(visit, told),
        }
        return HeatCell(
            state="hidden" if isinstance(told, Hidden) else "known",
            text=f"{told}" if told and not isinstance(told, Hidden) else "",
            level=_level(told, top),
            said=t("need.hours.cell", **where),
        )

    rows = [
        HeatRow(head=t(f"need_form.day.{day}"), cells=[cell(day, hour) for hour in HOURS]) for day in range(7)
    ]
    caption, corner = t(f"need.hours.{kind}"), t("need.hours.corner")
    drawing = heat_table(caption, corner, [f"{hour}" for hour in HOURS], rows, t("need.unit"))
    return chart(visit, f"needs-{kind}", caption, "", drawing, inner=True)


def _words(visit: Visit, cell: Cell) -> str:
    return f"{cell_words(visit, cell)}"


def _level(cell: Cell, top: int) -> int:
    return 0 if isinstance(cell, Hidden) else level(cell, top)
