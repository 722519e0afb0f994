"""One judged room as the product sees it: its space, its doors, and a day's messages as readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dashboard.bench.estimator.case import Case
from dashboard.bench.estimator.counters import EVERY_MIN, Faults, rates, registered
from dashboard.bench.estimator.furniture import Furnished, furnished
from dashboard.bench.estimator.room import CAPACITY, CLOSES, DOORS, OPENS, Character, Day, character, day
from models.calendar import Calendar, DayType
from models.centre import (
    Capacity,
    OpeningRule,
    Rectangle,
    Schedule,
    Sensor,
    SensorId,
    SensorRole,
    Space,
    SpaceId,
    SpaceKind,
)
from models.reading import IN_ORDER, Reading

ZONE = ZoneInfo("Asia/Shanghai")
FIRST_DAY = date(2026, 3, 2)
NOON = 12 * 60.0

INSIDE = 11
"""The furniture draws its luck from a seed of its own, told apart by this."""


def _clock(minutes: float) -> time:
    return time(int(minutes // 60), int(minutes % 60))


SPACE = Space(
    id=SpaceId("room"),
    name={"zh-Hans": "room", "en": "room"},
    kind=SpaceKind.ROOM,
    zone="green",
    area_m2=100.0,
    capacities=(Capacity(persons=CAPACITY, basis="judged", valid_from=date.min),),
    opening=(OpeningRule(days=frozenset(DayType), start=_clock(OPENS), end=_clock(CLOSES)),),
    plan=Rectangle(left=0, top=0, width=10, height=10),
)

SENSORS = tuple(
    Sensor(
        id=SensorId(f"door-{n}"),
        space=SPACE.id,
        role=SensorRole.FLOW,
        topic="",
        envelope="native",
        profile="linli-counter",
        interval_s=int(EVERY_MIN * 60),
    )
    for n in range(DOORS)
)


def schedule() -> Schedule:
    """When the judged room is open, with an ordinary calendar."""
    return Schedule(SPACE, Calendar({}), ZONE)


@dataclass(frozen=True, slots=True)
class Sample:
    """Both totals of one door at minutes after midnight."""

    minute: float
    door: int
    entries: int
    exits: int


@dataclass(frozen=True, slots=True)
class Scene:
    """One day. true: people at each minute of grid, shape (n,); drift: what each door's sum is off by, persons;
    inside: what looks into the room says of it."""

    day: date
    grid: NDArray[np.float64]
    true: NDArray[np.float64]
    samples: Sequence[Sample]
    drift: tuple[float, ...]
    inside: Sequence[Reading] = ()

    @property
    def midnight(self) -> datetime:
        """The instant at which the day begins."""
        return _midnight(self.day)

    def instants(self) -> list[datetime]:
        """The instants of the grid."""
        return [self.midnight + timedelta(minutes=float(minute)) for minute in self.grid]

    def readings(self) -> list[Reading]:
        """What the product is sent."""
        midnight = self.midnight
        found = []
        for sample in self.samples:
            at, sensor = midnight + timedelta(minutes=sample.minute), SENSORS[sample.door].id
            found.append(Reading(sensor, "people_in_total.line1", at, float(sample.entries)))
            found.append(Reading(sensor, "people_out_total.line1", at, float(sample.exits)))
        return sorted([*found, *self.inside], key=IN_ORDER) if self.inside else found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=ZONE).astimezone(UTC)


class Theatre:
    """One room with its doors, day after day. judged days have the case's passing troubles, the others do not.

    inside: whether anything looks into it beside its doors; the people and the doors are the same either way.
    """

    def __init__(self, case: Case, seed: Sequence[int], *, inside: bool = False) -> None:
        self._draw = np.random.default_rng(seed)
        self._case = case
        self.room: Character = character(self._draw)
        self.faults: Faults = rates(case.miscount, case.bias, self._draw, case.abreast)
        self._totals = self._draw.integers(0, 50_000, (DOORS, 2))
        self._day = FIRST_DAY
        self._inside_draw = np.random.default_rng([*seed, INSIDE])
        self.furniture: Furnished | None = furnished(SPACE.id, self._inside_draw) if inside else None

    @property
    def sensors(self) -> Sequence[Sensor]:
        """All that speak of the room."""
        return (*SENSORS, *(self.furniture.sensors if self.furniture else ()))

    def play(self, *, judged: bool) -> Scene:
        """The next day."""
        people = day(self.room, self._draw, groups=self._case.abreast > 0)
        counted = registered(people, self.faults, self._draw)
        grid = np.arange(OPENS - 60, CLOSES + 90, EVERY_MIN)
        silent_from = self._draw.uniform(OPENS + 60, CLOSES - 120)
        samples: list[Sample] = []
        for door in range(DOORS):
            dead = judged and self._case.dead and door == 0
            totals = self._running(counted[door], grid, door, judged and self._case.reset, dead)
            hidden = np.zeros(len(grid), dtype=bool)
            if judged and door == 0:
                hidden = (grid >= silent_from) & (grid < silent_from + self._case.silent_min)
            if not dead:
                samples += [
                    Sample(float(at), door, int(totals[0][n]), int(totals[1][n]))
                    for n, at in enumerate(grid)
                    if not hidden[n]
                ]
        samples.sort(key=lambda s: (s.minute, s.door))
        self._day += timedelta(days=1)
        inside = (
            self.furniture.readings(people, _midnight(self._day), self._inside_draw) if self.furniture else ()
        )
        return Scene(self._day, grid, people.present(grid), samples, _drift(people, counted), inside)

    def _running(
        self,
        counted: Sequence[NDArray[np.float64]],
        grid: NDArray[np.float64],
        door: int,
        reset: bool,
        dead: bool,
    ) -> list[NDArray[np.int64]]:
        shown = []
        for side in (0, 1):
            events = counted[side] if not dead else counted[side][:0]
            totals = self._totals[door, side] + np.searchsorted(events, grid, side="right")
            if reset:
                since = np.searchsorted(events, grid, side="right") - np.searchsorted(events, NOON)
                totals = np.where(grid >= NOON, since, totals)
            self._totals[door, side] = int(totals[-1])
            shown.append(np.asarray(totals, dtype=np.int64))
        return shown


def _drift(people: Day, counted: Sequence[Sequence[NDArray[np.float64]]]) -> tuple[float, ...]:
    return tuple(
        float(
            (len(counted[door][0]) - int((people.come_door == door).sum()))
            - (len(counted[door][1]) - int((people.gone_door == door).sum()))
        )
        for door in range(DOORS)
    )
