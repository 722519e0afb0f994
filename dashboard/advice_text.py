"""A week's proposals as plain text: what, where and when, why, what it brings, what it keeps to, what else was weighed."""

from collections.abc import Iterator

from dashboard.i18n import Translate
from models.advice.proposing import Advised
from models.advice.recommendation import Alternative, Recommendation
from models.centre import Centre
from models.spell import Spell


def advice_text(centre: Centre, week: str, advised: Advised, t: Translate) -> str:
    """Ends with a line break."""
    return "\n".join([*_lines(centre, week, advised, t), ""])


def proof_line(t: Translate, gap: float, *, proved: bool) -> str:
    """How good the week's timetable is."""
    return t("advice.sheet.proved" if proved else "advice.sheet.gap", gap=f"{100 * gap:.1f}")


def _lines(centre: Centre, week: str, advised: Advised, t: Translate) -> Iterator[str]:
    yield t("advice.sheet.title", centre=t.name(centre.name), week=week, n=len(advised.recommendations))
    yield proof_line(t, advised.gap, proved=advised.proved)
    for one in advised.recommendations:
        yield ""
        yield from _recommendation(centre, one, t)


def _recommendation(centre: Centre, one: Recommendation, t: Translate) -> Iterator[str]:
    number, action = one.action.number, t(f"advice.action.{one.action}")
    yield f"{one.id}  {number} {action}  {t.name(one.title)}".rstrip()
    if one.source is not None:
        yield t("advice.sheet.from", where=spell_text(centre, one.source, t))
    yield t("advice.sheet.to", where=spell_text(centre, one.target, t))
    yield from (f"  · {t.message(sentence)}" for sentence in (*one.why, *one.risks))
    held = "  ".join(
        f"{t(f'advice.constraint.{each.key}')} {t(f'advice.held.{each.held}')}" for each in one.constraints
    )
    yield t("advice.sheet.constraints", held=held)
    for other in one.alternatives:
        yield _alternative(centre, other, t)
    ids = ", ".join(fact.id for fact in one.facts)
    confidence = t(f"advice.confidence.{one.confidence}")
    yield t("advice.sheet.value", points=f"{one.value:.1f}", confidence=confidence, facts=ids)


def _alternative(centre: Centre, other: Alternative, t: Translate) -> str:
    action, where = t(f"advice.action.{other.action}"), spell_text(centre, other.target, t)
    return t("advice.sheet.instead", action=action, where=where, why=t.message(other.why_not))


def spell_text(centre: Centre, spell: Spell, t: Translate) -> str:
    """Where and when, in one line."""
    space = centre.spaces.get(spell.space)
    days = t("advice.sheet.and").join(t(f"use.weekday.{day}") for day in spell.weekdays)
    name = t.name(space.name) if space else spell.space
    return f"{name} {days} {spell.start:%H:%M}–{spell.end:%H:%M}"
