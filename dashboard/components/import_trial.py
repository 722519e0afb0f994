"""A dry run as a table: the faulty rows first, each faulty cell marked and explained."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.imports.trial import Trial
from dashboard.page import Visit
from models.exchange.batch import Outcome
from models.payload import visible
from models.services.imports import Judged

SHOWN = 200
_ICONS: Mapping[Outcome, str] = {
    Outcome.FAULTY: "✕",
    Outcome.NEW: "+",
    Outcome.CHANGED: "±",
    Outcome.SAME: "=",
}
"""In the order in which rows are shown."""


def trial_panel(visit: Visit, trial: Trial, key: str) -> Component:
    """What a file would do, and the button that lets it."""
    t = visit.translate
    ready = sum(one.wanted is not None for one in trial.rows)
    order = list(_ICONS)
    rows = sorted(trial.rows, key=lambda one: (order.index(one.outcome), one.line.row))[:SHOWN]
    ignored = t("import.ignored", names=", ".join(map(visible, trial.ignored))) if trial.ignored else None
    parts = [
        html.H2(t("import.trial", file=visible(trial.file))),
        html.P(_counts(visit, trial), className="import-counts"),
        html.P(ignored, className="muted") if ignored else None,
        html.P(t("import.feed.strange", n=f"{trial.strange:,}"), className="muted")
        if trial.strange
        else None,
        _take(visit, key, ready),
        html.P(t("import.first", n=len(rows), all=len(trial.rows)), className="muted"),
        html.Div(_table(visit, rows), className="import-scroll", tabIndex="0"),
    ]
    return html.Section([part for part in parts if part is not None], className="panel")


def _counts(visit: Visit, trial: Trial) -> str:
    t = visit.translate
    return " · ".join(f"{_ICONS[one]} {t(f'import.outcome.{one}')} {n:,}" for one, n in trial.counts.items())


def _take(visit: Visit, key: str, ready: int) -> Component:
    t = visit.translate
    yes = marks(data_take=key, data_all=str(ready))
    return html.Div(
        [
            html.Button(t("import.take", n=f"{ready:,}"), type="button", className="primary", **yes)
            if ready
            else html.P(t("import.nothing"), className="calm"),
            html.Button(t("import.stop"), type="button", hidden="hidden", **marks(data_stop="")),
            html.Progress(
                hidden="hidden", value="0", max=str(ready), **marks(aria_label=t("import.progress"))
            ),
        ],
        className="buttons",
    )


def _table(visit: Visit, rows: Sequence[Judged]) -> Component:
    t = visit.translate
    columns = list(dict.fromkeys(name for one in rows for name in one.line.cells))
    names = [t("import.row"), t("import.outcome"), *(t(f"import.column.{name}") for name in columns)]
    head = html.Tr([html.Th(name, scope="col") for name in (*names, t("import.why"))])
    return html.Table(
        [html.Thead(head), html.Tbody([_row(visit, one, columns) for one in rows])], className="import-rows"
    )


def _row(visit: Visit, one: Judged, columns: Sequence[str]) -> Component:
    t = visit.translate
    wrong = {fault.column for fault in one.faults}
    cells = [
        html.Td(visible(one.line.cells.get(name, "")), className="import-wrong" if name in wrong else None)
        for name in columns
    ]
    why = [html.Li(_words(visit, fault.column, sentence(t, fault.expected))) for fault in one.faults]
    outcome = html.Td(
        f"{_ICONS[one.outcome]} {t(f'import.outcome.{one.outcome}')}", className="import-outcome"
    )
    return html.Tr(
        [html.Th(str(one.line.row), scope="row"), outcome, *cells, html.Td(html.Ul(why) if why else "")]
    )


def _words(visit: Visit, column: str, expected: str) -> str:
    return f"{visit.translate(f'import.column.{column}')}: {expected}" if column else expected
