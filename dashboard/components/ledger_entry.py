"""One entry of the book opened: its lines, what it was made from, its seal, and the entries that belong to it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dash import html
from dash.development.base_component import Component

from dashboard.components.account_words import account_words
from dashboard.components.ledger_list import flow
from dashboard.components.marks import marks
from dashboard.ledger_question import Asked
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import digits, yuan
from models.desk import RawMessage
from models.money.entry import Posted, Posting
from models.payload import readable, visible
from models.services.ledger import Opened
from models.services.ledger_origin import Fact, Origin

SHOWN = 1024
"""Bytes of a message that the page shows."""

PURPOSES = ("space", "session", "series", "building", "party")


def entry_panel(visit: Visit, opened: Opened, origin: Origin, asked: Asked) -> Component:
    t, posted = visit.translate, opened.posted
    debits = sum(one.fen for one in posted.entry.postings if one.fen > 0)
    close = link(visit, "ledger", **asked.kept, before=asked.before or "")
    head = html.Header(
        [
            html.Div(
                [
                    html.H2(t("ledger.entry", n=f"{posted.number:,}", value=yuan(t, debits))),
                    html.P(flow(visit, posted), className="muted"),
                ]
            ),
            html.A("✕", href=close, className="turn", **marks(aria_label=t("ledger.entry.close"))),
        ],
        className="chart-head",
    )
    parts = [_facts(visit, posted), _lines(visit, posted), _origin(visit, origin), _seal(visit, opened)]
    return html.Section(
        [head, *parts, _family(visit, opened, asked), _amend(visit)], className="panel chart", id="entry"
    )


def _facts(visit: Visit, posted: Posted) -> Component:
    t, entry = visit.translate, posted.entry
    month = f"{posted.month:%Y-%m}"
    counted = t("ledger.counted_in", month=month, n=posted.revision) if posted.revision else month
    facts: list[tuple[str, str]] = [
        ("day", entry.day.isoformat()),
        ("month", counted),
        ("source", t(f"money.source.{entry.source}")),
        ("happened", _instant(visit, entry.at)),
        ("by", posted.by),
        ("at", _instant(visit, posted.posted_at)),
        ("key", visible(entry.key)),
        ("memo", visible(entry.memo)),
    ]
    return _pairs([(t(f"ledger.column.{name}"), text) for name, text in facts if text])


def _pairs(pairs: Sequence[tuple[str, str]]) -> Component:
    rows = [html.Div([html.Dt(name), html.Dd(text)]) for name, text in pairs]
    return html.Dl(rows, className="ledger-facts")


def _instant(visit: Visit, at: datetime) -> str:
    return f"{at.astimezone(visit.ports.centre.zone_info):%Y-%m-%d %H:%M:%S}"


def _lines(visit: Visit, posted: Posted) -> Component:
    t = visit.translate
    heads = [
        html.Th(t(f"ledger.column.{name}"), scope="col") for name in ("account", "debit", "credit", "purpose")
    ]
    table = html.Table(
        [
            html.Caption(t("ledger.lines"), className="sr"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_line(visit, one) for one in posted.entry.postings]),
        ],
        className="ledger-rows",
    )
    label = marks(aria_label=t("ledger.lines"))
    return html.Div(table, className="heat-scroll", tabIndex=0, role="region", **label)


def _line(visit: Visit, one: Posting) -> Component:
    t = visit.translate
    account = html.A(account_words(t, one.account), href=link(visit, "ledger", account=one.account))
    sides = [digits(one.fen) if one.fen > 0 else "", digits(-one.fen) if one.fen < 0 else ""]
    return html.Tr(
        [
            html.Th(account, scope="row"),
            *(html.Td(text, className="ledger-fen") for text in sides),
            html.Td(_purposes(visit, one)),
        ]
    )


def _purposes(visit: Visit, one: Posting) -> list[Component]:
    """What a line was for; each but the session is the way to all lines that were for the same."""
    t, spaces = visit.translate, visit.ports.centre.spaces
    parts: list[Component] = []
    for name in PURPOSES:
        value = getattr(one, name)
        if not value:
            continue
        known = (
            next((space for key, space in spaces.items() if key == value), None) if name == "space" else None
        )
        words = t(f"ledger.purpose.{name}", value=t.name(known.name) if known else visible(value))
        href = link(visit, "ledger", **{name: value})
        parts.append(
            html.Span(words, className="chip")
            if name == "session"
            else html.A(words, href=href, className="chip")
        )
    return parts


def _origin(visit: Visit, origin: Origin) -> Component:
    t = visit.translate
    title = t(f"ledger.document.{origin.kind}") if origin.kind else t("ledger.document.none")
    pairs = [(t(f"ledger.origin.{name}"), _fact(visit, name, value)) for name, value in origin.facts.items()]
    way = html.A(t("ledger.origin.open"), href=link(visit, origin.page, **origin.query), className="turn")
    return html.Section(
        [
            html.H3(t("ledger.origin", name=title)),
            _pairs(pairs) if pairs else None,
            html.P(t("ledger.origin.gone"), className="muted") if origin.gone else None,
            *(_message(visit, one) for one in origin.raw),
            html.P(t("ledger.origin.no_message"), className="muted")
            if origin.kind == "event" and not origin.raw
            else None,
            html.P(way, className="buttons") if origin.page else None,
        ]
    )


def _fact(visit: Visit, name: str, value: Fact) -> str:
    if isinstance(value, datetime):
        return _instant(visit, value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return visible(visit.translate.name(value))
    if isinstance(value, int) and name.endswith("_fen"):
        return yuan(visit.translate, value)
    return visible(str(value))


def _message(visit: Visit, one: RawMessage) -> Component:
    at = _instant(visit, one.received_at)
    return html.Details(
        [
            html.Summary(visit.translate("ledger.origin.message", at=at)),
            html.P(visible(one.topic), className="topic"),
            html.Pre(readable(one.payload, SHOWN), className="bytes", tabIndex="0"),
        ],
        open=True,
        className="ledger-message",
    )


def _seal(visit: Visit, opened: Opened) -> Component:
    """Whether the audit trail still says the same: by sign and words, not by colour."""
    t, record = visit.translate, opened.record
    key = "whole" if opened.sealed else "missing" if record is None else "broken"
    words = html.P(
        t(f"ledger.seal.{key}", n=record.number if record else 0),
        className="ledger-seal",
        **marks(data_good=str(opened.sealed).lower()),
    )
    seal = html.P(record.entry.details.get("digest", ""), className="topic") if record else None
    return html.Section([html.H3(t("ledger.seal")), words, seal])


def _family(visit: Visit, opened: Opened, asked: Asked) -> Component | None:
    """The entries of the same document, as they took one another back."""
    t = visit.translate
    if len(opened.family) < 2:
        return None
    rows = [
        html.Li(
            [
                html.A(
                    f"#{one.number:,}", href=link(visit, "ledger", **asked.kept, entry=one.number) + "#entry"
                ),
                f" {one.entry.day.isoformat()} · {t(f'money.source.{one.entry.source}')} · {flow(visit, one)} · ",
                html.B(yuan(t, sum(line.fen for line in one.entry.postings if line.fen > 0))),
                html.Small(t("ledger.this"), className="chip")
                if one.number == opened.posted.number
                else None,
            ]
        )
        for one in opened.family
    ]
    return html.Section([html.H3(t("ledger.family")), html.Ol(rows, className="ledger-family")])


def _amend(visit: Visit) -> Component:
    """Nothing in the book is changed: whoever must mend something writes a voucher, and somebody else approves it."""
    t = visit.translate
    return html.P(
        [t("ledger.amend"), " ", html.A(t("ledger.amend.voucher"), href=link(visit, "vouchers"))],
        className="muted",
    )
