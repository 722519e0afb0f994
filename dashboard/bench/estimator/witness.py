"""Rooms in which something else looks inside beside the doors: what both know together against the better of the two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from dashboard.bench.estimator.case import CASES, Case
from dashboard.bench.estimator.counters import EVERY_MIN
from dashboard.bench.estimator.glance import glance
from dashboard.bench.estimator.room import CLOSES, OPENS
from dashboard.bench.estimator.scene import SENSORS, SPACE, Scene, Theatre, schedule
from models.balance import Balance
from models.centre import Sensor, SensorId, SensorRole
from models.estimate.learning import REMEMBERED, Learned, learn
from models.occupancy import occupancy
from models.reading import Reading
from models.slot import business_window
from models.tracker import Tracker

DAYS_PER_ROOM = 3

CAMERA, MOTION = (
    Sensor(
        id=SensorId(key),
        space=SPACE.id,
        role=role,
        topic="",
        envelope="native",
        profile="linli-camera",
        interval_s=120,
    )
    for key, role in (("camera", SensorRole.COUNT), ("motion", SensorRole.PRESENCE))
)

HIDES, HIDES_IN_A_CROWD = 0.03, 0.10
"""Share of the people whom the camera overlooks, and of a full room on top: they stand before each other."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What looks inside, and what is wrong on the judged days.

    witness: the sensor inside; case: of the doors; stuck: the camera repeats itself from some time on; half_blind: it overlooks every other person; missed: share of
    those who pass, on one side, and are not counted; silent_min: no door is heard for so long (from silent_from on, minutes of the day);
    one_door: both doors are one.
    """

    key: str
    witness: Sensor
    case: Case = CASES["2 %"]
    stuck: bool = False
    missed: float = 0.0
    side: str = "people_in"
    half_blind: bool = False
    silent_min: float = 0.0
    one_door: bool = False


WATCHES: Mapping[str, Watch] = {
    watch.key: watch
    for watch in (
        Watch(key="camera beside doors", witness=CAMERA),
        Watch(key="camera, 10 % doors", witness=CAMERA, case=CASES["10 %"]),
        Watch(key="camera stuck", witness=CAMERA, stuck=True),
        Watch(key="camera, entries missed", witness=CAMERA, missed=0.25),
        Watch(key="camera, exits missed", witness=CAMERA, missed=0.25, side="people_out"),
        Watch(key="camera half blind", witness=CAMERA, half_blind=True),
        Watch(key="only door silent, camera", witness=CAMERA, silent_min=60.0, one_door=True),
        Watch(key="only door silent, motion", witness=MOTION, silent_min=60.0, one_door=True),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Mean absolute errors in persons. doors: of the doors alone; inside: of what looks inside alone; live, final: of
    both together, as shown at the time and in the evening; covered: share of instants whose live bounds hold the truth;
    gaps: share of instants at which nothing was shown live. Of a silence only its minutes are judged."""

    watch: str
    people: float
    doors: float
    inside: float
    live: float
    final: float
    covered: float
    gaps: float


@dataclass(slots=True)
class _Rows:
    true: list[Numbers] = field(default_factory=list)
    doors: list[Numbers] = field(default_factory=list)
    inside: list[Numbers] = field(default_factory=list)
    live: list[Numbers] = field(default_factory=list)
    final: list[Numbers] = field(default_factory=list)


