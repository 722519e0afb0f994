"""The trial balance: accounts by month and revision, every column adding up to nothing."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.account_words import account_words
from dashboard.components.asking import calm
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.ledger_question import Asked
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import digits, yuan_cell
from models.money.chart import CHART
from models.services.ledger import Trial

PLACES = {key: place for place, key in enumerate(CHART)}


def trial_panel(visit: Visit, trial: Trial, asked: Asked) -> Component:
    t = visit.translate
    if not trial.rows:
        return html.Section(
            [html.H2(t("ledger.trial")), calm(t("ledger.trial.none"), "▥")], className="panel"
        )
    wrong = [column for column in trial.columns if trial.total(column)]
    title = t("ledger.trial.off", n=len(wrong)) if wrong else t("ledger.trial.even")
    heads = [html.Th(t("ledger.column.account"), scope="col"), *(_head(t, one) for one in trial.columns)]
    rows = [html.Tr(_cells(visit, trial, key, asked)) for key in _order(trial)]
    total = html.Tr(
        [
            html.Th(t("ledger.trial.total"), scope="row"),
            *(
                html.Td(digits(trial.total(one)), **marks(data_state="off" if one in wrong else ""))
                for one in trial.columns
            ),
        ],
        className="strong",
    )
    table = html.Table(
        [html.Caption(title, className="sr"), html.Thead(html.Tr(heads)), html.Tbody([*rows, total])],
        className="figures",
    )
    label = marks(aria_label=t("canteen.rows_of", title=title))
    body = html.Div(table, className="heat-scroll", tabIndex=0, role="region", **label)
    return frame(visit, "trial", title, t("ledger.trial.under"), [body], takes=("csv",))


def _order(trial: Trial) -> list[str]:
    return sorted(trial.rows, key=lambda key: (PLACES.get(key, len(PLACES)), key))


def _head(t: Translate, column: tuple[object, int]) -> Component:
    month, revision = column
    words = html.Small(t("ledger.trial.revision", n=revision)) if revision else None
    return html.Th([f"{month:%Y-%m}", words], scope="col")


def _cells(visit: Visit, trial: Trial, key: str, asked: Asked) -> list[Component]:
    row = trial.rows[key]
    href = link(visit, "ledger", account=key, months=asked.kept.get("months", ""))
    name = html.Th(html.A(account_words(visit.translate, key), href=href), scope="row")
    return [name, *(html.Td(digits(row[one]) if one in row else "–") for one in trial.columns)]


def trial_rows(visit: Visit, trial: Trial) -> list[list[Cell]]:
    """The same for a file; a month in which an account did not move is empty there."""
    t = visit.translate
    head: list[Cell] = [t("ledger.column.account")]
    head += [
        f"{month:%Y-%m}" + (f" ({t('ledger.trial.revision', n=n)})" if n else "")
        for month, n in trial.columns
    ]
    rows: list[list[Cell]] = [
        [account_words(t, key), *(yuan_cell(trial.rows[key].get(one)) for one in trial.columns)]
        for key in _order(trial)
    ]
    return [head, *rows, [t("ledger.trial.total"), *(yuan_cell(trial.total(one)) for one in trial.columns)]]
