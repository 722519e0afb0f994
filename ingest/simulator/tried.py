"""What the simulated centre tried: each planted effect as a decision of the past, with the trial that was fixed before it began."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from ingest.simulator.effects import EFFECTS, WORKING, Change, Effect
from ingest.simulator.invoices import MANAGER
from ingest.simulator.world import World
from models.advice.iso_week import week_of
from models.advice.recommendation import Confidence, Decision, Recommendation, State
from models.advice.snapshot import digest
from models.centre import SpaceId
from models.effect.panel import LEAST_BEFORE, WEEK
from models.ports import Ports
from models.services.deed import done_by
from models.services.trial_start import freeze_change
from models.spell import Spell

_BEFORE = LEAST_BEFORE + 2
"""Weeks of facts before a start, holidays among them, below which nothing could be measured."""


def try_out(world: World, ports: Ports, today: date) -> int:
    """Write down what was decided about every effect that has begun; how many were new. Nothing is made of them: the
    simulator itself plays what they changed. Raises StoreError."""
    advice, span = ports.advice, ports.slots.span()
    if advice is None or span is None:
        return 0
    earliest = world.centre.day_of(span.start) + _BEFORE * WEEK
    found = 0
    for one, snapshot in _tried(world, today):
        kept = advice.recommendations.find(one.id)
        if one.target.first < earliest or (kept and kept.decisions):
            continue
        if kept is None:
            advice.recommendations.propose([one], snapshot)
        _agree(ports, kept or one)
        found += 1
    return found


def _tried(world: World, today: date) -> Iterator[tuple[Recommendation, bytes]]:
    for effect in EFFECTS.values():
        space = next((key for key, one in world.centre.spaces.items() if effect.concerns(one)), None)
        if effect.changes and space is not None:
            yield _proposed(effect, space, effect.begun(today))


def _proposed(effect: Effect, space: SpaceId, start: date) -> tuple[Recommendation, bytes]:
    """No fact led to it: it was planted, so that no week is taken out of its baseline."""
    target, *displaced = (_spell(effect, change, space, start) for change in effect.changes)
    snapshot = json.dumps({"simulated": effect.id, "starts": start.isoformat()}).encode()
    made_at = _noon(start - timedelta(weeks=2))
    return Recommendation(
        id=f"sim-{effect.id}-{start.year}",
        week=week_of(start),
        action=effect.action,
        target=target,
        facts=(),
        why=(),
        constraints=(),
        alternatives=(),
        effect={},
        value=0.0,
        displaced=tuple(displaced),
        confidence=Confidence.LOW,
        expires_at=_noon(start),
        snapshot=digest(snapshot),
        made_at=made_at,
    ), snapshot


def _spell(effect: Effect, change: Change, space: SpaceId, start: date) -> Spell:
    weekdays = tuple(range(5 if effect.day_types == WORKING else 7))
    return Spell(space=space, weekdays=weekdays, start=change.start, end=change.end, first=start)


def _agree(ports: Ports, one: Recommendation) -> None:
    """As a manager would, a week before the start."""
    at = _noon(one.target.first - WEEK)
    trial = freeze_change(replace(ports, clock=lambda: at), one)
    decision = Decision(by=MANAGER, at=at, state=State.ACCEPTED)
    told = done_by(ports, MANAGER, f"advice.{State.ACCEPTED}", one.id, at, action=one.action, reason="")
    if ports.advice is not None:
        accepted = replace(one, state=State.ACCEPTED, decisions=(decision,))
        ports.advice.recommendations.decide(accepted, told, trial)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(4), tzinfo=UTC)
