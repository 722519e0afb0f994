"""What was weighed beside a proposal and why it is not proposed: the best three."""

from collections.abc import Iterator, Sequence

import numpy as np

from models.advice.appraisal import appraise
from models.advice.candidate import Candidate, given_of, half_of
from models.advice.explanation import Telling
from models.advice.portfolio import Weighed, spoil
from models.advice.recommendation import Alternative, Query
from models.advice.wanted import POINTS, Wanted, candidate_at
from models.advice.week_problem import Planned
from models.message import Message
from models.weekplan.problem import Offer

MOST = 3
APART = 2
"""Half hours: a start nearer than an hour is the same idea."""


def alternatives(telling: Telling, one: Weighed, plan: Planned, pool: Sequence[Weighed]) -> list[Alternative]:
    """Other hours and rooms of the same session, and other changes that would spoil it, the most points first."""
    here = one.candidate
    others = [other.candidate for other in pool if other is not one and spoil(here, other.candidate)]
    elsewhere = [*_other_starts(telling, here, plan)]
    weighed = [(appraise(telling.ground, other).value, other) for other in (*elsewhere, *others)]
    best = sorted(weighed, key=lambda pair: -pair[0])[:MOST]
    return [_told(telling, one, candidate, value) for value, candidate in best]


def _told(telling: Telling, one: Weighed, candidate: Candidate, value: float) -> Alternative:
    reason = "spoils" if candidate.action is not one.candidate.action else "fewer"
    if reason == "fewer" and value > one.value:
        reason = "taken"  # the plan needs the hour, the room or the coach for something else
    points = {"points": Query(key="value", given=given_of(candidate))}
    message = telling.say(f"advice.why_not.{reason}", points)
    return Alternative(
        action=candidate.action,
        target=candidate.target,
        value=round(value, 2),
        why_not=message or Message("advice.why_not.unknown"),
    )


def _other_starts(telling: Telling, here: Candidate, plan: Planned) -> Iterator[Candidate]:
    """The best start on each other day, and the best one well apart on the same day, of every offer of the same session."""
    name = next((key for key, chosen in plan.chosen.items() if chosen == here), "").rpartition("@")[0]
    for key, (wanted, offer) in plan.wanted.items():
        if name and key.rpartition("@")[0] == name:
            starts = sorted(_starts(offer, wanted, here), reverse=True)[:MOST]
            for _, day, half in starts:
                coach = wanted.coaches[0] if wanted.coaches else ""
                yield candidate_at(telling.ground, wanted, day, half, coach)


def _starts(offer: Offer, wanted: Wanted, here: Candidate) -> Iterator[tuple[float, int, int]]:
    """The best of each day that is not what was chosen."""
    for day in range(offer.value.shape[0]):
        points = offer.value[day].copy()
        if wanted.space == here.target.space and day in here.target.weekdays:
            half = half_of(here.target.start)
            points[max(half - APART + 1, 0) : half + APART] = 0
        if points.max() > 0:
            yield float(points.max()) / POINTS, day, int(np.argmax(points))
