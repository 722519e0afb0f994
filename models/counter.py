"""Running totals of a people counter -> how many crossed since the last sample, although counters wrap, reset and lie."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CounterFlag(StrEnum):
    """What was odd about a sample."""

    WRAP = "wrap"  # the register overflowed and went on from zero
    RESET = "reset"  # the device forgot its total
    DIP = "dip"  # the total went back a little; nobody left a total
    RECOVERED = "recovered"  # the total came back to where it was before a fall
    DUPLICATE = "duplicate"  # the same sample again
    LATE = "late"  # older than what is already counted
    IMPLAUSIBLE = "implausible"  # more than could have walked through in that time


RESET_SHARE = 0.9
"""A total below this share of the last one has been reset; above it, it dipped (Home Assistant's rule)."""

FASTEST = 5.0
"""Persons per second through one line: a stadium gate. What is faster is the counter's mistake."""

SLACK = 50
"""Persons that may be told at once whatever the clock says: stamps are rounded and delayed."""

RECOVERY_FROM = 50
"""A fall from at least this total is undone when the very next sample is back above it."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Both running totals of one line at one instant."""

    at: datetime
    entries: float
    exits: float


@dataclass(frozen=True, slots=True)
class Crossing:
    """How many persons crossed a line, found at the instant `at`."""

    at: datetime
    entries: int
    exits: int
    flags: frozenset[CounterFlag] = frozenset()


@dataclass(slots=True)
class _Side:
    last: float
    before_fall: float | None = None

    def fell(self, total: float) -> bool:
        return total < RESET_SHARE * self.last

    def could_not_fall(self) -> bool:
        return self.last == 0

    def copy(self) -> "_Side":
        return _Side(self.last, self.before_fall)


class Counter:
    """One line of one counter. Feed its totals in order of arrival; each gives a Crossing (the first one: nobody).

    Rules, in order: a sample that is not newer counts nothing; a wrap needs a register near its end and then near zero;
    a fall of more than 10 % is a reset, and counts the new total only where both sides fell (a side at zero cannot fall);
    a smaller fall is a dip and counts nothing until the old total is passed; a fall that the next sample undoes never was;
    a jump that nobody could have walked counts nothing, and never was when the next sample undoes it.
    """

    __slots__ = ("_at", "_before_jump", "_entries", "_exits", "_span")

    def __init__(self, bits: int = 32) -> None:
        self._span = 2.0**bits
        self._at: datetime | None = None
        self._entries = _Side(0)
        self._exits = _Side(0)
        self._before_jump: tuple[_Side, _Side] | None = None

    def feed(self, totals: Totals) -> Crossing:
        """Count what one sample adds. Counts are never negative."""
        if self._at is None:
            self._at, self._entries, self._exits = totals.at, _Side(totals.entries), _Side(totals.exits)
            return Crossing(totals.at, 0, 0)
        if totals.at <= self._at:
            same = (totals.entries, totals.exits) == (self._entries.last, self._exits.last)
            flag = CounterFlag.DUPLICATE if totals.at == self._at and same else CounterFlag.LATE
            return Crossing(totals.at, 0, 0, frozenset({flag}))
        most = SLACK + FASTEST * (totals.at - self._at).total_seconds()
        self._at = totals.at
        self._forget_jump(totals, most)
        before = self._entries.copy(), self._exits.copy()
        both = self._both_reset(totals)
        entries, in_flag = self._step(self._entries, totals.entries, both)
        exits, out_flag = self._step(self._exits, totals.exits, both)
        if max(entries, exits) > most:
            self._before_jump = before
            return Crossing(totals.at, 0, 0, frozenset({CounterFlag.IMPLAUSIBLE}))
        return Crossing(totals.at, entries, exits, frozenset(f for f in (in_flag, out_flag) if f))

    def _forget_jump(self, totals: Totals, most: float) -> None:
        """After a jump: go on from where it was when the totals are back there, else from where they jumped to."""
        before, self._before_jump = self._before_jump, None
        if before and all(
            0 <= total - side.last <= most
            for side, total in zip(before, (totals.entries, totals.exits), strict=True)
        ):
            self._entries, self._exits = before

    def _both_reset(self, totals: Totals) -> bool:
        sides = ((self._entries, totals.entries), (self._exits, totals.exits))
        return all(side.fell(total) or side.could_not_fall() for side, total in sides)

    def _step(self, side: _Side, total: float, both: bool) -> tuple[int, CounterFlag | None]:
        last, before, side.before_fall = side.last, side.before_fall, None
        if total >= last:
            side.last = total
            if before is not None and total >= before:
                return int(total - before), CounterFlag.RECOVERED
            return int(total - last), None
        if last > 0.9 * self._span and total < 0.1 * self._span:
            side.last = total
            return int(total + self._span - last), CounterFlag.WRAP
        if not side.fell(total):
            return 0, CounterFlag.DIP
        side.last = total
        side.before_fall = last if last >= RECOVERY_FROM else None
        return (int(total) if both else 0), CounterFlag.RESET
