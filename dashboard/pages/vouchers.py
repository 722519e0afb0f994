"""Vouchers: what waits for whom, one opened, and the form for a new one."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm, choice
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.components.typed import number_of
from dashboard.components.voucher_form import Begun, begun, voucher_form
from dashboard.components.voucher_list import voucher_list, voucher_rows, voucher_sheet
from dashboard.components.voucher_typed import typed_voucher
from dashboard.csv_sheet import csv_text
from dashboard.drawn import drawn
from dashboard.ids import VouchersId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.calendar import business_date
from models.money.voucher import TEMPLATES, Voucher, VoucherDeed, VoucherState
from models.services.strangers import RefusedError
from models.services.vouchers import (
    ABOUT,
    about_entry,
    decide,
    desk,
    enter,
    voucher_of,
    withdraw,
    write,
)

WHO = (Permission.MONEY_READ, Permission.MONEY_ENTER, Permission.MONEY_APPROVE)

PARTS = ("decide", "own", "waits", "done")
_OPEN = frozenset({VoucherState.DRAFT, VoucherState.SENT_BACK})


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=VouchersId.TOLD, className="told toast", role="status"),
            dcc.Store(id=VouchersId.ASK),
            dcc.Store(id=VouchersId.ANSWER),
        ],
        id=VouchersId.ROOT,
        className="vouchers",
        **marks(data_asks=VouchersId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end."""
    t = visit.translate
    head = html.Header(
        [html.H1(t("page.vouchers")), html.P(t("voucher.lead"), className="muted")], className="use-head"
    )
    try:
        found = desk(visit.ports, visit.account)
        opened = _opened(visit)
    except RefusedError as error:
        return [head, html.Section([calm(sentence(t, error.message), "▤")], className="panel")]
    lists = [voucher_list(visit, part, getattr(found, part)) for part in PARTS]
    take = html.Button(t("voucher.take"), type="button", className="link", **marks(data_ask="take"))
    return [head, _new(visit), opened, *lists, take]


def _new(visit: Visit) -> Component | None:
    """Ways to begin, for whoever enters."""
    t = visit.translate
    if not visit.may(Permission.MONEY_ENTER):
        return None
    ways = [
        html.A(
            t(f"voucher.template.{key}"),
            href=link(visit, "vouchers", template=key) + "#voucher",
            className="chip",
        )
        for key in ("empty", *TEMPLATES)
    ]
    about = html.Form(
        [
            choice(
                "template", t("voucher.from_entry"), [(key, t(f"voucher.template.{key}")) for key in ABOUT]
            ),
            field("entry", t("voucher.number"), "number", min="1"),
            html.Button(t("voucher.begin"), type="submit"),
        ],
        className="asked-row",
        **marks(data_goes="#voucher"),
    )
    return html.Section(
        [html.H2(t("voucher.new")), html.P(ways, className="chip-row"), about], className="panel"
    )


def _opened(visit: Visit) -> Component | None:
    """The voucher or the template that the address names."""
    key, template = visit.query.get("voucher", ""), visit.query.get("template", "")
    if key:
        return _voucher(visit, voucher_of(visit.ports, key))
    if template and visit.may(Permission.MONEY_ENTER):
        return voucher_form(visit, _template(visit, template))
    return None


def _voucher(visit: Visit, one: Voucher) -> Component:
    own = one.entered_by == visit.account.name and visit.may(Permission.MONEY_ENTER)
    if own and one.state in _OPEN:
        return voucher_form(visit, begun(one))
    waits = one.state is VoucherState.ENTERED
    others = one.entered_by != visit.account.name
    decides = waits and others and visit.may(Permission.MONEY_APPROVE)
    return voucher_sheet(visit, one, decides=decides, own=waits and own)


def _template(visit: Visit, template: str) -> Begun:
    """Raises RefusedError."""
    today = business_date(visit.ports.clock(), visit.ports.centre.zone_info)
    if template not in ABOUT:
        return Begun(day=today, accounts=TEMPLATES.get(template, ()))
    lines, posted = about_entry(visit.ports, template, number_of(visit.query, "entry", 0))
    memo = visit.translate(f"voucher.memo.{template}", n=posted.number)
    return Begun(day=today, lines=lines, memo=memo, about=posted.entry.key)


def _write(visit: Visit, fields: Fields) -> Json:
    typed, t = typed_voucher(fields), visit.translate
    one = write(visit.ports, visit.account, typed, fields.get("voucher", ""), number_of(fields, "seen", 0))
    done = "saved"
    if fields.get("then") == "enter":
        try:
            one = enter(visit.ports, visit.account, one.id, one.revision)
            done = "entered"
        except RefusedError as error:  # what was typed is kept all the same
            return {"text": sentence(t, error.message), "go": _at(visit, one)}
    return {"text": t(f"voucher.told.{done}"), "go": _at(visit, one)}


def _withdraw(visit: Visit, fields: Fields) -> Json:
    withdraw(visit.ports, visit.account, fields.get("voucher", ""), number_of(fields, "seen", 0))
    return {"text": visit.translate("voucher.told.withdrawn"), "go": link(visit, "vouchers")}


def _approve(visit: Visit, fields: Fields) -> Json:
    key, seen = fields.get("voucher", ""), number_of(fields, "seen", 0)
    decide(visit.ports, visit.account, VoucherDeed.APPROVE, key, seen)
    return {"text": visit.translate("voucher.told.approved"), "go": link(visit, "vouchers")}


def _send_back(visit: Visit, fields: Fields) -> Json:
    key, seen = fields.get("voucher", ""), number_of(fields, "seen", 0)
    decide(visit.ports, visit.account, VoucherDeed.SEND_BACK, key, seen, fields.get("reason", ""))
    return {"text": visit.translate("voucher.told.sent_back"), "go": link(visit, "vouchers")}


def _take(visit: Visit, _fields: Fields) -> Json:
    found = desk(visit.ports, visit.account, 10_000)
    every = [one for part in PARTS for one in getattr(found, part)]
    text = csv_text(voucher_rows(visit, every))
    return {
        "text": visit.translate("use.take.done"),
        "file": {"name": f"{visit.centre}-vouchers.csv", "text": text},
    }


def _at(visit: Visit, one: Voucher) -> str:
    return link(visit, "vouchers", voucher=one.id) + "#voucher"


DEEDS = {
    "write": _write,
    "withdraw": _withdraw,
    "approve": _approve,
    "send_back": _send_back,
    "take": _take,
}


def register(callbacks: Callbacks) -> None:
    """Who may do a deed is asked by its service: entering and approving are never one right."""

    @callbacks.asking(VouchersId.ASK, VouchersId.ANSWER, VouchersId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


VOUCHERS = Page(
    key="vouchers",
    path="vouchers",
    icon="✍",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.MONEY,
)
