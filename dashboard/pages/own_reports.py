"""Reports of one's own: chosen, looked at, taken along, kept, made by themselves; and the operator's sheet of a week."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.components.own_form import own_form
from dashboard.components.own_kept import kept_panel, made_panel, week_panel
from dashboard.components.own_preview import waiting
from dashboard.components.spoken import sentence
from dashboard.components.work_bar import work_bar
from dashboard.drawn import drawn
from dashboard.ids import OwnReportsId
from dashboard.page import Page, PageGroup, Visit
from dashboard.report.own_asked import chosen, opened, query
from dashboard.report.own_deed import DEEDS, PREVIEW
from models.account import Permission
from models.sending.recipient import Recipient
from models.services.made_papers import WEEKLY_READS, made_papers
from models.services.own_reports import READS, own_reports
from models.services.sending import recipients
from models.services.strangers import RefusedError

WHO = (READS,)


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            drawn(preview(visit), key=PREVIEW),
            drawn(*below(visit)),
            drawn(work_bar(t)),
            html.P(id=OwnReportsId.TOLD, className="told toast", role="status"),
            dcc.Store(id=OwnReportsId.ASK),
            dcc.Store(id=OwnReportsId.ANSWER),
        ],
        id=OwnReportsId.ROOT,
        className="ledger reports own-reports",
        **marks(data_asks=OwnReportsId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """What is kept, and the form."""
    t = visit.translate
    head = html.Header(
        [html.H1(t("own.title")), html.P(t("own.lead"), className="muted")], className="use-head"
    )
    report = opened(visit)
    return [head, _kept(visit, report.id if report else ""), own_form(visit, chosen(visit), report)]


def _kept(visit: Visit, here: str) -> Component:
    try:
        kept = own_reports(visit.ports, visit.account)
    except RefusedError as error:
        return html.Section([calm(sentence(visit.translate, error.message), "▤")], className="panel")
    return kept_panel(visit, kept, here, _recipients(visit))


def _recipients(visit: Visit) -> Sequence[Recipient]:
    if visit.ports.sending is None or not visit.may(Permission.REPORT_SEND):
        return []
    return recipients(visit.ports, visit.account)


def preview(visit: Visit) -> Component:
    """What comes of the choice, begun when the page is there; nothing where the address says none."""
    choice, report = chosen(visit), opened(visit)
    return waiting(visit, query(choice, report.id if report else "") if choice is not None else {})


def below(visit: Visit) -> Sequence[Component | None]:
    """What the house makes, by itself or at a press: of what the person may see."""
    sees_week = all(map(visit.may, WEEKLY_READS))
    try:
        made = made_panel(visit, made_papers(visit.ports, visit.account))
    except RefusedError:
        made = None
    return [html.Div([week_panel(visit) if sees_week else None, made], className="two")]


def register(callbacks: Callbacks) -> None:
    """One way in; each service asks for the right itself."""

    @callbacks.asking(OwnReportsId.ASK, OwnReportsId.ANSWER, OwnReportsId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


OWN_REPORTS = Page(
    key="own_reports",
    path="own-reports",
    icon="▤",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.USE,
)
