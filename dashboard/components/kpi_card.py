"""One promised figure as a card that opens what it is made of."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.components.kpi_words import kpi_beside, kpi_digits, target_number
from dashboard.components.marks import marks
from dashboard.i18n import Translate
from models.report.target import Light
from models.services.kpi import KpiFigure

SIGNS: Mapping[Light, str] = {Light.MET: "✓", Light.NEAR: "◔", Light.MISSED: "✕"}


def kpi_card(t: Translate, one: KpiFigure, href: str, *, chosen: bool = False) -> Component:
    """href: where its rows are."""
    kpi, value = one.kpi, one.measured.value
    unit = html.Span(t(f"kpi.unit.{kpi.unit}")) if value is not None else None
    number = html.B([kpi_digits(value, kpi.unit), unit])
    beside = kpi_beside(t, one)
    return html.Div(
        html.A(
            [
                html.Span(t(f"kpi.{kpi.key}"), className="card-name"),
                number,
                html.Span(target_words(t, one), className="card-change"),
                html.Small(beside, className="muted") if beside else None,
                html.Small(t(f"kpi.{kpi.key}.formula"), className="muted"),
            ],
            href=href,
            className="card",
            **marks(
                data_light=one.light.value if one.light else "", aria_current="true" if chosen else "false"
            ),
        ),
        role="listitem",
    )


def target_words(t: Translate, one: KpiFigure) -> str:
    """Fact against target, by sign and word."""
    if one.target is None:
        return t("kpi.no_target")
    target = target_number(t, one.target, one.kpi.unit)
    if one.light is None:
        return t("kpi.target", target=target)
    light = t(f"report.light.{one.light}")
    return f"{SIGNS[one.light]} {t('kpi.target_light', target=target, light=light)}"
