"""What is said of a change and of what it brought, so that a manager can say it on."""

from collections.abc import Mapping

from dashboard.components.advice_words import space_words, spell_words
from dashboard.components.use_words import NO_DATA
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.effect.panel import LEAST_BEFORE
from models.effect.trial import Metric, Result, Trial, Verdict
from models.satisfaction import Rating
from models.services.effects import Tried

SIGNS: Mapping[Verdict, str] = {
    Verdict.WORKS: "✓",
    Verdict.NO_EVIDENCE: "○",
    Verdict.HARMFUL: "▼",
    Verdict.NOT_MEASURABLE: "∅",
}
"""The sign of a verdict; a word stands beside it."""

RUNNING = "running"
"""In place of a verdict until its day."""

HUGE = 10.0
"""From eleven times as much on an interval has no end worth telling."""


def verdict_key(one: Tried) -> str:
    """The verdict, or that it is too early for one."""
    return one.result.verdict if one.finished or one.result.verdict is Verdict.NOT_MEASURABLE else RUNNING


def verdict_words(t: Translate, one: Tried) -> str:
    """With its sign."""
    key = verdict_key(one)
    return f"{'…' if key == RUNNING else SIGNS[Verdict(key)]} {t(f'effect.verdict.{key}')}"


def title_words(visit: Visit, one: Tried) -> str:
    return visit.translate(f"advice.action.{one.change.action}")


def place_words(visit: Visit, one: Tried) -> str:
    return spell_words(visit, one.trial.target)


def reason_words(visit: Visit, one: Tried) -> str:
    """The sentence to repeat: what came of it, or why nothing can be said."""
    t, found = visit.translate, one.result
    return t(
        found.why,
        space=space_words(visit, one.trial.target.space),
        effect=share_words(found.effect),
        size=share_words(abs(found.effect)).lstrip("+") if found.effect is not None else NO_DATA,
        low=share_words(found.low),
        high=share_words(found.high),
        net=people_words(t, one.trial, found),
        n=one.weeks,
        of=one.planned,
        before=found.weeks_before,
        least=LEAST_BEFORE,
        coverage=f"{found.coverage:.0%}",
    )


def seen_words(t: Translate, trial: Trial) -> str:
    """How small a change could be told here at all."""
    if trial.smallest is None:
        return t("effect.smallest.unknown")
    if trial.smallest >= 1:
        return t("effect.smallest.doubled")
    return t("effect.smallest", share=f"{trial.smallest:.0%}")


def how_words(t: Translate, trial: Trial) -> str:
    """What it is compared with."""
    told = t(f"effect.method.{trial.method}", n=len(trial.controls), weeks=len(trial.baseline))
    if trial.lot is None:
        return told
    return f"{told} {t('effect.lot', weeks=trial.lot.weeks, n=len(trial.lot.siblings))}"


def content_words(t: Translate, rating: Rating | None) -> str:
    """How content people are, with how sure that is."""
    if rating is None:
        return t("effect.content.unasked")
    shares = {name: f"{getattr(rating, name):.0%}" for name in ("rate", "low", "high")}
    return t("effect.content", n=rating.answered, **shares)


def displaced_words(t: Translate, found: Result) -> str:
    return (
        t("effect.displaced", share=share_words(found.displaced))
        if found.displaced is not None
        else t("effect.displaced.none")
    )


def people_words(t: Translate, trial: Trial, found: Result) -> str:
    """The net change a week in the metric's unit, with its sign."""
    return amount_words(t, trial.metric, found.net, sign="+") if found.net is not None else NO_DATA


def amount_words(t: Translate, metric: Metric, value: float, sign: str = "") -> str:
    """So many a week. sign: "+" writes it."""
    return t(f"effect.unit.{metric}", n=f"{value:{sign},.0f}".replace("-", "−"))


def share_words(value: float | None) -> str:
    """ "+31 %"; a dash where nothing is known."""
    if value is None:
        return NO_DATA
    return f">{HUGE:.0%}" if value > HUGE else f"{value:+.0%}".replace("-", "−")
