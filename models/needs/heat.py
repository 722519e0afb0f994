"""How much is wanted, where and when: voices by topic, grid cell, month and hour of the week, and what became of needs."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from models.needs.need import Need, NeedStatus, WantedTime
from models.suppression import Cell, suppressed

CLOSED = frozenset({NeedStatus.MET, NeedStatus.DECLINED})
"""Statuses in which somebody has an answer for good."""

Hour = tuple[int, int]
"""Weekday from 0 = Monday, and hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Voices by row and column, each with its total at the end and below. A hidden cell says why it is."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of needs, repeats counted with the need that they repeat. closed: share of 1, None = there is none."""

    needs: int
    voices: int
    repeats: int
    waiting: int
    closed: float | None


def said_once(needs: Iterable[Need]) -> list[Need]:
    """Without those that repeat another one."""
    return [one for one in needs if not one.of]


def heat(
    needs: Sequence[Need],
    row: Callable[[Need], str],
    column: Callable[[Need], str],
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    discreet: bool,
) -> Heat:
    """Voices by two properties of a need; what is in none of the rows and columns is not counted.

    discreet: for those outside: fewer than K voices are hidden, with others beside them (models.suppression).
    """
    counts: Counter[tuple[str, str]] = Counter()
    for one in needs:
        counts[row(one), column(one)] += one.voices
    table = [[counts[r, c] for c in columns] for r in rows]
    if discreet:
        return Heat(rows=rows, columns=columns, cells=suppressed(table))
    full = [[*line, sum(line)] for line in table]
    below = [sum(part) for part in zip(*full, strict=True)] if full else [0] * (len(columns) + 1)
    return Heat(rows=rows, columns=columns, cells=[*full, below])


def outcome(needs: Sequence[Need]) -> Outcome:
    once = said_once(needs)
    closed = sum(one.status in CLOSED for one in once)
    return Outcome(
        needs=len(once),
        voices=sum(one.voices for one in needs),
        repeats=len(needs) - len(once),
        waiting=sum(one.status is NeedStatus.NEW for one in once),
        closed=closed / len(once) if once else None,
    )


def month_of(zone: ZoneInfo) -> Callable[[Need], str]:
    """ "2026-11" of a need, local."""
    return lambda need: local(need.received_at, zone).strftime("%Y-%m")


def local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone)


def hours(times: Iterable[WantedTime]) -> frozenset[Hour]:
    """The hours of the week that spans touch, each once."""
    return frozenset(
        (one.weekday, hour)
        for one in times
        for hour in range(one.start_minute // 60, -(-one.end_minute // 60))
    )


def by_hour(needs: Iterable[Need], times: Callable[[Need], Sequence[WantedTime]]) -> Mapping[Hour, int]:
    """Voices that named each hour of the week; an hour that nobody named is absent."""
    counts: Counter[Hour] = Counter()
    for one in needs:
        counts.update(dict.fromkeys(hours(times(one)), one.voices))
    return counts
