"""What other changes forbid a proposal, and what it would be worth elsewhere by the snapshot that it was made from."""

from collections.abc import Sequence

from models.advice.actions import PLANNED
from models.advice.appraisal import appraise, heads
from models.advice.candidate import Candidate
from models.advice.ground import Ground, ground_of
from models.advice.portfolio import meet, touched
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


def weighed_at(ports: Ports, kept: Recommendation, target: Spell) -> tuple[float | None, Sequence[Message]]:
    """Points there, None = cannot be said; and whether more people are expected than the space holds."""
    ground = _ground(ports, kept)
    if ground is None or target.space not in ground.snapshot.spaces:
        return None, ()
    moved = Candidate(action=kept.action, target=target, source=kept.source, parameters=dict(kept.parameters))
    capacity = ground.space(target.space).capacity
    people = round(heads(ground, moved, target).mean) if kept.action in PLANNED else 0
    crowd = {"people": people, "capacity": capacity}
    too_many = [Message("refused.advice.over_capacity", crowd)] if people > capacity else []
    return round(appraise(ground, moved).value, 2), too_many


def _ground(ports: Ports, kept: Recommendation) -> Ground | None:
    """None where nothing was kept, or by a version that knew other things."""
    content = advice_of(ports).recommendations.snapshot(kept.snapshot)
    try:
        return ground_of(content) if content is not None else None
    except (KeyError, TypeError, ValueError):
        return None
