"""The weeks of the past that are still to be filled, and how a process works one out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from ingest.simulator.week import Past, past
from ingest.simulator.world import World
from models.centre import SpaceId


@dataclass(frozen=True, slots=True)
class Task:
    """The part of one week of one space that is still to be filled."""

    space: SpaceId
    monday: date
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """What every task has in common: the end of the past, and from when on readings are kept."""

    until: datetime
    keep_from: datetime


def pasts(world: World, span: Span) -> Callable[[Task], Past]:
    """What a process does with its tasks."""
    return lambda task: past(world, task.space, task.days, span.until, span.keep_from)
