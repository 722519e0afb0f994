"""The report of a month: what it says, where it stands, its steps to the signature, its files, its versions."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.components.month_head import month_head
from dashboard.components.report_compared import compared_panel
from dashboard.components.report_history import compare_form, history_panel
from dashboard.components.report_months import months_panel
from dashboard.components.report_preview import preview_panel
from dashboard.components.report_state import nothing_panel, state_panel
from dashboard.components.report_take import take_panel
from dashboard.components.spoken import sentence
from dashboard.components.work_bar import work_bar
from dashboard.drawn import drawn
from dashboard.ids import ReportsId
from dashboard.page import Page, PageGroup, Visit
from dashboard.report.asked import chosen, other, report_month
from dashboard.report.deed import DEEDS
from dashboard.report.wording import wording
from models.report.version import ReportVersion
from models.services.reporting import READS, compared, history, in_the_way, remarks, statement_of, takeable
from models.services.strangers import RefusedError


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            drawn(work_bar(t)),
            html.P(id=ReportsId.TOLD, className="told toast", role="status"),
            dcc.Store(id=ReportsId.ASK),
            dcc.Store(id=ReportsId.ANSWER),
        ],
        id=ReportsId.ROOT,
        className="ledger reports",
        **marks(
            data_asks=ReportsId.ASK,
            data_busy=t("sensors.busy"),
            data_late=t("sensors.late"),
        ),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end."""
    month = report_month(visit)
    head = month_head(visit, "reports", month)
    try:
        kept = history(visit.ports, visit.account)
        seen = chosen(visit, [one for one in kept if one.month == month])
        months = months_panel(visit, kept, month)
        if seen is None:
            return [head, html.Div([months, nothing_panel(visit, month)], className="report-top")]
        return [head, *_version(visit, kept, seen, months)]
    except RefusedError as error:
        return [head, html.Section([calm(sentence(visit.translate, error.message), "▤")], className="panel")]


def _version(
    visit: Visit, kept: Sequence[ReportVersion], seen: ReportVersion, months: Component
) -> Sequence[Component | None]:
    ports, here = visit.ports, [one for one in kept if one.month == seen.month]
    statement = statement_of(ports, seen)
    state = state_panel(
        visit,
        seen,
        in_the_way(ports, seen),
        takeable(ports, visit.account, seen),
        is_newest=seen == here[0],
    )
    return [
        html.Div([months, html.Div([state, take_panel(visit, seen)])], className="report-top"),
        _compared(visit, kept, seen),
        preview_panel(visit, seen, statement, remarks(seen)),
        history_panel(visit, here, seen),
        compare_form(visit, kept, seen),
    ]


def _compared(visit: Visit, kept: Sequence[ReportVersion], seen: ReportVersion) -> Component | None:
    against = other(visit, kept, seen)
    if against is None:
        return None
    old, new = sorted((seen, against), key=lambda one: (one.month, one.number))
    words = wording(statement_of(visit.ports, new), visit.translate)
    return compared_panel(visit, old, new, compared(visit.ports, old, new), words)


def register(callbacks: Callbacks) -> None:
    """Whoever sees reports may ask; its services ask for the right that a step needs."""

    @callbacks.asking(ReportsId.ASK, ReportsId.ANSWER, ReportsId.TOLD, permission=READS)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


REPORTS = Page(
    key="reports",
    path="reports",
    icon="✎",
    permission=READS,
    layout=layout,
    register=register,
    group=PageGroup.USE,
)
