"""A heatmap as a table: coloured for those who look, numbers for those who read, one tab stop for the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dash import html
from dash.development.base_component import Component

from dashboard.components.drawing import Drawing
from dashboard.components.marks import marks

LEVELS = 10
"""Steps of colour between nothing and the top of the scale."""

State = Literal["shut", "hidden", "flagged", "known"]
"""Not open; open, but too little measured to say; said with a warning; said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """said: the whole sentence about it. level: 0..LEVELS, negative where less than before; turned: diverging colours."""

    state: State
    text: str = ""
    level: int = 0
    said: str = ""
    href: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """strong: a row that others are parts of."""

    head: str
    cells: Sequence[HeatCell]
    note: str = ""
    href: str = ""
    strong: bool = False


def level(value: float, top: float) -> int:
    """The step of colour of a value; what is above the top has the last one."""
    return max(-LEVELS, min(LEVELS, round(value / top * LEVELS))) if top > 0 else 0


def heat_table(
    caption: str, corner: str, columns: Sequence[str], rows: Sequence[HeatRow], unit: str, *, style: str = ""
) -> Drawing:
    """The table. assets/50-use.js lets the arrow keys walk through its links; the first of them is its tab stop."""
    heads = [html.Th(corner, scope="col"), *(_head(name) for name in columns)]
    first = next(((n, m) for n, row in enumerate(rows) for m, c in enumerate(row.cells) if c.href), None)
    lines = [_line(row, n, first) for n, row in enumerate(rows)]
    table = html.Table(
        [
            html.Caption(caption, className="sr"),
            html.Thead(html.Tr(heads)),
            html.Tbody(lines),
        ],
        className=f"heat {style}".strip(),
        **marks(data_walk=""),
    )
    label = marks(aria_label=caption)
    box = html.Div(table, className="heat-scroll", tabIndex="0", role="region", **label)
    return Drawing(picture=box, unit=unit, figures=None)


def _head(name: str) -> Component:
    """A column without a name has no head that could be read."""
    return html.Th(name, scope="col") if name else html.Td()


def _line(row: HeatRow, number: int, first: tuple[int, int] | None) -> Component:
    head = html.A(row.head, href=row.href) if row.href else row.head
    note = html.Small(row.note) if row.note else None
    cells = [_cell(cell, stop=(number, place) == first) for place, cell in enumerate(row.cells)]
    return html.Tr([html.Th([head, note], scope="row"), *cells], className="strong" if row.strong else None)


def _cell(cell: HeatCell, *, stop: bool) -> Component:
    inside: Component | str = cell.text
    if cell.href:
        inside = html.A(
            cell.text,
            href=cell.href,
            tabIndex="0" if stop else "-1",
            **marks(aria_label=cell.said),
        )
    elif cell.state == "hidden":
        inside = html.Span(cell.said, className="sr")  # the hatching says it to those who look
    spot = html.I(className="noted", **marks(aria_hidden="true")) if cell.mark else None
    return html.Td(
        [inside, spot],
        title=f"{cell.said}\n{cell.mark}".strip(),
        **marks(data_state=cell.state, data_level=str(cell.level)),
    )


def scale(low: str, high: str, hidden: str, flagged: str) -> Component:
    """What the colours mean."""
    steps = [html.I(**marks(data_level=str(n))) for n in range(0, LEVELS + 1, 2)]
    return html.P(
        [
            html.Span([low, html.Span(steps, className="heat-steps"), high]),
            html.Span([html.I(**marks(data_state="hidden")), hidden]),
            html.Span([html.I(**marks(data_state="flagged")), flagged]),
        ],
        className="heat-scale muted",
    )
