"""What a change is expected to bring a week, and what that is worth (domain.md 5.3)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.advice.action import Action
from models.advice.arithmetic import CAUTIOUS, deviation, line, plus, sure, told
from models.advice.candidate import Candidate, half_of, minutes_of
from models.advice.ground import Ground, Window, mean
from models.advice.lift import lift
from models.advice.penalty import penalties
from models.advice.recommendation import Outcome
from models.advice.rule import Weights
from models.demand.drawn import net
from models.demand.segment import Segment
from models.expectation import Evidence, Expected
from models.spell import Spell

Effect = dict[Outcome, Expected]

REUSED = told(0.3, 0.1, 0.6, Evidence.PRIOR)
"""Share of a freed half hour that others use, until the house has measured it."""

ASKED_FOR = told(0.6, 0.3, 0.9, Evidence.PRIOR)
"""The same where groups keep asking for single hours of that space."""

MEAL_SHIFT = told(0.1, 0.0, 0.2, Evidence.PRIOR)
"""Share of a crowd that eats earlier when it is told and rewarded: the notice "come before 11" is known, its effect is not."""

CHANGE_POINTS = 1.0
"""Points that any change costs: people have to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """effect: outcomes that it touches. value: the 20 % quantile of its points, without penalties (points by key)."""

    effect: Mapping[Outcome, Expected]
    value: float
    penalties: Mapping[str, float]
    cost_fen: int


def appraise(ground: Ground, candidate: Candidate) -> Appraisal:
    """Weigh one change by the weights of the snapshot."""
    weights = ground.snapshot.weights
    effect = EFFECTS[candidate.action](ground, candidate)
    against = penalties(ground, candidate)
    parts = [(points_of(outcome, weights), one) for outcome, one in effect.items()]
    likely = sum(points * one.mean for points, one in parts)
    unsure = sum(abs(points) * deviation(one) for points, one in parts)
    cost = cost_fen(ground, candidate)
    value = likely - CAUTIOUS * unsure - sum(against.values()) - CHANGE_POINTS
    return Appraisal(effect=effect, value=value, penalties=against, cost_fen=cost)


def points_of(outcome: Outcome, weights: Weights) -> float:
    """Points for one unit of an outcome; overflow is worth its absence."""
    return {
        Outcome.OFF_PEAK_PERSON_HOURS: weights.person_hour,
        Outcome.OVERFLOW_MINUTES: -weights.overflow_minute,
        Outcome.ATTENDANCES: weights.attendance,
        Outcome.CONTRIBUTION_FEN: weights.yuan / 100,
    }[outcome]


def window(spell: Spell) -> Window:
    """A spell on the grid of half hours."""
    return Window(spell.space, spell.weekdays, half_of(spell.start), half_of(spell.end, ends=True))


def cost_fen(ground: Ground, candidate: Candidate) -> int:
    """What it costs a week: the coach's hours of a new class."""
    if not candidate.parameters.get("coach") or candidate.action not in (Action.ADD_CLASS, Action.DUAL_USE):
        return 0
    hours = minutes_of(candidate.target) / 60 * len(candidate.target.weekdays)
    return round(hours * ground.snapshot.weights.coach_hour_fen)


def heads(ground: Ground, candidate: Candidate, spell: Spell, *, capped: bool = True) -> Expected:
    """People at one session of a candidate in a window, as demand expects them there.

    capped: at most as many as there are places; otherwise as many as would like to come.
    """
    given, minutes = candidate.parameters, int(candidate.parameters["minutes"])
    segment, places = Segment(given["segment"]), int(given.get("places", "0"))
    room = min(places or ground.space(spell.space).capacity, ground.space(spell.space).capacity)
    occasions = [
        ground.occasion(given["programme"], segment, day, spell.start, minutes) for day in spell.weekdays
    ]
    found = [ground.expected_heads(occasion, room if capped else None) for occasion in occasions]
    total = found[0]
    for one in found[1:]:
        total = plus(total, one)
    return line(total, 1 / len(found))


def came(ground: Ground, candidate: Candidate) -> float | None:
    """People that came to a session of the series on average; None = nobody counted."""
    weekday = candidate.parameters.get("weekday")
    turns = ground.turns(candidate.series, int(weekday) if weekday else None)
    return mean([one.came for one in turns if one.came is not None])


def _new(ground: Ground, candidate: Candidate) -> Effect:
    """A session more: whom it draws from others of its kind within a day is taken off."""
    times, hours = len(candidate.target.weekdays), minutes_of(candidate.target) / 60
    coming = heads(ground, candidate, candidate.target)
    anew = net(coming, _near(ground, candidate))
    fee, cost = int(candidate.parameters.get("fee_fen", "0")), cost_fen(ground, candidate)
    return {
        Outcome.OFF_PEAK_PERSON_HOURS: line(coming, hours * times),
        Outcome.ATTENDANCES: line(anew, times),
        Outcome.CONTRIBUTION_FEN: line(anew, times * fee, -cost),
    }


def _near(ground: Ground, candidate: Candidate) -> float:
    """People who come to what is like it within a day anyway, on average over its weekdays."""
    given, target = candidate.parameters, candidate.target
    segment = Segment(given["segment"])
    found = [ground.near(given["programme"], segment, day, target.start) for day in target.weekdays]
    return sum(found) / len(found)


