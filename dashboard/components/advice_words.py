"""What is said about advice in short: what it does, where and when, how sure it is, what it brings a week."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from dashboard.components.calendar_axis import span
from dashboard.components.spoken import sentence
from dashboard.components.use_words import NO_DATA, day_words
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import digits
from models.advice.recommendation import Outcome, Recommendation, State
from models.centre import SpaceId
from models.message import Message
from models.services.enacting import LASTING
from models.spell import Spell

SIGNS: Mapping[State, str] = {
    State.PROPOSED: "?",
    State.ACCEPTED: "✓",
    State.MODIFIED: "✓",
    State.REJECTED: "✕",
    State.EXPIRED: "∅",
    State.RUNNING: "▶",
    State.MEASURED: "◔",
    State.KEPT: "★",
    State.REVERTED: "↩",
    State.EXTENDED: "…",
    State.NOT_CARRIED_OUT: "⊘",
}
"""The sign of a state; a word stands beside it."""

_SMALL = 10
"""Below this a tenth still says something."""


def minute_of(at: time, *, ends: bool = False) -> int:
    """Minutes after midnight. ends: it is an end, and midnight is that of the day's end."""
    last = at == time.max or (ends and at == time.min)
    return 24 * 60 if last else at.hour * 60 + at.minute


def clock_words(spell: Spell) -> str:
    """ "14:30–15:30"."""
    return span(minute_of(spell.start), minute_of(spell.end, ends=True))


def weekday_words(t: Translate, spell: Spell) -> str:
    """ "Monday, Wednesday", "Monday to Friday", or "every day"."""
    days = spell.weekdays
    if len(days) == 7:
        return t("advice_page.every_day")
    if len(days) > 2 and days == tuple(range(days[0], days[-1] + 1)):
        return t("advice_page.from_to", first=t(f"use.weekday.{days[0]}"), last=t(f"use.weekday.{days[-1]}"))
    return t("advice_page.and").join(t(f"use.weekday.{n}") for n in spell.weekdays)


def space_words(visit: Visit, key: SpaceId) -> str:
    """The space's name; one that the centre no longer has is told by its key."""
    space = visit.ports.centre.spaces.get(key)
    return visit.translate.name(space.name) if space else key


def spell_words(visit: Visit, spell: Spell) -> str:
    """Where and when, in one line."""
    t = visit.translate
    return f"{space_words(visit, spell.space)} · {weekday_words(t, spell)} {clock_words(spell)}"


def day_in(spell: Spell, place: int = 0) -> date:
    """The first date of one of its weekdays."""
    return spell.first + timedelta(days=(spell.weekdays[place] - spell.first.weekday()) % 7)


def span_words(t: Translate, one: Recommendation) -> str:
    """From when on, and for how long; of what stays, for how long it is tried."""
    key = "advice_page.tried_weeks" if one.action in LASTING else "advice_page.for_weeks"
    return t(key, first=day_words(t, one.target.first, year=True), n=one.target.weeks)


def lasting_words(t: Translate, one: Recommendation) -> str:
    """What becomes of it after its weeks, told before anybody says yes."""
    return t(f"advice_page.lasts.{one.action}", n=one.target.weeks)


def action_words(t: Translate, one: Recommendation) -> str:
    """What is done, and to what by its own name."""
    return " · ".join(filter(None, (t(f"advice.action.{one.action}"), t.name(one.title))))


def state_words(t: Translate, state: State) -> str:
    """With its sign."""
    return f"{SIGNS[state]} {t(f'advice_page.state.{state}')}"


def amount_words(t: Translate, outcome: Outcome, value: float) -> str:
    """A change with its sign and its unit."""
    return t(f"advice_page.unit.{outcome}", value=signed(outcome, value))


def signed(outcome: Outcome, value: float) -> str:
    """A change with its sign alone: money in yuan, a tenth where the number is small."""
    if outcome is Outcome.CONTRIBUTION_FEN:
        text = digits(round(abs(value)))
    else:
        text = f"{abs(value):.1f}".removesuffix(".0") if abs(value) < _SMALL else f"{abs(value):,.0f}"
    return f"{'−' if value < 0 else '+' if value > 0 else ''}{text}"


def message_words(t: Translate, message: Message) -> str:
    """A message in words; what there are no words for is not passed over in silence."""
    return sentence(t, message, "advice_page.unsaid")


def number_words(value: float | None) -> str:
    """A bare number; a dash where there is none."""
    if value is None:
        return NO_DATA
    return f"{value:,.0f}" if abs(value) >= _SMALL else f"{value:.2f}".rstrip("0").rstrip(".")
