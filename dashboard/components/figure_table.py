"""Rows of sums as a table of figures: a column for each figure, in the cell what it was in the other period."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.use_summary import change_words
from dashboard.components.use_words import NO_DATA, figure_words, short
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.yuan import yuan_cell
from models.metric.metric import MONEY, Metric, Unit
from models.metric.shown import Shown, Standing, shown
from models.metric.sums import Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """name: what stands before it; then: the same of the other period; href: where more of it is; strong: a total."""

    name: str
    sums: Sums
    then: Sums | None = None
    href: str = ""
    strong: bool = False


def figure_table(
    t: Translate, caption: str, first: str, rows: Sequence[FigureRow], metrics: Sequence[Metric]
) -> Component:
    """first: the head of the column of names."""
    heads = [html.Th(first, scope="col"), *(_head(t, metric) for metric in metrics)]
    return html.Div(
        html.Table(
            [
                html.Caption(caption, className="sr"),
                html.Thead(html.Tr(heads)),
                html.Tbody([_row(t, row, metrics) for row in rows]),
            ],
            className="figures",
        ),
        className="heat-scroll",
        tabIndex=0,
        role="region",
        **marks(aria_label=t("canteen.rows_of", title=caption)),
    )


def _head(t: Translate, metric: Metric) -> Component:
    unit = html.Small(t(f"metric.unit.{metric.unit}"), className="muted")
    return html.Th([t(f"metric.{metric.key}"), " ", unit], scope="col", title=t(f"metric.{metric.key}.means"))


def _row(t: Translate, row: FigureRow, metrics: Sequence[Metric]) -> Component:
    name = html.A(row.name, href=row.href) if row.href else row.name
    cells = [
        _cell(t, shown(metric, row.sums), shown(metric, row.then) if row.then else None) for metric in metrics
    ]
    return html.Tr([html.Th(name, scope="row"), *cells], className="strong" if row.strong else "")


def _cell(t: Translate, now: Shown, then: Shown | None) -> Component:
    number = NO_DATA if now.value is None else short(now.value, now.metric.unit)
    change = html.Small(change_words(t, now, then)) if then is not None and then.value is not None else None
    title = "" if now.standing is Standing.PLAIN else t(f"metric.standing.{now.standing}")
    if then is not None and then.value is not None:
        title = " · ".join(
            filter(None, (title, t("use.then", value=figure_words(t, then.value, then.metric.unit))))
        )
    return html.Td([number, change], title=title or None, **marks(data_state=now.standing.value))


def figure_rows(
    t: Translate, first: str, rows: Sequence[FigureRow], metrics: Sequence[Metric]
) -> list[list[Cell]]:
    """The same for a CSV file: shares 0..1, money as a decimal number of yuan; what may not be shown is empty."""
    head: list[Cell] = [first]
    for metric in metrics:
        unit = "0–1" if metric.unit is Unit.SHARE else t(f"metric.unit.{metric.unit}")
        head.append(f"{t(f'metric.{metric.key}')} ({unit})")
    return [head, *(_cells(row, metrics) for row in rows)]


def _cells(row: FigureRow, metrics: Sequence[Metric]) -> list[Cell]:
    return [row.name, *(_value(shown(metric, row.sums)) for metric in metrics)]


def _value(one: Shown) -> Cell:
    if one.value is None or one.metric.unit not in MONEY:
        return one.value
    return yuan_cell(round(one.value))
