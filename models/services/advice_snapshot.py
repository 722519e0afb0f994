"""Everything that a week's advice stands on, read once from what the centre keeps."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from models.advice.action import Action
from models.advice.ground import LOOKED_AT
from models.advice.recommendation import NO_CHANGE, Recommendation, State
from models.advice.rule import Weights
from models.advice.snapshot import HALF_HOURS, WEEKS, Snapshot, SpaceUse, Tariff
from models.calendar import SchoolState
from models.centre import Schedule, Space, SpaceKind
from models.demand.preference import discreet
from models.effect.pool import GENERAL, Pooled, evidence, pooled
from models.forecast.measured import opened
from models.forecast.outlook import Outlook
from models.forecast.room_left import room_left
from models.forecast.series import DAY_MINUTES, Flags, Floats, local_clock
from models.metric.ratio import ratios
from models.money.price_life import in_force
from models.ports import Ports
from models.programme.session import Session
from models.services.advice_programme import programme_part, taken
from models.services.outlook import outlooks
from models.services.prices import PRICED, plans
from models.slot_grid import SlotGrid
from models.spell import Spell

UNDER_WAY = (State.ACCEPTED, State.MODIFIED, State.RUNNING, State.EXTENDED)
"""Changes that are being tried."""

BOOKABLE = frozenset({SpaceKind.ROOM, SpaceKind.GYM})
"""Kinds of spaces that sessions are put into; a dining hall only as a second use (A8)."""

_COLUMNS = ("person_min", "measured_min", "open_min", "overflow_min", "ghost_min")
_NS = 10**9


def snapshot_of(ports: Ports, week: str, monday: date, weights: Weights | None = None) -> Snapshot:
    """For a week from `monday` on. weights: to try others than the kept ones. Raises RefusedError, StoreError."""
    now = ports.clock()
    today = ports.centre.day_of(now)
    first = today - timedelta(days=today.weekday()) - timedelta(weeks=WEEKS)
    days = (min(today, monday) - first).days
    dates = [first + timedelta(days=n) for n in range(days)]
    week_days = [monday + timedelta(days=n) for n in range(7)]
    expected = outlooks(ports, monday, 7)
    part = programme_part(ports, first, monday)
    decided, learned = _under_way(ports), _learned(ports)
    return Snapshot(
        centre=ports.centre.id,
        week=week,
        monday=monday,
        first=first,
        made_at=now,
        day_types=tuple(ports.calendar.day_type(day) for day in (*dates, *week_days)),
        quiet=_quiet(ports, week_days, weights or _weights(ports)),
        spaces={
            key: _space(ports, space, first, days, expected[key], part.sessions, monday)
            for key, space in ports.centre.spaces.items()
        },
        courses=part.courses,
        turns=part.turns,
        past=part.past,
        ahead=part.ahead,
        teachers=part.teachers,
        groups=part.groups,
        tariffs=_tariffs(ports, monday),
        preferences=discreet(ports.preferences.told(first, today)) if ports.preferences else (),
        weights=weights or _weights(ports),
        rules=tuple(ports.advice.rules.soft()) if ports.advice else (),
        running=_running(ports, decided),
        open_changes=dict(Counter(str(one.target.space) for one in decided)),
        under_change=frozenset(one.parameters["series"] for one in decided if one.parameters.get("series")),
        lifts={key.value: (one.mean.mean, one.mean.sd, one.between) for key, one in learned.items()},
        pooled={key.value: one.trials for key, one in learned.items()},
    )


def _weights(ports: Ports) -> Weights:
    return ports.advice.rules.weights() if ports.advice else Weights()


def _under_way(ports: Ports) -> list[Recommendation]:
    return ports.advice.recommendations.in_states(UNDER_WAY) if ports.advice else []


def _running(ports: Ports, decided: Sequence[Recommendation]) -> tuple[Spell, ...]:
    """Targets and controls of what is being measured."""
    ids = {one.id for one in decided}
    trials = [one for one in ports.advice.trials.all() if one.id in ids] if ports.advice else []
    targets = [one.target for one in decided]
    return (*targets, *(control for trial in trials for control in trial.controls))


def _learned(ports: Ports) -> dict[Action, Pooled]:
    """What the next change of each kind will bring, by what those before did; only kinds of which any was measured.

    What was put back or never carried out teaches nothing.
    """
    if ports.advice is None:
        return {}
    changes = ports.advice.recommendations.in_states([state for state in State if state not in NO_CHANGE])
    kinds = {one.id: one.action for one in changes}
    results = ports.advice.trials.results()
    known = {
        action: [found for one in results if kinds.get(one.id) is action and (found := evidence(one))]
        for action in Action
    }
    return {action: pooled(found, GENERAL) for action, found in known.items() if found}


def _space(
    ports: Ports,
    space: Space,
    first: date,
    days: int,
    expected: Outlook,
    sessions: Sequence[Session],
    monday: date,
) -> SpaceUse:
    slots = ports.slots.grid(space.id, first, first + timedelta(days=days - 1))
    person, measured, due, overflow, ghost = half_hours(slots, ports.centre.timezone, first, days)
    schedule = Schedule(space, ports.calendar, ports.centre.zone_info)
    limit = space.limit(monday)  # where none is in force nobody is sent
    if not expected.is_calibrated:
        expected = replace(expected, high=_most(person, measured, first, monday))
    return SpaceUse(
        id=space.id,
        kind=space.kind.value,
        zone=space.zone,
        capacity=limit or 0,
        shared=space.shared,
        units=tuple(space.units),
        bookable=space.kind in BOOKABLE and limit is not None,
        person=person,
        measured=measured,
        due=due,
        overflow=overflow,
        ghost=ghost,
        point=expected.point,
        low=expected.low,
        high=expected.high,
        calibrated=bool(np.isfinite(expected.low).any()),
        tier=room_left(expected).tier.astype(np.float64),
        open=opened(schedule, monday, 7),
        taken=taken(ports, space, sessions, monday),
        meals=tuple((meal.key, meal.start, meal.end) for meal in space.meals),
    )


def _most(person: Floats, measured: Floats, first: date, monday: date) -> Floats:
    """The most people of each half hour on the last LOOKED_AT days of each weekday, (7, HALF_HOURS); NaN = never measured."""
    people = ratios(person, measured)
    found = np.full((7, HALF_HOURS), np.nan)
    for n in range(7):
        days = people[((monday - first).days + n) % 7 :: 7][-LOOKED_AT:]
        if len(days):
            known = ~np.isnan(days).all(axis=0)
            found[n, known] = np.nanmax(days[:, known], axis=0)
    return found


def half_hours(slots: SlotGrid, zone: str, first: date, days: int) -> list[Floats]:
    """Sums of the columns by (days, HALF_HOURS) of local time."""
    day, minute = local_clock(slots.starts * _NS, zone)
    cell = (day - first.toordinal()) * HALF_HOURS + minute // (DAY_MINUTES // HALF_HOURS)
    inside = (cell >= 0) & (cell < days * HALF_HOURS)
    place = cell[inside].astype(np.intp)

    def grid(name: str) -> Floats:
        sums = np.bincount(place, weights=slots[name][inside], minlength=days * HALF_HOURS)
        return np.asarray(sums, dtype=np.float64).reshape(days, HALF_HOURS)

    return [grid(name) for name in _COLUMNS]


def _quiet(ports: Ports, days: Sequence[date], weights: Weights) -> Flags:
    """Outside the hours of the weights, and all day while schools hold their exams."""
    found = np.ones((7, HALF_HOURS), dtype=bool)
    for n, day in enumerate(days):
        if ports.calendar.day(day).school is not SchoolState.EXAM:
            found[n, weights.quiet_from : weights.quiet_to] = False
    return found


def _tariffs(ports: Ports, day: date) -> tuple[Tariff, ...]:
    found = []
    for plan, versions in plans(ports).items():
        known = in_force(versions, day)
        kind = PRICED.get(known.what) if known else None
        if known is not None and kind is not None and known.base_fen > 0:
            spaces = tuple(key for key, one in ports.centre.spaces.items() if one.kind is kind)
            banded = tuple((band.start, band.end) for band in known.bands)
            found.append(
                Tariff(plan=plan, what=known.what.value, fen=known.base_fen, spaces=spaces, banded=banded)
            )
    return tuple(found)