def _moved(ground: Ground, candidate: Candidate) -> Effect:
    """The same session elsewhere: some come no more, and those who come leave the crowd."""
    assert candidate.source is not None
    hours = minutes_of(candidate.target) / 60
    before, coming = came(ground, candidate) or 0.0, heads(ground, candidate, candidate.target)
    crowd = window(candidate.source)
    overflow, people = ground.per_week("overflow", crowd) or 0.0, ground.mean_people(crowd) or 0.0
    relieved = overflow * min(before / people, 1.0) if people else 0.0
    fee = int(candidate.parameters.get("fee_fen", "0"))
    change = line(coming, 1.0, -before)
    return {
        Outcome.OFF_PEAK_PERSON_HOURS: line(coming, hours),
        Outcome.OVERFLOW_MINUTES: told(-relieved, -overflow, 0.0, Evidence.PRIOR) if overflow else sure(0.0),
        Outcome.ATTENDANCES: change,
        Outcome.CONTRIBUTION_FEN: line(change, fee),
    }


def _released(ground: Ground, candidate: Candidate) -> Effect:
    """What nobody uses is free for what else is held in that space; the few who came stay away."""
    times, hours = len(candidate.target.weekdays), minutes_of(candidate.target) / 60
    lost = (mean([one.came or 0 for one in ground.turns(candidate.series)]) or 0.0) * times
    others = [one for one in ground.turns_in(candidate.target.space) if one.series != candidate.series]
    usual = mean([one.came for one in others if one.came]) or 0.0
    asked = any(not one.series for one in others)
    reused = ASKED_FOR if asked else REUSED
    return {
        Outcome.OFF_PEAK_PERSON_HOURS: line(reused, usual * hours * times, -lost * hours),
        Outcome.ATTENDANCES: line(reused, usual * times, -lost),
    }


def _resized(ground: Ground, candidate: Candidate) -> Effect:
    """A smaller room frees the larger one; a larger one lets in those who found no place."""
    assert candidate.source is not None
    times, hours = len(candidate.target.weekdays), minutes_of(candidate.target) / 60
    now = ground.space(candidate.source.space).capacity
    then = ground.space(candidate.target.space).capacity
    usual = came(ground, candidate) or 0.0
    if then < now:
        return {Outcome.OFF_PEAK_PERSON_HOURS: line(REUSED, (now - then) / 2 * hours * times)}
    waiting = mean([one.waiting for one in ground.turns(candidate.series)]) or 0.0
    more = told(min(waiting, then - now), 0.0, min(2 * waiting, then - now), Evidence.PRIOR)
    crowd = ground.per_week("overflow", window(candidate.source)) or 0.0
    share = min(max(then / now - 1, 0.0), 1.0) if usual else 0.0
    return {
        Outcome.ATTENDANCES: line(more, times),
        Outcome.OVERFLOW_MINUTES: told(-crowd * share, -crowd, 0.0, Evidence.PRIOR),
    }


def _person_hours(ground: Ground, spell: Spell) -> float:
    return (ground.per_week("person", window(spell)) or 0.0) / 60


def _banded(ground: Ground, candidate: Candidate) -> Effect:
    more, now = lift(ground.snapshot, candidate.action), _person_hours(ground, candidate.target)
    fen, before = int(candidate.parameters["fen"]), int(candidate.parameters["before_fen"])
    uses = now / (minutes_of(candidate.target) / 60) if now else 0.0
    return {
        Outcome.OFF_PEAK_PERSON_HOURS: line(more, now),
        Outcome.ATTENDANCES: line(more, uses),
        Outcome.CONTRIBUTION_FEN: line(more, uses * fen, uses * (fen - before)),
    }


def _earlier_meals(ground: Ground, candidate: Candidate) -> Effect:
    assert candidate.source is not None
    crowd = ground.per_week("overflow", window(candidate.source)) or 0.0
    return {
        Outcome.OFF_PEAK_PERSON_HOURS: line(MEAL_SHIFT, _person_hours(ground, candidate.source)),
        Outcome.OVERFLOW_MINUTES: line(MEAL_SHIFT, -crowd),
    }


def _shorter(ground: Ground, candidate: Candidate) -> Effect:
    """Whoever came at the edge stays away; the hours need nobody at the desk."""
    hours = minutes_of(candidate.target) / 60 * len(candidate.target.weekdays)
    saved = round(hours * ground.snapshot.weights.open_hour_fen)
    return {
        Outcome.OFF_PEAK_PERSON_HOURS: sure(-_person_hours(ground, candidate.target)),
        Outcome.CONTRIBUTION_FEN: told(saved, 0.0, saved, Evidence.PRIOR),
    }


def _reminded(ground: Ground, candidate: Candidate) -> Effect:
    times, hours = len(candidate.target.weekdays), minutes_of(candidate.target) / 60
    more = line(lift(ground.snapshot, candidate.action), (came(ground, candidate) or 0.0) * times)
    return {Outcome.OFF_PEAK_PERSON_HOURS: line(more, hours), Outcome.ATTENDANCES: more}


EFFECTS: Mapping[Action, Callable[[Ground, Candidate], Effect]] = {
    Action.MOVE_SESSION: _moved,
    Action.ADD_CLASS: _new,
    Action.GRANT_SLOT: _new,
    Action.PRICE_BAND: _banded,
    Action.MEAL_BAND: _earlier_meals,
    Action.RELEASE_GHOST: _released,
    Action.RIGHT_SIZE: _resized,
    Action.DUAL_USE: _new,
    Action.OPENING_HOURS: _shorter,
    Action.REMINDER: _reminded,
}
