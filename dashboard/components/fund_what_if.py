"""What another split would have made of the same months, beside today's: a look, nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.field import field
from dashboard.components.fund_table import fund_table
from dashboard.components.fund_words import bucket_words, part_words, percent_words, ratio_words
from dashboard.components.marks import marks
from dashboard.components.use_words import month_words
from dashboard.fund_typed import points_of
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import digits
from models.money.fund.outlook import WhatIf
from models.money.fund.rule import HELD, WHOLE_POINTS, FundRule
from models.services.fund import FundState
from models.services.fund_what_if import compared

MOST_GROWTH = 50
"""Per cent a year, up or down."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What the address asks: another split, or None where its shares are none; growth: per cent a year."""

    rule: FundRule | None
    points: Mapping[str, int | None]
    growth: int


def tried(query: Mapping[str, str], rule: FundRule) -> Tried:
    """share_<bucket> in per cent, growth in per cent; what is not said is as today."""
    points = {
        one.key: points_of(query[f"share_{one.key}"]) if f"share_{one.key}" in query else one.points
        for one in rule.buckets
    }
    known = [share for share in points.values() if share]
    fits = len(known) == len(points) and sum(known) == WHOLE_POINTS
    buckets = tuple(replace(one, points=points[one.key] or one.points) for one in rule.buckets)
    text = query.get("growth", "").strip()
    growth = int(text) if text.removeprefix("-").isdecimal() and len(text) < 5 else 0
    return Tried(
        replace(rule, buckets=buckets) if fits else None, points, max(-MOST_GROWTH, min(growth, MOST_GROWTH))
    )


def what_if_panel(visit: Visit, state: FundState) -> Component:
    t, asked = visit.translate, tried(visit.query, state.rule)
    told: Component | None
    if asked.rule is None:
        told = html.P(t("fund.what_if.sum"), className="fault", role="alert")
    elif len(state.stood) == 0:
        told = html.P(t("fund.what_if.none"), className="muted")
    else:
        told = _compared(t, state, *compared(state, asked.rule, asked.growth))
    return html.Section(
        [
            html.H2(t("fund.what_if")),
            html.P(t("fund.what_if.under"), className="muted"),
            _form(visit, state, asked),
            told,
        ],
        className="panel",
        id="what-if",
    )


def _form(visit: Visit, state: FundState, asked: Tried) -> Component:
    t = visit.translate
    shares = [
        field(
            f"share_{one.key}",
            t("fund.what_if.share", name=bucket_words(t, one)),
            "number",
            percent_words(asked.points[one.key] or one.points).removesuffix("%"),
            min="0.01",
            max="100",
            step="any",
        )
        for one in state.rule.buckets
    ]
    growth = field(
        "growth",
        t("fund.what_if.growth"),
        "number",
        asked.growth,
        min=f"-{MOST_GROWTH}",
        max=f"{MOST_GROWTH}",
    )
    button = html.Button(t("fund.what_if.show"), type="submit", className="primary")
    return html.Form([*shares, growth, button], className="search use-filter", **marks(data_goes="#what-if"))


def _compared(t: Translate, state: FundState, now: WhatIf, then: WhatIf) -> Component:
    heads = [
        t("fund.what_if.bucket"),
        t("fund.what_if.now", ratio=ratio_words(now.rule)),
        t("fund.what_if.then", ratio=ratio_words(then.rule)),
        t("fund.what_if.more"),
    ]
    keys = [
        *(one.key for one in now.rule.buckets),
        *([HELD] if HELD in {**now.totals, **then.totals} else []),
    ]
    rows = [_row(part_words(t, state, key), now.totals.get(key, 0), then.totals.get(key, 0)) for key in keys]
    if state.debt is not None:
        ends = [html.Td(_month(t, one.covered)) for one in (now, then)]
        rows.append(
            html.Tr(
                [
                    html.Th(t("fund.what_if.covered"), scope="row"),
                    *ends,
                    html.Td(_sooner(t, now.covered, then.covered)),
                ],
                className="strong",
            )
        )
    return fund_table(t, t("fund.what_if"), heads, rows)


def _row(name: str, now: int, then: int) -> Component:
    more = then - now
    words = f"{'+' if more > 0 else ''}{digits(more)}"
    cells: Sequence[str] = (digits(now), digits(then), words)
    return html.Tr([html.Th(name, scope="row"), *(html.Td(text) for text in cells)])


def _month(t: Translate, month: date | None) -> str:
    return month_words(t, month) if month else t("fund.what_if.never")


def _sooner(t: Translate, now: date | None, then: date | None) -> str:
    if now is None or then is None:
        return "–"
    months = (then.year - now.year) * 12 + then.month - now.month
    if not months:
        return t("fund.what_if.same")
    return t("fund.what_if.later" if months > 0 else "fund.what_if.sooner", n=abs(months))
