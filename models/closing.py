"""A space's business day added up: what its doors drifted by, and what the next days learn from."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from models.balance import SLOTS, Balance, Heard
from models.calendar import BUSINESS_DAY_CUT, Window, business_date
from models.centre import SensorId
from models.estimate.pace import SLOT_S
from models.tracker import Tracker

Numbers = NDArray[np.float64]


def closed(
    tracker: Tracker, window: Window, starts: Numbers, people: Numbers, *, from_nobody: bool
) -> Balance:
    """The balance of the window that a tracker has just been led through, from its begin_day() to its end.

    starts, people: the corrected steps (epoch seconds, persons; nan = no data); from_nobody: whether it began empty.
    """
    flow = tracker.flow
    shut = max((part.end for part in tracker.schedule.within(window)), default=window.start)
    passed = max((c.at for c in tracker.crossings if c.entries or c.exits), default=window.start)
    heard = flow.spoke_since(max(shut, passed))
    dead = any(door.made_up for door in flow.doors.values())
    complete = bool(flow.doors) and from_nobody and flow.settled and heard and not dead
    bridged = any(door.bridged for door in flow.doors.values())
    lived = complete and not bridged
    begun = 0.0 if from_nobody else _first(people)
    drifts = _drifts(tracker, None if dead or (bridged and not heard) else flow.belief.people - begun)
    return Balance(
        space=tracker.space.id,
        day=business_date(window.start, tracker.schedule.zone, BUSINESS_DAY_CUT),
        complete=complete,
        doors=tuple(door.balance(drifts[key]) for key, door in flow.doors.items()),
        heard=_heard(tracker, window),
        contradictions=flow.contradictions,
        entries_by_slot=_by_slot(tracker, "entries", flow.lifted_in) if lived else (),
        exits_by_slot=_by_slot(tracker, "exits", flow.lifted_out) if lived else (),
        person_min_by_slot=_person_min(window, starts, people) if lived else (),
        view=flow.view,
    )


def _first(people: Numbers) -> float:
    """The first number of people that is known."""
    known = people[~np.isnan(people)]
    return float(known[0]) if len(known) else 0.0


def _drifts(tracker: Tracker, net: float | None) -> Mapping[SensorId, float]:
    """What each door's sum is off by: its share, by traffic, of what the space's sum is off by.

    To give each door what it is known to miss was tried and is worse: past days tell well what all doors miss together,
    and badly which of them. net: how many more persons are inside than at the start; None = the sum cannot be judged,
    and only what is known of each door is told.
    """
    flow = tracker.flow
    if net is None:
        lifts = {key: flow.learned.door(key) for key in flow.doors}
        return {
            key: door.entries * (1 - lifts[key].entry) - door.exits * (1 - lifts[key].exit)
            for key, door in flow.doors.items()
        }
    traffic = {key: door.entries + door.exits for key, door in flow.doors.items()}
    off = sum(door.entries - door.exits for door in flow.doors.values()) - net
    whole = sum(traffic.values())
    return {key: off * count / whole if whole else 0.0 for key, count in traffic.items()}


def _heard(tracker: Tracker, window: Window) -> tuple[Heard, ...]:
    open_s = sum(part.length.total_seconds() for part in tracker.schedule.within(window))
    return tuple(
        Heard(sensor=s.id, samples=tracker.samples.get(s.id, 0), expected=int(open_s // s.interval_s))
        for s in tracker.sensors
    )


def _by_slot(tracker: Tracker, side: str, lifted: float) -> tuple[float, ...]:
    """Persons by quarter hour, scaled so that they sum to what the corrected doors say."""
    counts = np.array([getattr(c, side) for c in tracker.crossings], dtype=float)
    cells = np.array([c.at.timestamp() % 86_400 // SLOT_S for c in tracker.crossings], dtype=np.intp)
    sums: Numbers = np.bincount(cells, weights=counts, minlength=SLOTS).astype(np.float64)
    return _rounded(sums * (lifted / sums.sum() if sums.sum() else 1.0))


def _person_min(window: Window, starts: Numbers, people: Numbers) -> tuple[float, ...]:
    ends = np.append(starts[1:], window.end.timestamp())
    present = np.nan_to_num(people)
    total = np.concatenate([[0.0], np.cumsum(present * (ends - starts))])
    edges = np.arange(window.start.timestamp(), window.end.timestamp() + 1, SLOT_S)
    sums = np.diff(np.interp(edges, np.append(starts, ends[-1]), total)) / 60.0
    cells = (edges[:-1] % 86_400 // SLOT_S).astype(np.intp)
    return _rounded(np.bincount(cells, weights=sums, minlength=SLOTS).astype(np.float64))


def _rounded(sums: Numbers) -> tuple[float, ...]:
    return tuple(np.round(sums, 2).tolist())
