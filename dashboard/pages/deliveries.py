"""What leaves the house: who gets it, what is made by itself, what became of each delivery, what somebody must look at."""

from collections.abc import Callable, Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.delivery_history import dead_panel, history_panel
from dashboard.components.delivery_recipients import recipients_panel
from dashboard.components.delivery_schedule import schedule_panel
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.drawn import drawn
from dashboard.i18n import LOCALES
from dashboard.ids import DeliveriesId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Account, Permission
from models.payload import visible
from models.ports import Ports
from models.sending.recipient import CHOSEN, Form
from models.sending.schedule import ReportKind
from models.services.sending import (
    Entered,
    add_recipient,
    deliveries,
    drop,
    recipients,
    remove_recipient,
    schedule_of,
    set_schedule,
    try_again,
    try_out,
)
from models.services.strangers import RefusedError, refusal

WHO = (Permission.REPORT_SEND,)


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=DeliveriesId.TOLD, className="told toast", role="status"),
            dcc.Store(id=DeliveriesId.ASK),
            dcc.Store(id=DeliveriesId.ANSWER),
        ],
        id=DeliveriesId.ROOT,
        className="ledger deliveries",
        **marks(data_asks=DeliveriesId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end; what somebody must look at comes first."""
    t, ports, who = visit.translate, visit.ports, visit.account
    title = html.H1(t("sending.title"))
    try:
        known, sent = recipients(ports, who), deliveries(ports, who)
        schedules = [schedule_of(ports, who, kind) for kind in ReportKind]
    except RefusedError as error:
        return [title, html.Section([calm(sentence(t, error.message), "✉")], className="panel")]
    return [
        html.Header([title, html.P(t("sending.lead"), className="muted")], className="use-head"),
        dead_panel(visit, sent, known),
        html.Div(
            [recipients_panel(visit, known), schedule_panel(visit, schedules)],
            className="two",
        ),
        history_panel(visit, sent, known),
    ]


def register(callbacks: Callbacks) -> None:
    """One way in; each service asks for the right itself."""

    @callbacks.asking(DeliveriesId.ASK, DeliveriesId.ANSWER, DeliveriesId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _add(visit: Visit, fields: Fields) -> Json:
    language = fields.get("locale", "")
    added = add_recipient(
        visit.ports,
        visit.account,
        Entered(
            channel=fields.get("channel", ""),
            name=fields.get("name", ""),
            address=fields.get("address", ""),
            sign=fields.get("sign", ""),
            locale=language if language in LOCALES else LOCALES[0],
            occasions=[one for one in CHOSEN if fields.get(one)],
            forms=[one for one in Form if fields.get(one)],
        ),
    )
    return _told(visit, "added", "recipients", name=visible(added.name))


def _schedule(visit: Visit, fields: Fields) -> Json:
    if fields.get("kind") not in set(ReportKind):
        raise refusal("sending.changed")
    set_schedule(
        visit.ports,
        visit.account,
        ReportKind(fields["kind"]),
        is_active="active" in fields,
        sends_unsigned="unsigned" in fields,
    )
    return _told(visit, "saved", "schedule")


def _by_key(act: Callable[[Ports, Account, str], object], told: str, part: str) -> Deed:
    """A deed that is told which one by `key`."""

    def deed(visit: Visit, fields: Fields) -> Json:
        act(visit.ports, visit.account, fields.get("key", ""))
        return _told(visit, told, part)

    return deed


def _told(visit: Visit, key: str, part: str, **values: str) -> Json:
    return {
        "text": visit.translate(f"sending.told.{key}", **values),
        "go": f"{link(visit, 'deliveries')}#{part}",
    }


DEEDS: Mapping[str, Deed] = {
    "add": _add,
    "schedule": _schedule,
    "remove": _by_key(remove_recipient, "removed", "recipients"),
    "try": _by_key(try_out, "tried", "history"),
    "again": _by_key(try_again, "again", "history"),
    "drop": _by_key(drop, "dropped", "history"),
}

DELIVERIES = Page(
    key="deliveries",
    path="deliveries",
    icon="✈",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.USE,
)
