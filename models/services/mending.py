"""A week's proposals mended after a coach fell out: most stay as they were, a few move, and people decide as ever."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.advice.actions import PLANNED
from models.advice.candidate import Candidate
from models.advice.recommendation import Recommendation, State
from models.ports import Ports
from models.services.advising import Worked, advice_of, worked_out
from models.weekplan.resolve import resolved


@dataclass(frozen=True, slots=True)
class Mended:
    """What a mended week proposes; how many of its proposals are new, and how many of those before are not in it."""

    worked: Worked
    new: int
    gone: int


def mended(ports: Ports, week: str) -> Mended:
    """What is proposed and not decided on, with at most resolve.MOVES sessions elsewhere or with somebody else.

    Nothing is kept. Raises RefusedError, also for a week that has begun, StoreError.
    """
    kept = advice_of(ports).recommendations.of_week(week)
    before = [one for one in kept if one.state is State.PROPOSED]
    planned = [_candidate(one) for one in before if one.action in PLANNED]
    worked = worked_out(ports, week, solve=resolved, before=planned)
    now = worked.advised.recommendations
    return Mended(worked, new=_only_in(now, before), gone=_only_in(before, now))


def _candidate(one: Recommendation) -> Candidate:
    return Candidate(action=one.action, target=one.target, source=one.source, parameters=one.parameters)


def _only_in(some: Sequence[Recommendation], others: Sequence[Recommendation]) -> int:
    known = [_what(one) for one in others]
    return sum(_what(one) not in known for one in some)


def _what(one: Recommendation) -> tuple[object, ...]:
    given = (one.parameters.get(name, "") for name in ("series", "organiser", "coach"))
    return one.action, one.target, one.source, *given
