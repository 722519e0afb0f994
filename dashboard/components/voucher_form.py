"""The form of a voucher: its lines with a balance that follows what is typed (assets/82-vouchers.js)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.account_words import account_words
from dashboard.components.asking import deed_button, deed_form, entry
from dashboard.components.field import field, field_input
from dashboard.components.marks import marks
from dashboard.components.project_choice import project_choice
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import yuan_cell
from models.money.chart import CHART, AccountKind
from models.money.entry import LONGEST_MEMO, Posting
from models.money.project_payment import is_line_code
from models.money.voucher import MOST_LINES, Voucher
from models.services.vouchers import LONGEST_REFERENCE

LEAST_ROWS, SPARE_ROWS = 4, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What a form begins with. accounts: chosen already, with no amount yet."""

    day: date
    lines: Sequence[Posting] = ()
    accounts: Sequence[str] = ()
    memo: str = ""
    reference: str = ""
    about: str = ""
    key: str = ""
    seen: int = 0


def begun(voucher: Voucher) -> Begun:
    """A draft of which somebody goes on."""
    return Begun(
        day=voucher.day,
        lines=voucher.lines,
        memo=voucher.memo,
        reference=voucher.reference,
        about=voucher.about,
        key=voucher.id,
        seen=voucher.revision,
    )


def voucher_form(visit: Visit, form: Begun) -> Component:
    t = visit.translate
    head = [
        field("day", t("voucher.day"), "date", form.day.isoformat()),
        entry("memo", t("voucher.memo"), form.memo, maxLength=LONGEST_MEMO),
        entry(
            "reference",
            t("voucher.reference"),
            form.reference,
            t("voucher.reference_hint"),
            maxLength=LONGEST_REFERENCE,
        ),
        project_choice(visit, next((one.party for one in form.lines if is_line_code(one.party)), "")),
    ]
    about = html.P(t("voucher.about", entry=form.about), className="muted") if form.about else None
    buttons = [
        html.Button(t("voucher.save"), type="submit"),
        html.Button(t("voucher.enter"), type="submit", name="then", value="enter", className="primary"),
    ]
    withdraw = deed_button("withdraw", t("voucher.withdraw"), voucher=form.key, seen=f"{form.seen}")
    written = deed_form(
        "write",
        [
            html.Div(head, className="asked-row"),
            about,
            _lines(visit, form),
            _balance(t),
            html.Div([*buttons, withdraw if form.key else None], className="buttons"),
        ],
        voucher=form.key,
        seen=f"{form.seen}",
        about=form.about,
    )
    return html.Section([html.H2(t("voucher.form")), written], className="panel voucher-form", id="voucher")


def _lines(visit: Visit, form: Begun) -> Component:
    t = visit.translate
    begun_rows = [_row(visit, n, one.account, one) for n, one in enumerate(form.lines)]
    begun_rows += [_row(visit, len(form.lines) + n, key) for n, key in enumerate(form.accounts)]
    rows = max(LEAST_ROWS, len(begun_rows) + SPARE_ROWS)
    empty = [_row(visit, n, "") for n in range(len(begun_rows), min(MOST_LINES, rows))]
    return html.Div(
        [
            html.Ol([*begun_rows, *empty], className="voucher-lines"),
            html.P(t("voucher.more_lines"), className="hint"),
        ]
    )


def _row(visit: Visit, n: int, account: str, line: Posting | None = None) -> Component:
    t = visit.translate
    fen = line.fen if line else 0
    spaces = [(str(key), t.name(one.name)) for key, one in visit.ports.centre.spaces.items()]
    return html.Li(
        [
            _named(t("voucher.account"), _accounts(t, f"account{n}", account)),
            _amount(t("voucher.debit"), f"debit{n}", fen),
            _amount(t("voucher.credit"), f"credit{n}", -fen),
            _named(
                t("voucher.space"), _select(f"space{n}", [("", "–"), *spaces], line.space if line else "")
            ),
            _named(t("voucher.party"), _text(f"party{n}", line.party if line else "")),
            _hidden(f"building{n}", line.building if line else ""),
        ],
        **marks(aria_label=t("voucher.line", n=n + 1)),
    )


def _named(label: str, inside: Component) -> Component:
    return html.Label([html.Span(label), inside], className="asked")


def _accounts(t: Translate, name: str, chosen: str) -> Component:
    """Every account but those of the fund, by what they are."""
    groups = [
        html.Optgroup(
            [
                html.Option(account_words(t, key), value=key, selected=key == chosen)
                for key, one in CHART.items()
                if one.kind is kind
            ],
            label=t(f"money.kind.{kind}"),
        )
        for kind in AccountKind
        if kind is not AccountKind.FUND
    ]
    return html.Select([html.Option("–", value=""), *groups], name=name)


def _select(name: str, options: Sequence[tuple[str, str]], chosen: str) -> Component:
    return html.Select(
        [html.Option(words, value=value, selected=value == chosen) for value, words in options], name=name
    )


def _amount(label: str, name: str, fen: int) -> Component:
    value = f"{yuan_cell(fen)}" if fen > 0 else ""
    line = field_input(
        type="text",
        name=name,
        value=value,
        inputMode="decimal",
        autoComplete="off",
        **marks(data_side=name.rstrip("0123456789")),
    )
    return _named(label, line)


def _text(name: str, value: str) -> Component:
    return field_input(type="text", name=name, value=value, autoComplete="off", maxLength="64")


def _hidden(name: str, value: str) -> Component:
    return field_input(type="hidden", name=name, value=value)


def _balance(t: Translate) -> Component:
    """Written anew with every key; its words are told here."""
    words = {
        f"data_{word}": t(f"voucher.balance.{word}", value="{value}")
        for word in ("even", "debit", "credit", "odd", "empty")
    }
    return html.P(t("voucher.balance.empty"), className="voucher-balance", role="status", **marks(**words))
