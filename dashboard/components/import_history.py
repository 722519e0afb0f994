"""What was imported before, each batch with the way back."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.page import Visit
from models.account import Permission
from models.exchange.batch import Batch
from models.exchange.columns import IMPORTS
from models.payload import visible

COLUMNS = ("when", "who", "file", "kind", "rows")


def history_panel(visit: Visit, batches: Sequence[Batch]) -> Component:
    """The batches of a centre, the newest first."""
    t = visit.translate
    head = html.H2(t("import.history"))
    if not batches:
        return html.Section([head, calm(t("import.history.none"), "⇩")], className="panel")
    names = [html.Th(t(f"import.history.{name}"), scope="col") for name in COLUMNS]
    table = html.Table(
        [html.Thead(html.Tr([*names, html.Td()])), html.Tbody([_row(visit, one) for one in batches])],
        className="import-rows",
    )
    return html.Section([head, html.Div(table, className="import-scroll", tabIndex="0")], className="panel")


def kind_words(visit: Visit, kind: str) -> str:
    """The kinds of rows in a batch, in words."""
    return " + ".join(
        visit.translate(f"import.kind.{one}") if one in IMPORTS else one for one in kind.split(" + ")
    )


def _row(visit: Visit, one: Batch) -> Component:
    t = visit.translate
    at = one.at.astimezone(visit.ports.centre.zone_info)
    cells = (f"{at:%Y-%m-%d %H:%M}", one.by, visible(one.file), kind_words(visit, one.kind), f"{one.rows:,}")
    undo = html.Button(t("import.undo"), type="button", **marks(data_undo=one.id, data_all=str(one.rows)))
    may = one.rows and visit.may(Permission.IMPORT_RUN)
    last = t("import.is_undone") if one.undone_at else undo if may else ""
    return html.Tr([*(html.Td(cell) for cell in cells), html.Td(last)])
