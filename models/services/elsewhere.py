"""What a proposal would be worth at another time or place: worked out from the snapshot that it was proposed from."""

from dataclasses import dataclass
from json import JSONDecodeError

from models.advice.appraisal import appraise
from models.advice.candidate import Candidate
from models.advice.ground import ground_of
from models.advice.recommendation import Outcome, Recommendation
from models.expectation import Evidence, Expected
from models.ports import Ports
from models.services.advising import advice_of
from models.spell import Spell


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """A week there against a week as proposed, positive = more. people: attendances, None = not enough is known."""

    points: float
    people: float | None


def worth(ports: Ports, one: Recommendation, target: Spell) -> Worth | None:
    """None where it cannot be said: the snapshot is gone, or it knows nothing of that place. Raises RefusedError, StoreError."""
    content = advice_of(ports).recommendations.snapshot(one.snapshot)
    if content is None:
        return None
    try:
        ground = ground_of(content)
        here, there = (
            appraise(
                ground,
                Candidate(action=one.action, target=spell, source=one.source, parameters=one.parameters),
            )
            for spell in (one.target, target)
        )
    except (KeyError, TypeError, JSONDecodeError):
        return None
    before, after = (found.effect.get(Outcome.ATTENDANCES) for found in (here, there))
    return Worth(points=there.value - here.value, people=_more(before, after))


def _more(before: Expected | None, after: Expected | None) -> float | None:
    if before is None or after is None or Evidence.NONE in (before.evidence, after.evidence):
        return None
    return after.mean - before.mean
