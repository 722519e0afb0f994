"""Occupancy and holds joined on the quarter-hour grid: the fact that every figure is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from models.calendar import SLOT, Window, business_day, floor_slot
from models.centre import Schedule, Space, SpaceId
from models.hold import BOOKED, Hold
from models.live import COMFORT
from models.occupancy import Occupancy
from models.reading import Quality
from models.tracker import QUIET_BEFORE_ZERO

CALC_VERSION = 4
"""Raised whenever the meaning of a column changes; `./linli recount` makes facts of an older version anew."""

SURE_COVERAGE = 0.8
"""Share of the open part of a slot that must be measured for the fact to be good."""

LEAVING = timedelta(hours=1)
"""How long after closing whoever leaves had been there in the open time; later it is the cleaner."""

LOOK_BACK = timedelta(hours=24)
"""How far before a business day counting is taken up where the space was open at its start."""

_MEASURED = (
    *("open_min", "measured_min", "person_min", "used_min", "peak", "booked_min", "booked_seat_min"),
    *("booked_used_min", "ghost_min", "walkin_min", "overflow_min", "over_limit_min"),
)
_MOMENT = timedelta(microseconds=1)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFact:
    """One space in one quarter hour (domain.md 4.2). Minutes are parts of the quarter hour, 0..15.

    Laws: 0 <= measured_min <= open_min <= 15;
    booked_used_min + ghost_min + walkin_min <= measured_min, the rest is idle.
    Everything but open_min, booked_min and booked_seat_min is counted inside the measured part only: a gap is no data,
    not zero. entries and exits are what the doors counted in the slot, and in the last slot before closing also the exits
    of LEAVING after it: those who leave then are the visitors of the open time; peak is the most people at one time.
    overflow_min, over_limit_min: above the comfort line and above the capacity, so the second is part of the first.
    """

    space: SpaceId
    start: datetime
    open_min: float
    measured_min: float
    person_min: float
    used_min: float
    entries: int
    exits: int
    peak: float
    capacity: int
    booked_min: float
    booked_seat_min: float
    booked_used_min: float
    ghost_min: float
    walkin_min: float
    overflow_min: float
    over_limit_min: float
    quality: Quality
    calc_version: int = CALC_VERSION


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A window cut at every change, so that all is constant inside a piece. All arrays have shape (pieces,)."""

    slot: NDArray[np.intp]
    minutes: Numbers
    people: Numbers
    sure: NDArray[np.bool_]
    open: NDArray[np.bool_]
    unbounded: NDArray[np.bool_]
    holds: Numbers
    seats: Numbers


def business_window(day: date, schedule: Schedule) -> Window:
    """The 24 hours of one business day of a space."""
    return business_day(day, schedule.zone)


def fold_start(day: date, schedule: Schedule) -> datetime:
    """From where the readings of a business day must be taken, so that counting begins with nobody inside.

    That is 04:00 local, or an hour before the space opened where it is open then. What never closes is taken up from
    LOOK_BACK before; who was there by then is not known.
    """
    start = business_window(day, schedule).start
    first = start
    while (span := schedule.span_at(first)) is not None and first > start - LOOK_BACK:
        first = span.start - _MOMENT
    return start if first == start else max(first + _MOMENT - QUIET_BEFORE_ZERO, start - LOOK_BACK)


def slot_facts(space: Space, schedule: Schedule, present: Occupancy, holds: Iterable[Hold]) -> list[SlotFact]:
    """One fact for each quarter hour of the occupancy's window in which the space was open, in order.

    A booking counts as far as the space is open (domain.md 2.2).

    The window must lie on the quarter-hour grid. Capacity is that of the slot's local date; of days on which none is in force
    there are no facts, and so no data.
    """
    window = present.window
    if any(floor_slot(edge) != edge for edge in (window.start, window.end)):
        raise ValueError(f"window {window.start} to {window.end} is not on the quarter-hour grid")
    held = [b for b in holds if b.status in BOOKED and b.space == space.id]
    pieces = _pieces(window, present, schedule.within(window), held)
    count = (window.end - window.start) // SLOT
    columns = _columns(pieces, present, count, space, _capacities(space, schedule, window, count))
    wanted = np.flatnonzero((columns["open_min"] > 0) & ~np.isnan(columns["capacity"]))
    return [_fact(space, window.start + int(n) * SLOT, columns, int(n)) for n in wanted]


