"""What another weighing would propose: sliders, the plan on its way, and what it has other than what is proposed now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.answer import Fields
from dashboard.components.advice_words import action_words, spell_words
from dashboard.components.asking import calm, deed_form
from dashboard.components.field import field_input
from dashboard.components.marks import marks
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.account import Permission
from models.advice.recommendation import Recommendation
from models.advice.rule import Weights
from models.services.strangers import refusal


@dataclass(frozen=True, slots=True)
class Slider:
    """name: of the weight, which goes from 0 to `most` in steps. whole: kept as a whole number."""

    name: str
    most: float
    step: float
    whole: bool = False


SLIDERS = (
    Slider("person_hour", 5, 0.1),
    Slider("overflow_minute", 0.5, 0.01),
    Slider("attendance", 5, 0.1),
    Slider("yuan", 1, 0.01),
    Slider("welfare_bps", 10_000, 500, whole=True),
    Slider("price_cap_fen", 10_000, 100, whole=True),
    Slider("least_content_bps", 10_000, 500, whole=True),
)
"""What people may turn, from 0 to `most`."""

_SHOWN = {"welfare_bps": 100, "price_cap_fen": 100, "least_content_bps": 100}
"""Kept in hundredths of what is read: per cent, and yuan."""


def what_if_panel(visit: Visit, week: str, weights: Weights) -> Component:
    """The sliders stand at what counts now."""
    t = visit.translate
    rows = [_slider(t, one, getattr(weights, one.name)) for one in SLIDERS]
    buttons = html.Div(
        [
            html.Button(t("advice_page.what_if.run"), type="submit", className="primary"),
            html.Button(
                t("advice_page.what_if.stop"), type="button", hidden="hidden", **marks(data_stop_plan="")
            ),
        ],
        className="buttons",
    )
    bar = html.Progress(hidden="hidden", **marks(aria_label=t("advice_page.what_if.progress")))
    return html.Section(
        [
            html.H2(t("advice_page.what_if")),
            html.P(t("advice_page.what_if.under"), className="muted"),
            deed_form("replan", [html.Div(rows, className="sliders"), buttons, bar], week=week),
        ],
        className="panel",
        id="what-if",
    )


def _slider(t: Translate, one: Slider, value: float) -> Component:
    shown = _SHOWN.get(one.name, 1)
    line = field_input(
        type="range",
        name=one.name,
        value=f"{value / shown:g}",
        min="0",
        max=f"{one.most / shown:g}",
        step=f"{one.step / shown:g}",
    )
    told = html.Output(f"{value / shown:g}", className="slid")
    return html.Label([html.Span(t(f"advice_page.weight.{one.name}")), line, told], className="slider")


def weights_of(fields: Fields, now: Weights) -> Weights:
    """The weights as they were slid. Raises RefusedError for what is no number of the slider's span."""
    slid: dict[str, Any] = {}
    for one in SLIDERS:
        text = fields.get(one.name, "").strip()
        try:
            value = float(text) * _SHOWN.get(one.name, 1)
        except ValueError as error:
            raise refusal("advice_page.no_weight", value=text[:40]) from error
        if not 0 <= value <= one.most:
            raise refusal("advice_page.no_weight", value=text[:40])
        slid[one.name] = round(value) if one.whole else value
    return replace(now, **slid)


def plan_compared(
    visit: Visit,
    key: str,
    now: Sequence[Recommendation],
    then: Sequence[Recommendation],
    proof: str,
) -> Component:
    """What the other plan has that this one has not, and the other way round. key: of the plan, to take it over."""
    t = visit.translate
    here, there = {_same(one): one for one in now}, {_same(one): one for one in then}
    more = [one for same, one in there.items() if same not in here]
    less = [one for same, one in here.items() if same not in there]
    kept = len(there) - len(more)
    take = (
        deed_form("take_plan", [html.Button(t("advice_page.what_if.take"), type="submit")], plan=key)
        if visit.may(Permission.ADVICE_RULE) and (more or less)
        else None
    )
    return html.Section(
        [
            html.H3(t("advice_page.what_if.then")),
            html.P([t("advice_page.what_if.kept", n=kept), " ", proof]),
            _listed(visit, "more", "+", more),
            _listed(visit, "less", "−", less),
            calm(t("advice_page.what_if.same"), "✓") if not (more or less) else None,
            take,
        ],
        className="compared",
        role="group",
    )


def _same(one: Recommendation) -> tuple[object, ...]:
    """Proposals that come to the same thing, whatever their numbers."""
    spell = one.target
    return (
        one.action,
        spell.space,
        spell.weekdays,
        spell.start,
        spell.end,
        tuple(sorted(one.parameters.items())),
    )


def _listed(visit: Visit, key: str, sign: str, ones: Sequence[Recommendation]) -> Component | None:
    t = visit.translate
    if not ones:
        return None
    rows = [html.Li(f"{sign} {action_words(t, one)} · {spell_words(visit, one.target)}") for one in ones]
    return html.Div([html.H4(t(f"advice_page.what_if.{key}", n=len(ones))), html.Ul(rows)])


def proof_words(t: Translate, gap: float, *, proved: bool) -> str:
    """How good the plan is, in plain words."""
    if proved:
        return t("advice_page.proved")
    return t("advice_page.gap", percent=f"{gap * 100:.1f}")
