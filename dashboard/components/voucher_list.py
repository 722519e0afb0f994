"""Vouchers in lists, by what is to be done with them, and one of them opened to be read and decided."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.account_words import account_words
from dashboard.components.asking import calm, deed_button, deed_form, entry
from dashboard.components.marks import marks
from dashboard.components.use_words import day_words
from dashboard.csv_sheet import Cell
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import digits, yuan, yuan_cell
from models.money.entry import Posting
from models.money.voucher import Voucher, VoucherState
from models.payload import visible
from models.services.vouchers import LONGEST_REASON

SIGNS = {
    VoucherState.DRAFT: "✎",
    VoucherState.ENTERED: "◷",
    VoucherState.SENT_BACK: "↩",
    VoucherState.APPROVED: "✓",
    VoucherState.WITHDRAWN: "✕",
}
COLUMNS = ("id", "state", "day", "memo", "fen", "entered_by", "decided_by", "reference")


def voucher_list(visit: Visit, part: str, found: Sequence[Voucher]) -> Component:
    """part: own, decide, waits or done."""
    t = visit.translate
    title = html.H2(t(f"voucher.list.{part}", n=len(found)))
    if not found:
        return html.Section([title, calm(t(f"voucher.none.{part}"), "✓")], className="panel")
    return html.Section(
        [title, html.Ul([_item(visit, one) for one in found], className="voucher-list")], className="panel"
    )


def _item(visit: Visit, one: Voucher) -> Component:
    t = visit.translate
    who = [t("voucher.entered_by", who=one.entered_by)]
    if one.decided_by:
        who.append(t(f"voucher.decided.{one.state}", who=one.decided_by))
    return html.Li(
        html.A(
            [
                html.Span(f"{SIGNS[one.state]} {t(f'voucher.state.{one.state}')}", className="voucher-state"),
                html.B(visible(one.memo) or t("voucher.no_memo")),
                html.Span(yuan(t, one.debit_fen), className="voucher-sum"),
                html.Small(" · ".join([day_words(t, one.day, year=True), *who]), className="muted"),
                html.Small(visible(one.reason), className="voucher-reason") if one.reason else None,
            ],
            href=link(visit, "vouchers", voucher=one.id) + "#voucher",
        ),
        **marks(data_state=one.state.value),
    )


def voucher_sheet(visit: Visit, one: Voucher, *, decides: bool, own: bool) -> Component:
    """One voucher to read. decides: may approve it or send it back; own: entered it, and may take it back."""
    t = visit.translate
    head = [t("voucher.lines", n=len(one.lines)), t("voucher.debit"), t("voucher.credit"), t("voucher.for")]
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(words, scope="col") for words in head])),
            html.Tbody([_line(visit, line) for line in one.lines]),
        ],
        className="figures",
    )
    facts = [
        (t("voucher.state"), f"{SIGNS[one.state]} {t(f'voucher.state.{one.state}')}"),
        (t("voucher.day"), day_words(t, one.day, year=True)),
        (
            t("voucher.entered"),
            _who(
                visit,
                one.entered_by,
                f"{one.entered_at.astimezone(visit.ports.centre.zone_info):%Y-%m-%d %H:%M}",
            ),
        ),
        (t("voucher.reference"), visible(one.reference)),
        (t("voucher.about_entry"), visible(one.about)),
        (t("voucher.decision"), _decision(visit, one)),
    ]
    listed = [part for name, words in facts if words for part in (html.Dt(name), html.Dd(words))]
    return html.Section(
        [
            html.H2(visible(one.memo) or t("voucher.no_memo")),
            html.Dl(listed, className="voucher-facts"),
            html.Div(
                table,
                className="heat-scroll",
                tabIndex="0",
                role="region",
                **marks(aria_label=t("voucher.form")),
            ),
            _decide(visit, one) if decides else None,
            deed_button("withdraw", t("voucher.withdraw"), voucher=one.id, seen=f"{one.revision}")
            if own
            else None,
        ],
        className="panel",
        id="voucher",
    )


def _who(visit: Visit, who: str, when: str) -> str:
    return visit.translate("voucher.who", who=who, at=when)


def _decision(visit: Visit, one: Voucher) -> str:
    if not one.decided_by or one.decided_at is None:
        return ""
    at = one.decided_at.astimezone(visit.ports.centre.zone_info)
    words = _who(visit, one.decided_by, f"{at:%Y-%m-%d %H:%M}")
    return f"{words} {visible(one.reason)}".strip()


def _line(visit: Visit, line: Posting) -> Component:
    t = visit.translate
    space = visit.ports.centre.spaces.get(line.space)  # type: ignore[call-overload]
    about = [t.name(space.name) if space else line.space, line.series, line.building, line.party]
    amount = digits(abs(line.fen))
    return html.Tr(
        [
            html.Th(account_words(t, line.account), scope="row"),
            html.Td(amount if line.fen > 0 else ""),
            html.Td(amount if line.fen < 0 else ""),
            html.Td(" · ".join(visible(word) for word in about if word)),
        ]
    )


def _decide(visit: Visit, one: Voucher) -> Component:
    t, seen = visit.translate, f"{one.revision}"
    back = deed_form(
        "send_back",
        [
            entry("reason", t("voucher.reason"), maxLength=LONGEST_REASON),
            html.Button(t("voucher.send_back"), type="submit"),
        ],
        voucher=one.id,
        seen=seen,
    )
    approve = deed_button("approve", t("voucher.approve"), "primary", voucher=one.id, seen=seen)
    return html.Div([approve, back], className="voucher-decide")


def voucher_rows(visit: Visit, found: Sequence[Voucher]) -> list[list[Cell]]:
    """The same for a CSV file, amounts in yuan."""
    t = visit.translate
    head: list[Cell] = [t(f"voucher.column.{name}") for name in COLUMNS]
    rows: list[list[Cell]] = [
        [
            one.id,
            t(f"voucher.state.{one.state}"),
            one.day.isoformat(),
            one.memo,
            yuan_cell(one.debit_fen),
            one.entered_by,
            one.decided_by,
            one.reference,
        ]
        for one in found
    ]
    return [head, *rows]
