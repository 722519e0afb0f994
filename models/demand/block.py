"""Blocks of the week: two hours of the local day, on days that are workdays for most people and on days that are free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from models.calendar import DayType

HOURS = 2
PARTS = 24 // HOURS
_PART_MINUTES = HOURS * 60
_DAY_MINUTES = 24 * 60

FREE_DAYS = frozenset({DayType.REST, DayType.STATUTORY})
"""When most people need not work: a make-up Saturday is no such day, whatever its weekday is called."""


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """free: a day off for most people; part: which two hours of the local day, 0..PARTS-1.

    Not by weekday: a class of one hour a week is held in one to three blocks, and with seven days a centre's year would
    leave nine in ten of them without a single session.
    """

    free: bool
    part: int

    def __post_init__(self) -> None:
        if not 0 <= self.part < PARTS:
            raise ValueError(f"a day has parts 0 to {PARTS - 1}, not {self.part}")

    @property
    def number(self) -> int:
        """Its place in BLOCKS."""
        return PARTS * self.free + self.part


BLOCKS: Sequence[Block] = tuple(Block(free, part) for free in (False, True) for part in range(PARTS))


def block_of(day_type: DayType, start: time, minutes: int) -> Block:
    """The block that holds the middle of a session, so that one from 9:30 to 11:30 belongs to the hours from ten on."""
    middle = start.hour * 60 + start.minute + minutes // 2
    return Block(day_type in FREE_DAYS, middle % _DAY_MINUTES // _PART_MINUTES)
