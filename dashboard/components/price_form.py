"""The form in which somebody proposes a price plan or a new version of one."""

from dataclasses import replace
from datetime import timedelta

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import choice, deed_form, entry
from dashboard.components.decision_words import decision_entry
from dashboard.components.field import field, tick
from dashboard.components.price_words import DAYS
from dashboard.components.spoken import plain
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import digits
from models.calendar import DayType
from models.money.price import CHARGEABLE, Band, PlanVersion, Priced, PriceUnit, Way
from models.needs.meeting import Subject
from models.programme.who import ENTITLED

BANDS = 6
"""Bands that the form has room for; those that a version has beyond it stand there too."""


def price_form(visit: Visit, one: PlanVersion | None) -> Component:
    """one: the version that the new one begins like; None = a new plan."""
    t = visit.translate
    tomorrow = visit.ports.centre.day_of(visit.ports.clock()) + timedelta(days=1)
    fields = [
        _names(t, one),
        _what(t, one),
        _bands(t, one),
        _concessions(t, one),
        _limits(t, one),
        _charged(t, one),
        html.Div(
            [
                field("valid_from", t("price.valid_from"), "date", tomorrow.isoformat()),
                field("valid_to", t("price.valid_to"), "date", "", t("price.valid_to_hint")),
                decision_entry(visit, Subject.PRICE, t("price.decision"), t("price.decision_hint"), 200),
            ],
            className="asked-row",
        ),
        html.P(t("price.second_person"), className="hint"),
        html.Button(t("price.propose"), type="submit", className="primary"),
    ]
    kept = {"plan": one.plan, "what": one.what.value} if one else {}
    return deed_form("propose", fields, **kept)


def _names(t: Translate, one: PlanVersion | None) -> Component:
    name = one.name if one else {}
    fields = [
        entry("name_zh", t("offering.name_zh"), name.get("zh-Hans", ""), maxLength=80),
        entry("name_en", t("offering.name_en"), name.get("en", ""), maxLength=80),
        *([] if one else [entry("plan", t("offering.key"), hint=t("offering.key_hint"), maxLength=32)]),
    ]
    return html.Div(fields, className="asked-row")


def _what(t: Translate, one: PlanVersion | None) -> Component:
    kinds = [(what.value, t(f"price.what.{what}")) for what in Priced]
    units = [(unit.value, t(f"price.unit.{unit}")) for unit in PriceUnit]
    fields = [
        *([] if one else [choice("what", t("price.what"), kinds)]),
        choice("unit", t("price.unit"), units, one.unit if one else ""),
        _amount("base", t("price.base"), one.base_fen if one else None, t("price.base_hint")),
    ]
    return html.Div(fields, className="asked-row")


def _amount(name: str, label: str, fen: int | None, hint: str = "") -> Component:
    text = "" if fen is None else digits(fen).replace(",", "")
    return entry(name, label, text, hint, inputMode="decimal", maxLength=16)


def _bands(t: Translate, one: PlanVersion | None) -> Component:
    known: list[Band | None] = [part for band in (one.bands if one else ()) for part in _named(band)]
    rows = [_band(t, n, band) for n, band in enumerate(known + [None] * max(1, BANDS - len(known)))]
    filled, empty = rows[: len(known) + 1], rows[len(known) + 1 :]
    more = html.Details([html.Summary(t("price.more_bands")), *empty], className="fold") if empty else None
    return html.Fieldset(
        [html.Legend(t("price.bands")), html.P(t("price.bands_hint"), className="hint"), *filled, more],
        className="one-of price-rows",
    )


def _band(t: Translate, n: int, band: Band | None) -> Component:
    chosen = _group(band.days) if band else "working"
    days = [(key, t(f"price.days.{key}")) for key in DAYS]
    fields = [
        choice(f"band{n}.days", t("price.band.days"), days, chosen),
        field(f"band{n}.start", t("offering.from"), "time", f"{band.start:%H:%M}" if band else ""),
        field(f"band{n}.end", t("offering.to"), "time", f"{band.end:%H:%M}" if band else ""),
        _amount(f"band{n}.price", t("price.amount"), band.fen if band else None),
    ]
    return html.Div(fields, className="asked-row")


def _named(band: Band) -> list[Band]:
    """A band whose days have no name together is one for each kind of day."""
    if band.days in DAYS.values():
        return [band]
    return [replace(band, days=frozenset({kind})) for kind in sorted(band.days)]


def _group(days: frozenset[DayType]) -> str:
    return next(key for key, group in DAYS.items() if group == days)


def _concessions(t: Translate, one: PlanVersion | None) -> Component:
    known = {row.who: row for row in one.concessions} if one else {}
    ways = [("", t("price.way.none")), *((way.value, t(f"price.way.{way}")) for way in Way)]
    rows = []
    for who in ENTITLED:
        row = known.get(who)
        text = "" if row is None else plain(row.amount / 100).replace(",", "")
        fields = [
            html.B(t(f"price.who.{who}")),
            choice(f"{who}.way", t("price.way"), ways, row.way if row else ""),
            entry(f"{who}.amount", t("price.way.amount"), text, inputMode="decimal", maxLength=16),
        ]
        rows.append(html.Div(fields, className="asked-row price-who"))
    return html.Fieldset(
        [html.Legend(t("price.concessions")), html.P(t("price.rounding"), className="hint"), *rows],
        className="one-of price-rows",
    )


def _limits(t: Translate, one: PlanVersion | None) -> Component:
    fields = [
        _amount("cap", t("price.cap"), one.cap_fen if one else None, t("price.cap_hint")),
        _amount("cap_month", t("price.cap_month"), one.cap_month_fen if one else None, t("price.cap_hint")),
    ]
    return html.Div(fields, className="asked-row")


def _charged(t: Translate, one: PlanVersion | None) -> Component:
    ticks = [
        tick(f"charged.{status}", t(f"price.charge.{status}"), on=bool(one and status in one.charged))
        for status in CHARGEABLE
    ]
    return html.Fieldset([html.Legend(t("price.charged")), *ticks], className="one-of")