def _pieces(window: Window, present: Occupancy, spans: Sequence[Window], held: Sequence[Hold]) -> _Pieces:
    start, end = window.start.timestamp(), window.end.timestamp()
    step = SLOT.total_seconds()
    booked = [b.window for b in held]
    edges = np.concatenate([np.arange(start, end + 1, step), present.starts, _edges(spans), _edges(booked)])
    edges = np.unique(edges[(edges >= start) & (edges <= end)])
    left = edges[:-1]
    place = present.step(left)
    return _Pieces(
        slot=((left - start) // step).astype(np.intp),
        minutes=np.diff(edges) / 60.0,
        people=present.at(left),
        sure=present.sure[place],
        unbounded=np.isinf(present.high[place]) if len(present.high) else np.zeros(len(left), dtype=bool),
        open=_covering(left, spans, [1.0] * len(spans)) > 0,
        holds=_covering(left, booked, [1.0] * len(booked)),
        seats=_covering(left, booked, [float(b.seats) for b in held]),
    )


def _edges(windows: Sequence[Window]) -> Numbers:
    return np.array([at.timestamp() for w in windows for at in (w.start, w.end)], dtype=float)


def _covering(at: Numbers, windows: Sequence[Window], weights: Sequence[float]) -> Numbers:
    """The summed weight of the windows that cover each instant."""
    total = np.zeros(len(at))
    for window, weight in zip(windows, weights, strict=True):
        total += weight * ((at >= window.start.timestamp()) & (at < window.end.timestamp()))
    return total


def _capacities(space: Space, schedule: Schedule, window: Window, count: int) -> Numbers:
    starts = [(window.start + n * SLOT).astimezone(schedule.zone).date() for n in range(count)]
    by_day = {day: space.limit(day) for day in set(starts)}
    return np.array([by_day[day] for day in starts], dtype=float)


def _columns(
    pieces: _Pieces, present: Occupancy, count: int, space: Space, capacity: Numbers
) -> dict[str, Numbers]:
    measured = pieces.open & ~np.isnan(pieces.people)
    people = np.where(measured, pieces.people, 0.0)
    # A lower bound cannot say that a group is too small: who is surely there counts as use, of uncertain quality.
    used = measured & ((people >= space.group_minimum) | (pieces.unbounded & (people >= 1)))
    booked = pieces.holds > 0
    limit = capacity[pieces.slot]

    def minutes(where: NDArray[np.bool_], weight: Numbers | float = 1.0) -> Numbers:
        return _summed(pieces.slot, pieces.minutes * where * weight, count)

    peak = np.zeros(count)
    np.maximum.at(peak, pieces.slot, people)
    return {
        "open_min": minutes(pieces.open),
        "measured_min": minutes(measured),
        "sure_min": minutes(measured & pieces.sure),
        "person_min": minutes(measured, people),
        "used_min": minutes(used),
        "peak": peak,
        "capacity": capacity,
        "booked_min": minutes(pieces.open & booked),
        "booked_seat_min": minutes(pieces.open & booked, pieces.seats),
        "booked_used_min": minutes(used & booked),
        "ghost_min": minutes(measured & booked & ~used),
        "walkin_min": minutes(used & ~booked),
        "overflow_min": minutes(measured & (people > COMFORT * limit)),
        "over_limit_min": minutes(measured & (people > limit)),
        **_crossed(present, count, minutes(pieces.open) > 0),
    }


def _crossed(present: Occupancy, count: int, opened: NDArray[np.bool_]) -> dict[str, Numbers]:
    first = present.window.start
    slots = np.array([(c.at - first) // SLOT for c in present.crossings], dtype=np.intp)
    inside = (slots >= 0) & (slots < count)
    told = {name: [float(getattr(c, name)) for c in present.crossings] for name in ("entries", "exits")}
    found = {name: _summed(slots[inside], np.array(said)[inside], count) for name, said in told.items()}
    return {**found, "exits": _with_late_leavers(found["exits"], opened)}


def _with_late_leavers(exits: Numbers, opened: NDArray[np.bool_]) -> Numbers:
    """Exits of shut slots soon after closing, booked to the last open slot before them; those of other shut slots stay."""
    number = np.arange(len(exits))
    last = np.maximum.accumulate(np.where(opened, number, -1))
    late = ~opened & (last >= 0) & (number - last <= LEAVING // SLOT)
    return _summed(np.where(late, last, number), exits, len(exits))


def _summed(slot: NDArray[np.intp], weights: Numbers, count: int) -> Numbers:
    return np.bincount(slot, weights=weights, minlength=count).astype(np.float64)


def _fact(space: Space, start: datetime, columns: dict[str, Numbers], n: int) -> SlotFact:
    def minutes(name: str) -> float:
        # A millionth of a minute: far below any sensor, and it keeps sums of pieces at 15, not 15.000000000000002.
        return round(float(columns[name][n]), 6)

    return SlotFact(
        space=space.id,
        start=start,
        **{name: minutes(name) for name in _MEASURED},
        entries=int(columns["entries"][n]),
        exits=int(columns["exits"][n]),
        capacity=int(columns["capacity"][n]),
        quality=_quality(minutes("open_min"), minutes("measured_min"), minutes("sure_min")),
        calc_version=CALC_VERSION,
    )


def _quality(open_min: float, measured_min: float, sure_min: float) -> Quality:
    if measured_min <= 0:
        return Quality.BAD
    return Quality.GOOD if sure_min >= SURE_COVERAGE * open_min else Quality.UNCERTAIN
