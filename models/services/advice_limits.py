"""What other changes forbid a proposal, and what it would be worth elsewhere by the snapshot that it was made from."""

from collections.abc import Sequence
from dataclasses import replace

from models.advice.actions import PLANNED
from models.advice.appraisal import appraise, heads, window
from models.advice.candidate import Candidate
from models.advice.ground import Ground, ground_of
from models.advice.portfolio import meet, touched
from models.advice.proposing import weighed_again
from models.advice.recommendation import Recommendation
from models.message import Message
from models.ports import Ports
from models.services.advice_snapshot import UNDER_WAY
from models.services.advising import advice_of
from models.spell import Spell


def limits(ports: Ports, wanted: Recommendation) -> Sequence[Message]:
    """Windows of changes under way that it would fill or empty, and too many of them in one space: neither could be measured any more."""
    advice = advice_of(ports)
    under_way = [one for one in advice.recommendations.in_states(UNDER_WAY) if one.id != wanted.id]
    ids = {one.id for one in under_way}
    trials = [one for one in advice.trials.all() if one.id in ids]
    windows = [*(one.target for one in under_way), *(spell for one in trials for spell in one.controls)]
    found = []
    if any(meet(spell, window) for spell in touched(wanted) for window in windows):
        found.append(Message("refused.advice.measured_there"))
    here = sum(one.target.space == wanted.target.space for one in under_way)
    if here >= advice.rules.weights().changes:
        found.append(Message("refused.advice.too_many", {"n": here}))
    return found


def weighed_at(ports: Ports, kept: Recommendation, target: Spell) -> float | None:
    """Points there, None = cannot be said."""
    found = _looked_at(ports, replace(kept, target=target))
    return None if found is None else round(appraise(*found).value, 2)


def weighed_anew(ports: Ports, wanted: Recommendation) -> Recommendation:
    """With the reasons and the effect that it has as somebody wants it; unchanged where that cannot be said any more."""
    found = _looked_at(ports, wanted)
    return wanted if found is None else weighed_again(found[0], wanted)


def unbearable(ports: Ports, wanted: Recommendation) -> Sequence[Message]:
    """What the space, the house's hours and its fees forbid, by the snapshot that it was proposed from."""
    found = _looked_at(ports, wanted)
    if found is None:
        return ()
    return [told for rule in _FORBIDDING if (told := rule(*found)) is not None]


def _over_capacity(ground: Ground, candidate: Candidate) -> Message | None:
    if candidate.action not in PLANNED:
        return None
    capacity = ground.space(candidate.target.space).capacity
    people = round(heads(ground, candidate, candidate.target, capped=False).mean)
    places = int(candidate.parameters.get("places") or 0)
    most = max(min(people, places) if places else people, 0)
    return (
        Message("refused.advice.over_capacity", {"people": most, "capacity": capacity})
        if most > capacity
        else None
    )


def _in_quiet_hours(ground: Ground, candidate: Candidate) -> Message | None:
    found = window(candidate.target)
    quiet = ground.snapshot.quiet[list(found.weekdays), found.start : found.end]
    return Message("refused.advice.in_quiet_hours") if candidate.action in PLANNED and quiet.any() else None


def _above_the_cap(ground: Ground, candidate: Candidate) -> Message | None:
    cap = ground.snapshot.weights.price_cap_fen
    given = candidate.parameters.get("fen") or candidate.parameters.get("fee_fen") or "0"
    if not given.isdecimal():
        return Message("refused.typed.number", {"value": given})
    return Message("refused.advice.price_cap", {"cap": f"{cap / 100:g}"}) if int(given) > cap else None


_FORBIDDING = (_over_capacity, _in_quiet_hours, _above_the_cap)
"""Hard rules of domain.md 5.2 that a time, a place or a fee which somebody chose by hand can break."""


def _looked_at(ports: Ports, wanted: Recommendation) -> tuple[Ground, Candidate] | None:
    ground = _ground(ports, wanted)
    if ground is None or wanted.target.space not in ground.snapshot.spaces:
        return None
    given = dict(wanted.parameters)
    return ground, Candidate(
        action=wanted.action, target=wanted.target, source=wanted.source, parameters=given
    )


def _ground(ports: Ports, kept: Recommendation) -> Ground | None:
    """None where nothing was kept, or by a version that knew other things."""
    content = advice_of(ports).recommendations.snapshot(kept.snapshot)
    try:
        return ground_of(content) if content is not None else None
    except (KeyError, TypeError, ValueError):
        return None
