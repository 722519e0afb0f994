"""The book drawn: what it is asked, what the answer adds up to, and its entries newest first."""

from collections.abc import Sequence
from itertools import groupby

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.account_words import account_words
from dashboard.components.asking import calm, choice, entry, pager
from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing, Figures
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.ledger_question import LINE, Asked
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import digits, yuan, yuan_cell
from models.money.chart import CHART, AccountKind, Line
from models.money.entry import EntrySource, Posted
from models.money.ports import Sum
from models.payload import visible
from models.services.ledger import Leaf, moved

CSV = ("csv",)
COLUMNS = ("number", "day", "source", "what", "fen")


def ledger_filter(visit: Visit, asked: Asked) -> Component:
    """The form whose fields are the address."""
    t, kept = visit.translate, asked.kept
    spaces = [(key, t.name(one.name)) for key, one in visit.ports.centre.spaces.items()]
    sources = [(one.value, t(f"money.source.{one}")) for one in EntrySource]
    fields = [
        _day(t("ledger.filter.first"), "first", kept.get("first", "")),
        _day(t("ledger.filter.last"), "last", kept.get("last", "")),
        entry("months", t("ledger.filter.months"), kept.get("months", ""), t("ledger.filter.months.hint")),
        choice(
            "account",
            t("ledger.filter.account"),
            _accounts(visit, kept.get("account", "")),
            kept.get("account", ""),
        ),
        choice(
            "source",
            t("ledger.filter.source"),
            [("", t("ledger.filter.all")), *sources],
            kept.get("source", ""),
        ),
        choice(
            "space", t("ledger.filter.space"), [("", t("ledger.filter.all")), *spaces], kept.get("space", "")
        ),
        *(
            entry(name, t(f"ledger.filter.{name}"), kept.get(name, ""))
            for name in ("series", "building", "party")
        ),
        entry("text", t("ledger.filter.text"), kept.get("text", "")),
        entry("amount", t("ledger.filter.amount"), kept.get("amount", ""), inputMode="decimal"),
    ]
    buttons = [
        html.Button(t("ledger.filter.show"), type="submit", className="primary"),
        html.A(t("ledger.filter.clear"), href=link(visit, "ledger"), className="turn") if kept else None,
    ]
    form = html.Form(
        [*fields, html.Div(buttons, className="buttons")],
        className="search use-filter",
        role="search",
        **marks(data_goes="", aria_label=t("ledger.filter")),
    )
    summary = html.Summary(t("ledger.filter.some", n=len(kept)) if kept else t("ledger.filter"))
    return html.Details([summary, form], className="ledger-filter", open=bool(kept))


def _day(label: str, name: str, value: str) -> Component:
    line = dcc.Input(type="date", name=name, value=value)  # type: ignore[arg-type]
    return html.Label([html.Span(label), line], className="asked")


def _accounts(visit: Visit, chosen: str) -> list[tuple[str, str]]:
    """Lines of business, kinds of accounts that are told as a whole, and each account; a chosen bucket as well."""
    t = visit.translate
    lines = [(f"{LINE}{one}", t("ledger.filter.line", name=t(f"money.line.{one}"))) for one in Line if one]
    kinds = [(f"{one}.", t("ledger.filter.kind", name=t(f"money.kind.{one}"))) for one in _WHOLE]
    keys = [*CHART, *([chosen] if chosen.startswith("fund.") and chosen not in CHART else [])]
    return [("", t("ledger.filter.all")), *kinds, *lines, *((key, account_words(t, key)) for key in keys)]


_WHOLE = (AccountKind.INCOME, AccountKind.COST)
"""Kinds whose accounts all begin alike."""


def sums_panel(visit: Visit, leaf: Leaf, asked: Asked) -> Component:
    """What the filter moved, account by account: debits to the right, credits to the left."""
    t, sums = visit.translate, sorted(leaf.sums, key=lambda one: -abs(one.fen))
    title = t("ledger.sums.title", n=len(sums)) if asked.kept else t("ledger.sums.whole", n=len(sums))
    most = max((abs(one.fen) for one in sums), default=1) or 1
    rows = [_sum_row(visit, one, asked, most) for one in sums]
    stood = leaf.opening is not None
    words = [html.P(t("ledger.opening", value=yuan(t, leaf.opening or 0)))] if stood else []
    words += [html.P(t("ledger.closing", value=yuan(t, (leaf.opening or 0) + leaf.fen)))] if stood else []
    told = [(account_words(t, one.account), digits(one.fen), t(f"ledger.side.{_side(one)}")) for one in sums]
    stands = html.Div(words, className="ledger-stands")
    drawing = Drawing(
        picture=html.Div([stands, html.Ul(rows, className="ledger-sums")]),
        unit=t("metric.unit.fen"),
        figures=Figures((t("ledger.column.account"), t("ledger.column.fen"), t("use.chart.note")), told),
    )
    return chart(visit, "sums", title, t("ledger.sums.under"), drawing)


def _sum_row(visit: Visit, one: Sum, asked: Asked, most: int) -> Component:
    t = visit.translate
    side = _side(one)
    bar = html.Span(
        html.Span(style={"inlineSize": f"{50 * abs(one.fen) / most:.1f}%"}),
        className="ledger-bar",
        **marks(aria_hidden="true", data_side=side),
    )
    name = html.Span(account_words(t, one.account), className="ledger-account")
    amount = html.B(digits(one.fen))
    href = link(visit, "ledger", **{**asked.kept, "account": one.account})
    return html.Li(html.A([name, bar, amount], href=href, title=t(f"ledger.side.{side}")))


