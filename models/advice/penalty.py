"""What speaks softly against a change, in points: never hidden, never a reason to forbid it."""

from collections.abc import Callable, Mapping

from models.advice.candidate import Candidate, half_of
from models.advice.ground import Ground
from models.advice.rule import SoftRule
from models.demand.segment import Segment

_NOON, _EVENING = 24, 36


def _elders_late(_ground: Ground, candidate: Candidate) -> float:
    """Elders prefer mornings (domain.md 5.2)."""
    elders = candidate.parameters.get("segment") == Segment.SENIORS
    start = half_of(candidate.target.start)
    return 0.0 if not elders or start < _NOON else 3.0 if start >= _EVENING else 1.0


def _strange_zone(ground: Ground, candidate: Candidate) -> float:
    """What belongs to one colour of the house is less at home in another."""
    home = candidate.parameters.get("zone", "")
    return 2.0 if home and home != ground.space(candidate.target.space).zone else 0.0


def _crowded_changes(ground: Ground, candidate: Candidate) -> float:
    """Each change that is under way in a space makes the next one harder to tell apart."""
    return 1.0 * ground.snapshot.open_changes.get(candidate.target.space, 0)


def _free_people(_ground: Ground, candidate: Candidate) -> float:
    """Whoever pays less must not be worse off: an hour that is closed is an hour less for them."""
    return 2.0 if candidate.parameters.get("equity") == "1" else 0.0


SOFT: Mapping[str, Callable[[Ground, Candidate], float]] = {
    "elders_late": _elders_late,
    "strange_zone": _strange_zone,
    "open_changes": _crowded_changes,
    "equity": _free_people,
}
"""By key of `advice.constraint.<key>`."""

BY_PEOPLE = "soft_rule"
"""The key of rules that people made from rejections."""


def penalties(ground: Ground, candidate: Candidate) -> dict[str, float]:
    """Points by key, of those that apply."""
    found = {key: points(ground, candidate) for key, points in SOFT.items()}
    found[BY_PEOPLE] = sum(rule.penalty for rule in ground.snapshot.rules if _applies(rule, candidate))
    return {key: points for key, points in found.items() if points}


def _applies(rule: SoftRule, candidate: Candidate) -> bool:
    start, end = half_of(candidate.target.start), half_of(candidate.target.end, ends=True)
    return (
        not rule.ended
        and rule.action in (None, candidate.action)
        and rule.space in (None, candidate.target.space)
        and start < rule.end
        and rule.start < end
    )