def joined(watch: Watch, days: int, seed: int, lessons: int = REMEMBERED) -> Joined:
    """Play a watch. lessons: days for which every room is learned before it is judged."""
    rows = _Rows()
    for room in range(-(-days // DAYS_PER_ROOM)):
        number = list(WATCHES).index(watch.key)
        wanted = min(DAYS_PER_ROOM, days - room * DAYS_PER_ROOM)
        _room(watch, [seed, room, number, 7], (lessons, wanted), rows)
    true, live = np.concatenate(rows.true), np.concatenate(rows.live)
    shown = ~np.isnan(live[:, 0])

    def off(parts: Sequence[Numbers]) -> float:
        return float(np.nanmean(np.abs(np.concatenate(parts) - true)))

    return Joined(
        watch=watch.key,
        people=float(true.mean()),
        doors=off(rows.doors),
        inside=off(rows.inside),
        live=off([part[:, 0] for part in rows.live]),
        final=off(rows.final),
        covered=float(((live[:, 1] <= true) & (true <= live[:, 2]))[shown].mean()),
        gaps=float(1.0 - shown.mean()),
    )


def _room(watch: Watch, seed: Sequence[int], days: tuple[int, int], rows: _Rows) -> None:
    theatre, draw = Theatre(watch.case, seed), np.random.default_rng([*seed, 1])
    doors = SENSORS[:1] if watch.one_door else SENSORS
    both: list[Balance] = []
    alone: list[Balance] = []
    newest: list[Reading] = []
    for n in range(sum(days)):
        judged = n >= days[0]
        scene = theatre.play(judged=judged)
        silent = _silence(watch, draw) if judged else (0.0, 0.0)
        seen = _seen(watch, scene, draw, judged=judged)
        by_doors = _by_doors(watch, scene, draw, silent, judged=judged)
        inside = _by_witness(watch, scene, seen)
        everything = _Day(scene, (*doors, watch.witness), [*by_doors, *inside], newest, learn(both))
        one = _Day(scene, doors, by_doors, newest, learn(alone))
        if judged:
            here = _judged(scene, silent)
            rows.true.append(scene.true[here])
            rows.inside.append(seen[here])
            rows.live.append(everything.live()[here])
            rows.doors.append(_held(one.live()[:, 0])[here])
            rows.final.append(_held(everything.final()[0])[here])
        both.append(everything.final()[1])
        alone.append(one.final()[1])
        newest = list({(r.sensor, r.measure): r for r in (*newest, *by_doors, *inside)}.values())


@dataclass(frozen=True, slots=True)
class _Day:
    """One day as some of the sensors tell it."""

    scene: Scene
    sensors: Sequence[Sensor]
    readings: Sequence[Reading]
    newest: Sequence[Reading]
    learned: Learned

    def before(self) -> list[Reading]:
        mine = {sensor.id for sensor in self.sensors}
        return sorted((r for r in self.newest if r.sensor in mine), key=lambda r: r.at)

    def live(self) -> Numbers:
        """People, low and high at every minute of the grid as shown then, nan = nothing was."""
        plan = schedule()
        tracker = Tracker(SPACE, self.sensors, plan, self.learned)
        for reading in self.before():
            tracker.feed(reading)
        tracker.advance(business_window(self.scene.day, plan).start)
        tracker.begin_day()
        waiting = sorted(self.readings, key=lambda r: r.at)[::-1]
        rows = []
        for at in self.scene.instants():
            while waiting and waiting[-1].at <= at:
                tracker.feed(waiting.pop())
            tracker.advance(at)
            rows.append(tracker.estimate()[:3])
        return np.array(rows)

    def final(self) -> tuple[Numbers, Balance]:
        """People at every minute of the grid as the evening knows them."""
        plan = schedule()
        window = business_window(self.scene.day, plan)
        present = occupancy(SPACE, self.sensors, plan, window, self.readings, self.before(), self.learned)
        assert present.balance is not None
        return present.at(np.array([at.timestamp() for at in self.scene.instants()])), present.balance


def _silence(watch: Watch, draw: np.random.Generator) -> tuple[float, float]:
    start = float(draw.uniform(OPENS + 60, CLOSES - 120))
    return start, start + watch.silent_min


def _judged(scene: Scene, silent: tuple[float, float]) -> NDArray[np.bool_]:
    start, end = silent if silent[1] > silent[0] else (OPENS, CLOSES)
    return np.asarray((scene.grid >= start) & (scene.grid < end))


def _seen(watch: Watch, scene: Scene, draw: np.random.Generator, *, judged: bool) -> Numbers:
    """How many the witness sees at every minute of the grid."""
    if watch.witness is MOTION:
        return np.minimum(scene.true, 1.0)
    seen = glance(scene.true, draw, (HIDES, HIDES_IN_A_CROWD), EVERY_MIN)
    if judged and watch.half_blind:
        seen = draw.binomial(seen.astype(int), 0.5).astype(float)
    if judged and watch.stuck:
        since = int(draw.integers(len(seen) // 6, len(seen) // 2))
        seen[since:] = seen[since]
    return np.asarray(seen)


def _by_witness(watch: Watch, scene: Scene, seen: Numbers) -> list[Reading]:
    measure = "occupancy_count" if watch.witness is CAMERA else "presence"
    later = timedelta(seconds=30)
    return [
        Reading(watch.witness.id, measure, at + later, float(value))
        for at, value in zip(scene.instants(), seen, strict=True)
    ]


def _by_doors(
    watch: Watch, scene: Scene, draw: np.random.Generator, silent: tuple[float, float], *, judged: bool
) -> list[Reading]:
    kept: list[Reading] = []
    for reading in _added(scene.readings()) if watch.one_door else scene.readings():
        minute = (reading.at - scene.midnight).total_seconds() / 60
        if not silent[0] <= minute < silent[1]:
            kept.append(reading)
    return _lying(kept, watch, draw) if judged and watch.missed else kept


def _added(readings: Iterable[Reading]) -> list[Reading]:
    """Both doors as one."""
    sums: dict[tuple[str, object], Reading] = {}
    for reading in readings:
        key = (reading.measure, reading.at)
        known = sums[key].value if key in sums else 0.0
        sums[key] = Reading(SENSORS[0].id, reading.measure, reading.at, reading.value + known)
    return list(sums.values())


def _lying(readings: Iterable[Reading], watch: Watch, draw: np.random.Generator) -> list[Reading]:
    """Some of those who pass on one side are not counted."""
    last: dict[SensorId, float] = {}
    lost: dict[SensorId, int] = {}
    found = []
    for reading in readings:
        key, value = reading.sensor, reading.value
        if reading.measure.startswith(watch.side):
            more = max(int(value - last.get(key, value)), 0)
            last[key] = value
            lost[key] = lost.get(key, 0) + int(draw.binomial(more, watch.missed))
            value -= lost[key]
        found.append(Reading(key, reading.measure, reading.at, value))
    return found


def _held(people: Numbers) -> Numbers:
    """Where nothing is known, the last known stays."""
    known = ~np.isnan(people)
    place = np.maximum.accumulate(np.where(known, np.arange(len(people)), 0))
    return np.asarray(np.nan_to_num(people[place]))
