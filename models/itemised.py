"""The sum behind a number of people: every change of the day as a line, so that start and lines make the number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.centre import SensorId

ITEMS = (
    "sum.start",
    "sum.entries",
    "sum.exits",
    "sum.bias",
    "sum.lean",
    "sum.departures",
    "sum.edge",
    "sum.guessed",
    "sum.returned",
    "sum.emptied",
    "sum.camera",
    "sum.stuck_camera",
    "sum.motionless",
    "sum.motion",
    "sum.proven",
    "sum.rounded",
)
"""Every reason for which a number may change; each has words in both languages. The first and the last frame the rest."""

NEWEST = timedelta(hours=1)
"""Changes of the last hour stand each for itself; older ones by the hour, sensor and reason."""

TENTHS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One change: persons (negative: fewer), for which reason, by whose word (None = nobody's alone)."""

    at: datetime
    key: str
    persons: float
    sensor: SensorId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Changes from first to last for one reason, by one sensor's word. tenths: tenths of persons that they come to;
    total: tenths of persons after this line and all before it; changes: how many they are."""

    first: datetime
    last: datetime
    key: str
    sensor: SensorId | None
    tenths: int
    total: int
    changes: int = 1

    @property
    def persons(self) -> float:
        return self.tenths / TENTHS


def itemised(
    start: float, items: Iterable[Item], shown: float, begun: datetime, at: datetime
) -> Sequence[Line]:
    """The lines from so many people at `begun` to the whole number shown at `at`, in order of time.

    Counted in whole tenths, so that they add up exactly: what is rounded off one line is carried to the next that is no
    whole number, and what the number shown is rounded by is a line of its own.
    """
    lines: list[Line] = []
    carried, total = 0.0, 0

    def add(first: Item, last: Item, persons: float, changes: int) -> None:
        nonlocal carried, total
        whole = persons == round(persons)
        tenths = round(persons * TENTHS + (0.0 if whole else carried))
        carried += persons * TENTHS - tenths
        total += tenths
        if tenths or not lines:
            lines.append(
                Line(
                    first=first.at,
                    last=last.at,
                    key=first.key,
                    sensor=first.sensor,
                    tenths=tenths,
                    total=total,
                    changes=changes,
                )
            )

    opening = Item(at=begun, key="sum.start", persons=start)
    add(opening, opening, start, 1)
    for block in _blocks(items, at):
        add(block[0], block[-1], sum(item.persons for item in block), len(block))
    closing = Item(at=at, key="sum.rounded", persons=shown - total / TENTHS)
    add(closing, closing, round(closing.persons, 1), 1)
    return lines


def by_reason(lines: Iterable[Line]) -> Sequence[Line]:
    """One line for each reason and sensor, in the order in which they first came; the first and the last stay so."""
    found: dict[tuple[str, SensorId | None], Line] = {}
    for line in lines:
        known = found.get((line.key, line.sensor))
        found[line.key, line.sensor] = line if known is None else _joined(known, line)
    return list(found.values())


def _joined(one: Line, more: Line) -> Line:
    return replace(
        one,
        last=more.last,
        tenths=one.tenths + more.tenths,
        total=more.total,
        changes=one.changes + more.changes,
    )


def _blocks(items: Iterable[Item], at: datetime) -> Iterable[Sequence[Item]]:
    """Changes that make one line together, in order of the first of each."""
    found: dict[tuple[datetime, str, SensorId | None], list[Item]] = {}
    for item in items:
        hour = item.at.replace(minute=0, second=0, microsecond=0)
        when = item.at if at - item.at < NEWEST else min(hour, at - NEWEST)
        found.setdefault((when, item.key, item.sensor), []).append(item)
    return [found[key] for key in sorted(found, key=lambda key: key[0])]
