"""One change that was made: its verdict, a sentence to repeat, and the weeks before and after drawn."""

from collections.abc import Mapping
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.advice_decide import LONGEST_NOTE
from dashboard.components.advice_words import message_words
from dashboard.components.asking import deed_button, deed_form, entry
from dashboard.components.effect_weeks import effect_weeks
from dashboard.components.effect_words import (
    content_words,
    displaced_words,
    how_words,
    people_words,
    place_words,
    reason_words,
    seen_words,
    share_words,
    title_words,
    verdict_key,
    verdict_words,
)
from dashboard.components.marks import marks
from dashboard.components.put_back import SHOWN, put_back
from dashboard.components.survey_choice import ask_way
from dashboard.components.use_words import day_words
from dashboard.page import Visit
from models.account import Permission
from models.advice.recommendation import State
from models.message import Message
from models.needs.survey import About
from models.services.contentment import discontent, rating_of
from models.services.deciding import CONCLUSIONS, MAY_END
from models.services.effects import Tried
from models.services.putting_back import look_back, usual_day

AT_ONCE = (State.KEPT, State.EXTENDED)
"""Decisions that need no look before; each is a deed of the page under its own name."""

ASKED, DAY = "back", "day"
"""What the address of the page says: which change shall be put back, and from which day on."""


def effect_card(visit: Visit, one: Tried) -> Component:
    t = visit.translate
    head = html.Header(
        [
            html.Div([html.H2(title_words(visit, one)), html.P(place_words(visit, one), className="muted")]),
            html.Span(verdict_words(t, one), className="verdict-badge"),
        ],
        className="chart-head",
    )
    warned = html.P(f"▲ {t('effect.harmed')}", className="effect-warned") if one.harmed else None
    return html.Article(
        [
            head,
            html.P(reason_words(visit, one), className="effect-said"),
            warned,
            effect_weeks(visit, one),
            _facts(visit, one),
            _conclusion(visit, one),
        ],
        className="panel effect-card",
        id=f"change-{one.change.id}",
        **marks(data_verdict=verdict_key(one)),
    )


def _conclusion(visit: Visit, one: Tried) -> Component | None:
    """What a person decides of it; what putting it back would do is shown first."""
    t, change = visit.translate, one.change
    if change.state in CONCLUSIONS - {State.EXTENDED}:
        return html.P(t("effect.concluded", state=t(f"advice_page.state.{change.state}")), className="muted")
    if not visit.may(Permission.ADVICE_DECIDE) or change.state not in MAY_END:
        return None
    given = {"change": change.id, "version": str(change.version)}
    against = discontent(visit.ports, change)
    if visit.query.get(ASKED) == change.id:
        return put_back(visit, change, look_back(visit.ports, change, _day_asked(visit)))
    freely = [state for state in AT_ONCE if state is not State.KEPT or against is None]
    buttons = [deed_button(state.value, t(f"effect.do.{state}"), **given) for state in freely]
    buttons.insert(-1, deed_button(SHOWN, t("effect.do.reverted"), change=change.id))
    return html.Div(
        [
            _overruling(visit, against, given) if against else None,
            html.Div([*buttons, ask_way(visit, About.CHANGE, change.id)], className="row"),
            html.P(t("effect.do.hint"), className="muted"),
        ]
    )


def _day_asked(visit: Visit) -> date:
    """As the address says; the coming Monday where it says no day."""
    try:
        return date.fromisoformat(visit.query.get(DAY, ""))
    except ValueError:
        return usual_day(visit.ports)


def _overruling(visit: Visit, against: Message, given: Mapping[str, str]) -> Component:
    """What people are discontent with can be kept with a reason, by who answers for the house."""
    t = visit.translate
    why = html.P(f"▲ {message_words(t, against)}", className="effect-warned")
    if not visit.may(Permission.ADVICE_OVERRULE):
        return why
    fields = [
        entry("note", t("effect.do.because"), maxLength=str(LONGEST_NOTE)),
        html.Button(t("effect.do.kept_anyway"), type="submit"),
    ]
    return html.Div([why, deed_form(State.KEPT.value, fields, **given)])


def _facts(visit: Visit, one: Tried) -> Component:
    """Numbers with the words of everyday life; those of statisticians only behind the fold."""
    t, found, trial = visit.translate, one.result, one.trial
    rows = [
        (
            "effect",
            t(
                "effect.between",
                effect=share_words(found.effect),
                low=share_words(found.low),
                high=share_words(found.high),
            ),
        ),
        ("net", people_words(t, trial, found)),
        ("displaced", displaced_words(t, found)),
        (
            "weeks",
            t(
                "effect.weeks",
                before=found.weeks_before,
                after=found.weeks_after,
                n=one.weeks,
                of=one.planned,
            ),
        ),
        ("compared", how_words(t, trial)),
        ("seen", seen_words(t, trial)),
        ("content", content_words(t, rating_of(visit.ports, one.change))),
        (
            "until",
            t(
                "effect.until",
                first=day_words(t, trial.starts, year=True),
                last=day_words(t, trial.until, year=True),
            ),
        ),
    ]
    told = [html.Div([html.Dt(t(f"effect.fact.{key}")), html.Dd(words)]) for key, words in rows]
    chance = t("effect.chance", p=f"{found.p:.3f}") if found.p is not None else t("effect.chance.none")
    frozen = html.P([chance, " ", t("effect.frozen", hash=trial.hash[:12])], className="muted")
    return html.Details([html.Summary(t("effect.more")), html.Dl(told, className="effect-facts"), frozen])