def _side(one: Sum) -> str:
    return "debit" if one.fen >= 0 else "credit"


def entries_panel(visit: Visit, leaf: Leaf, asked: Asked) -> Component:
    t = visit.translate
    title = t("ledger.entries.found") if asked.kept else t("ledger.entries")
    if not leaf.entries:
        words = t("ledger.none_found" if asked.kept else "ledger.none")
        return html.Section([html.H2(title), calm(words, "▥")], className="panel")
    heads = [*COLUMNS, *(("after",) if leaf.after else ())]
    table = html.Table(
        [
            html.Caption(title, className="sr"),
            html.Thead(html.Tr([_head(t, name) for name in heads])),
            html.Tbody([_row(visit, one, leaf, asked) for one in leaf.entries]),
        ],
        className="ledger-rows",
    )
    scrolled = html.Div(
        table,
        className="heat-scroll",
        tabIndex=0,
        role="region",
        **marks(aria_label=t("canteen.rows_of", title=title)),
    )
    return frame(
        visit, "entries", title, t("ledger.entries.under"), [scrolled, _turns(visit, leaf, asked)], takes=CSV
    )


def _head(t: Translate, name: str) -> Component:
    style = "ledger-fen" if name in ("fen", "after") else ""
    return html.Th(t(f"ledger.column.{name}"), scope="col", className=style)


def _turns(visit: Visit, leaf: Leaf, asked: Asked) -> Component | None:
    t = visit.translate
    links = [(t("ledger.newest"), link(visit, "ledger", **asked.kept))] if asked.before else []
    links += (
        [(t("ledger.older"), link(visit, "ledger", **asked.kept, before=leaf.older))] if leaf.older else []
    )
    first, last = leaf.entries[-1].number, leaf.entries[0].number
    return pager(links, t("ledger.pages"), t("ledger.shown", first=first, last=last))


def _row(visit: Visit, one: Posted, leaf: Leaf, asked: Asked) -> Component:
    t = visit.translate
    href = link(visit, "ledger", **asked.kept, before=asked.before or "", entry=one.number) + "#entry"
    back = leaf.turned.get(one.number)
    state = "taken_back" if back else "reversal" if one.entry.reverses else ""
    badge = html.Small(t(f"ledger.state.{state}", n=back or ""), className="chip") if state else None
    cells = [
        html.Th(html.A(f"{one.number:,}", href=href), scope="row"),
        html.Td(one.entry.day.isoformat()),
        html.Td(t(f"money.source.{one.entry.source}")),
        html.Td([html.Span(flow(visit, one)), badge, _memo(one)], className="ledger-what"),
        html.Td(digits(moved(one, asked.such)), className="ledger-fen"),
    ]
    if leaf.after:
        cells.append(html.Td(digits(leaf.after[one.number]), className="ledger-fen"))
    opened = {"aria_current": "true"} if asked.entry == one.number else {}
    return html.Tr(cells, **marks(data_state=state, **opened))


def flow(visit: Visit, one: Posted) -> str:
    """From what the money came to what it went: credits, an arrow, debits."""
    t, lines = visit.translate, one.entry.postings
    sides = [
        [
            account_words(t, key)
            for key, _ in groupby(sorted(line.account for line in lines if (line.fen > 0) == debit))
        ]
        for debit in (False, True)
    ]
    return " → ".join(t("ledger.and").join(side) for side in sides)


def _memo(one: Posted) -> Component | None:
    return html.Span(visible(one.entry.memo), className="below") if one.entry.memo else None


def entry_rows(visit: Visit, found: Sequence[Posted]) -> list[list[Cell]]:
    """One row a line, for a file: what a spreadsheet can add up to nothing."""
    t = visit.translate
    names = (
        "number",
        "day",
        "month",
        "revision",
        "source",
        "key",
        "document",
        "memo",
        "reverses",
        "by",
        "at",
    )
    words = ("account", "space", "session", "series", "building", "party")
    head: list[Cell] = [t(f"ledger.column.{name}") for name in (*names, "fen", *words)]
    return [head, *(_line_row(visit, one, n) for one in found for n in range(len(one.entry.postings)))]


def _line_row(visit: Visit, one: Posted, place: int) -> list[Cell]:
    t, line, entry_ = visit.translate, one.entry.postings[place], one.entry
    at = one.posted_at.astimezone(visit.ports.centre.zone_info)
    return [
        *(
            one.number,
            entry_.day.isoformat(),
            f"{one.month:%Y-%m}",
            one.revision,
            t(f"money.source.{entry_.source}"),
        ),
        *(entry_.key, entry_.document, entry_.memo, entry_.reverses, one.by, f"{at:%Y-%m-%d %H:%M:%S}"),
        *(yuan_cell(line.fen), account_words(t, line.account)),
        *(line.space, line.session, line.series, line.building, line.party),
    ]


def sum_rows(visit: Visit, sums: Sequence[Sum]) -> list[list[Cell]]:
    t = visit.translate
    head: list[Cell] = [t("ledger.column.account"), t("ledger.column.fen")]
    rows: list[list[Cell]] = [[account_words(t, one.account), yuan_cell(one.fen)] for one in sums]
    return [head, *rows]
