"""What a change is expected to bring a week: for each outcome a bar from bound to bound, its middle, and a sentence."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.components.advice_words import amount_words, signed
from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.i18n import Translate
from models.advice.recommendation import Outcome
from models.expectation import Evidence, Expected

FEWER_IS_BETTER = frozenset({Outcome.OVERFLOW_MINUTES})


def effect_bars(t: Translate, effect: Mapping[Outcome, Expected]) -> Component:
    """One row for each outcome in the order of the table; each row has a scale of its own, with 0 on it."""
    rows = [_row(t, outcome, effect.get(outcome)) for outcome in Outcome]
    if effect and all(one.evidence is Evidence.NONE for one in effect.values()):
        return html.Div([calm(t("advice_page.evidence.none.long"), "?"), html.Dl(rows, className="outcomes")])
    return html.Dl(rows, className="outcomes")


def effect_words(t: Translate, outcome: Outcome, one: Expected | None) -> str:
    """The sentence beside a bar: the number and the band that holds it eight times in ten. None = not touched."""
    if one is None:
        return t("advice_page.untouched")
    if one.evidence is Evidence.NONE:
        return t("advice_page.evidence.none")
    if one.unchanged:
        return t("advice_page.unchanged")
    return t(
        "advice_page.expected",
        mean=amount_words(t, outcome, one.mean),
        low=signed(outcome, one.low),
        high=signed(outcome, one.high),
    )


def tone(outcome: Outcome, one: Expected) -> str:
    """ "good" or "bad" where the whole band is on one side, else "open"."""
    low, high = (-one.high, -one.low) if outcome in FEWER_IS_BETTER else (one.low, one.high)
    return "good" if low > 0 else "bad" if high < 0 else "open"


def _row(t: Translate, outcome: Outcome, one: Expected | None) -> Component:
    name = html.Dt(t(f"advice_page.outcome.{outcome}"))
    if one is None or one.evidence is Evidence.NONE:
        return html.Div([name, html.Dd(effect_words(t, outcome, one), className="muted")])
    told = [html.Span(effect_words(t, outcome, one)), html.Small(_sure(t, outcome, one), className="muted")]
    return html.Div([name, html.Dd([_bar(one), *told])], **marks(data_tone=tone(outcome, one)))


def _sure(t: Translate, outcome: Outcome, one: Expected) -> str:
    """How likely it goes the good way, and what that stands on."""
    words = t(f"advice_page.evidence.{one.evidence}")
    if one.likely is None or one.unchanged:
        return words
    fewer = outcome in FEWER_IS_BETTER
    key = "advice_page.likely_fewer" if fewer else "advice_page.likely"
    return t(key, percent=f"{100 * (1 - one.likely if fewer else one.likely):.0f}", evidence=words)


def _bar(one: Expected) -> Component:
    low, high = min(one.low, 0.0), max(one.high, 0.0)
    whole = (high - low) or 1.0

    def at(value: float) -> str:
        return f"{100 * (value - low) / whole:.1f}%"

    width = f"{100 * (one.high - one.low) / whole:.1f}%"
    return html.Span(
        [
            html.Span(className="bar-band", style={"insetInlineStart": at(one.low), "inlineSize": width}),
            html.Span(className="bar-zero", style={"insetInlineStart": at(0)}),
            html.Span(className="bar-mean", style={"insetInlineStart": at(one.mean)}),
        ],
        className="effect-bar",
        **marks(aria_hidden="true"),
    )
