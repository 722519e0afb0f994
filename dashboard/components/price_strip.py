"""A plan's hours as bars of 24 hours, one for each kind of day: colour, sign and words for what costs less or more."""

from collections.abc import Mapping, Sequence
from datetime import time

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.price_words import days_words, hours_words, rate_words
from dashboard.i18n import Translate
from dashboard.yuan import digits
from models.calendar import DayType
from models.money.price import Band, PlanVersion
from models.money.price_draft import band_end
from models.money.quote import Tier, tier

SIGNS: Mapping[Tier, str] = {Tier.LOW: "▽", Tier.NORMAL: "", Tier.HIGH: "▲"}
_DAY_MINUTES = 24 * 60
_WIDE = 4 * 60
"""Minutes from which on a part has room for its price."""

Part = tuple[int, int, int]
"""From minute, to minute, fen."""


def price_strips(t: Translate, version: PlanVersion) -> Component:
    """The bars with an axis below; each part is told in words to whoever cannot see it."""
    rows = [_row(t, version, days, bands) for days, bands in _kinds(version)]
    axis = [html.Span(f"{hour}:00") for hour in range(0, 25, 6)]
    legend = [
        html.Span([html.I(SIGNS[one], **marks(data_tier=one, aria_hidden="true")), t(f"price.tier.{one}")])
        for one in Tier
        if one is Tier.NORMAL or any(tier(version, band.fen) is one for band in version.bands)
    ]
    return html.Div(
        [
            *rows,
            html.Div(axis, className="price-axis", **marks(aria_hidden="true")),
            html.P(legend, className="price-legend") if version.bands else None,
        ],
        className="price-strips",
    )


def _kinds(version: PlanVersion) -> list[tuple[frozenset[DayType], Sequence[Band]]]:
    """Day types with the same bands are one bar."""
    found: dict[tuple[Band, ...], set[DayType]] = {}
    for kind in DayType:
        own = sorted((band for band in version.bands if kind in band.days), key=lambda band: band.start)
        found.setdefault(tuple(own), set()).add(kind)
    return [(frozenset(kinds), bands) for bands, kinds in found.items()]


def _parts(version: PlanVersion, bands: Sequence[Band]) -> list[Part]:
    found, at = list[Part](), 0
    for band in bands:
        start, end = _minute(band.start), _minute(band_end(band))
        if at < start:
            found.append((at, start, version.base_fen))
        found.append((start, end, band.fen))
        at = end
    return [*found, (at, _DAY_MINUTES, version.base_fen)] if at < _DAY_MINUTES else found


def _minute(at: time) -> int:
    return _DAY_MINUTES if at == time.max else at.hour * 60 + at.minute


def _row(t: Translate, version: PlanVersion, days: frozenset[DayType], bands: Sequence[Band]) -> Component:
    parts = _parts(version, bands)
    rest = t(
        "price.otherwise" if bands else "price.all_day", price=rate_words(t, version.base_fen, version.unit)
    )
    told = [f"{hours_words(band)} {rate_words(t, band.fen, version.unit)}" for band in bands]
    whole = all(fen != version.base_fen for _, _, fen in parts)
    words = t("price.and").join([*told, *([] if whole else [rest])])
    bar = html.Div([_part(version, one) for one in parts], className="price-bar", **marks(aria_hidden="true"))
    return html.Div(
        [html.B(days_words(t, days)), bar, html.Span(words, className="hint")], className="price-row"
    )


def _part(version: PlanVersion, part: Part) -> Component:
    start, end, fen = part
    kind = tier(version, fen)
    words = f"{SIGNS[kind]}{digits(fen)}" if end - start >= _WIDE else SIGNS[kind]
    style = {"inlineSize": f"{100 * (end - start) / _DAY_MINUTES:.3f}%"}
    return html.Span(words, style=style, **marks(data_tier=kind))
