"""What a change has to keep to, and how much is left: hard limits that are never broken, soft ones that are shown."""

from collections.abc import Callable, Iterator, Mapping

from models.advice.action import Action
from models.advice.appraisal import heads, window
from models.advice.candidate import Candidate
from models.advice.ground import Ground
from models.advice.penalty import BY_PEOPLE, SOFT
from models.advice.recommendation import Constraint, Held

_IN_A_ROOM = frozenset({Action.MOVE_SESSION, Action.ADD_CLASS, Action.GRANT_SLOT, Action.DUAL_USE})

Slack = Callable[[Ground, Candidate], float | None]


def _capacity(ground: Ground, candidate: Candidate) -> float | None:
    if candidate.action not in _IN_A_ROOM:
        return None
    return ground.space(candidate.target.space).capacity - heads(ground, candidate, candidate.target).high


def _head_room(ground: Ground, candidate: Candidate) -> float | None:
    high = ground.expected("high", window(candidate.target))
    return None if high is None else ground.space(candidate.target.space).capacity - high


def _changes(ground: Ground, candidate: Candidate) -> float | None:
    under_way = ground.snapshot.open_changes.get(candidate.target.space, 0)
    return float(ground.snapshot.weights.changes - under_way - 1)


def _price_cap(ground: Ground, candidate: Candidate) -> float | None:
    fen = candidate.parameters.get("fen") or candidate.parameters.get("fee_fen")
    return None if not fen else (ground.snapshot.weights.price_cap_fen - int(fen)) / 100


def _kept(_ground: Ground, _candidate: Candidate) -> float | None:
    return None


HARD: Mapping[str, tuple[frozenset[Action], Slack]] = {
    "capacity": (_IN_A_ROOM, _capacity),
    "head_room": (_IN_A_ROOM, _head_room),
    "opening": (_IN_A_ROOM | {Action.RIGHT_SIZE}, _kept),
    "bookings": (_IN_A_ROOM | {Action.RIGHT_SIZE}, _kept),
    "cleaning": (_IN_A_ROOM, _kept),
    "quiet_hours": (_IN_A_ROOM, _kept),
    "coach": (frozenset({Action.MOVE_SESSION, Action.ADD_CLASS, Action.DUAL_USE}), _kept),
    "price_cap": (frozenset({Action.ADD_CLASS, Action.DUAL_USE, Action.PRICE_BAND}), _price_cap),
    "changes": (frozenset(Action), _changes),
    "measuring": (frozenset(Action), _kept),
}
"""By key of `advice.constraint.<key>`: for which actions, and how much is left (None = it is kept or it is not)."""


def constraints(ground: Ground, candidate: Candidate, against: Mapping[str, float]) -> Iterator[Constraint]:
    """Hard ones first. against: points of soft ones that were relaxed."""
    for key, (actions, slack) in HARD.items():
        if candidate.action in actions:
            left = slack(ground, candidate)
            held = Held.BINDING if left is not None and left <= 0 else Held.OK
            yield Constraint(
                key=key, hard=True, held=held, slack=None if left is None else max(round(left, 2), 0.0)
            )
    for key in (*SOFT, BY_PEOPLE):
        points = against.get(key, 0.0)
        if points or key in SOFT:
            held = Held.RELAXED if points else Held.OK
            yield Constraint(key=key, hard=False, held=held, slack=-points if points else None)
