"""Whether a project needs a new room at all: how the rooms that are there were used, as measured, before anything is built."""

from dataclasses import dataclass
from datetime import timedelta

from models.account import Account, Permission
from models.centre import SpaceId, SpaceKind
from models.metric import METRICS
from models.metric.period import Period
from models.ports import Ports
from models.services.project_keeping import permitted
from models.services.use import period_use
from models.use_figures import coverage, known
from models.utilisation import Utilisation

WEEKS = 8
ROOMS = frozenset({SpaceKind.ROOM, SpaceKind.CARE})
"""Kinds of space that a service project may use; a gym or a canteen has a use of its own."""


@dataclass(frozen=True, slots=True)
class RoomUse:
    """utilisation: 0..1, None where too little was measured; idle: open hours a week in which nobody was there, of the measured
    ones; coverage: 0..1."""

    space: SpaceId
    utilisation: float | None
    idle: float | None
    coverage: float | None


def rooms_used(ports: Ports, account: Account) -> list[RoomUse]:
    """The least used first; those of which too little is known at the end. Raises RefusedError, StoreError."""
    permitted(ports, account, Permission.PROJECT_READ)
    today = ports.centre.business_day_of(ports.clock())
    period = Period(today - timedelta(weeks=WEEKS), today - timedelta(days=1))
    spaces = [key for key, one in ports.centre.spaces.items() if one.kind in ROOMS]
    if not spaces:
        return []
    use = period_use(ports, period, spaces).spaces
    found = [_room(space, use[space]) for space in spaces]
    return sorted(found, key=lambda one: (one.utilisation is None, one.utilisation or 0.0))


def _room(space: SpaceId, use: Utilisation) -> RoomUse:
    idle = known(METRICS["idle_hours"], use)
    return RoomUse(
        space, known(METRICS["utilisation"], use), None if idle is None else idle / WEEKS, coverage(use)
    )
