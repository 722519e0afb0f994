"""How well a sensor is heard, as a sign that is read by shape and word as well as by colour."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.i18n import Translate
from models.services.sensors import Hearing, SensorRow

BARS = ((-120.0, 0), (-110.0, 1), (-100.0, 2), (-85.0, 3), (0.0, 4))
"""dBm below which a LoRaWAN signal has so many of four bars: -120 is the edge of what a gateway can make out."""


def hearing_sign(hearing: Hearing) -> Component:
    return html.Span(className="hearing-sign", **marks(data_hearing=hearing, aria_hidden="true"))


def hearing_chip(hearing: Hearing, translate: Translate) -> Component:
    return html.Span(
        [hearing_sign(hearing), translate(f"sensors.hearing.{hearing}")],
        className="hearing",
        **marks(data_hearing=hearing),
    )


def battery(row: SensorRow, translate: Translate) -> Component:
    """A cell with its level and its number; a dash where nothing is known."""
    if row.battery is None:
        return unknown(translate)
    level = max(0.0, min(100.0, row.battery))
    cell = html.Span(
        html.Span(style={"inlineSize": f"{level:.0f}%"}),
        className="battery",
        **marks(data_low="true" if row.battery_low else "false", aria_hidden="true"),
    )
    low = html.Span(translate("sensors.battery_low"), className="warned") if row.battery_low else None
    return html.Span([cell, html.Span(f"{level:.0f} %"), low], className="vital")


def signal(row: SensorRow, translate: Translate) -> Component:
    """Four bars and the number that the device or its network gave."""
    if row.rssi is not None:
        bars = next((n for most, n in BARS if row.rssi < most), 4)
        return _bars(bars, f"{row.rssi:.0f} dBm")
    if row.linkquality is not None:
        return _bars(min(4, int(row.linkquality / 51)), f"{row.linkquality:.0f} LQI")
    return unknown(translate)


def _bars(count: int, words: str) -> Component:
    steps = [html.Span(**marks(data_on="true" if n < count else "false")) for n in range(4)]
    return html.Span(
        [html.Span(steps, className="bars", **marks(aria_hidden="true")), html.Span(words)], className="vital"
    )


def share(value: float | None, translate: Translate) -> Component:
    """A share of one as per cent with a bar."""
    if value is None:
        return unknown(translate)
    return _level(value * 100, f"{_percent(value)} %", good=value >= 0.95)


def _percent(value: float) -> str:
    """Never "100" while something is missing."""
    shown = f"{value * 100:.1f}".removesuffix(".0")
    return "99.9" if shown == "100" and value < 1 else shown


def score(value: float | None, translate: Translate) -> Component:
    """A mark out of a hundred."""
    if value is None:
        return unknown(translate)
    return _level(value, f"{value:.0f} / 100", good=value >= 80)


def _level(percent: float, words: str, *, good: bool) -> Component:
    bar = html.Span(
        html.Span(style={"inlineSize": f"{max(0.0, min(100.0, percent)):.0f}%"}),
        className="level",
        **marks(data_good="true" if good else "false", aria_hidden="true"),
    )
    return html.Span([bar, html.Span(words)], className="vital")


def drift(row: SensorRow, translate: Translate) -> Component:
    """Persons that the space's counters claim and that cannot be there."""
    if row.drift is None:
        return unknown(translate)
    return html.Span(translate("sensors.drift", n=signed(row.drift)), className="vital")


def signed(value: float) -> str:
    """A whole number with its sign; nothing is neither more nor less."""
    whole = round(value)
    return f"{whole:+d}".replace("-", "−") if whole else "0"


def unknown(translate: Translate) -> Component:
    """Nothing is known, which is not zero."""
    return html.Span(
        [
            html.Span("–", **marks(aria_hidden="true")),
            html.Span(translate("live.table.no_data"), className="sr"),
        ],
        className="unknown",
    )
