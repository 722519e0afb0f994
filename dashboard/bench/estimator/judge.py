"""Truth against what the product shows, live and in the end, and against the baselines: one verdict per case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dashboard.bench.estimator.baselines import BASELINES, camera_and_doors, counted_by
from dashboard.bench.estimator.case import CASES, Case
from dashboard.bench.estimator.room import CLOSES, DOORS, OPENS
from dashboard.bench.estimator.scene import SENSORS, SPACE, Scene, Theatre, schedule
from models.balance import Balance
from models.centre import Sensor, SensorId
from models.estimate.learning import REMEMBERED, Learned, learn
from models.occupancy import occupancy
from models.reading import Reading
from models.slot import business_window
from models.tracker import Tracker

DAYS_PER_ROOM = 3
"""Judged days of one room; then another room with other doors."""

Numbers = NDArray[np.float64]
Newest = dict[tuple[SensorId, str], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """mae, p95: persons; covered: share of instants at which the truth lies in the 90 % interval, nan = none is given."""

    mae: float
    p95: float
    covered: float = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One case over `days` days. live: as shown at the time; final: corrected in the evening; people: true mean;
    drift_error: mean error of the drift that is told per door and day, in persons; looked: what the camera's newest look and
    the doors' totals since make together, None = there is no camera."""

    case: str
    days: int
    people: float
    live: Score
    final: Score
    drift_error: float
    baselines: Mapping[str, Score]
    looked: Score | None = None

    @property
    def best(self) -> float:
        """The smallest mean error of a baseline."""
        return min(score.mae for score in self.baselines.values())


@dataclass(slots=True)
class _Seen:
    """What was shown at every open instant of the judged days."""

    true: list[Numbers] = field(default_factory=list)
    live: list[Numbers] = field(default_factory=list)
    final: list[Numbers] = field(default_factory=list)
    others: dict[str, list[Numbers]] = field(default_factory=lambda: {key: [] for key in BASELINES})
    looked: list[Numbers] = field(default_factory=list)
    drift: list[float] = field(default_factory=list)


def judged(case: Case, days: int, seed: int, *, inside: bool = True) -> Verdict:
    """Play a case. Every room is learned for REMEMBERED days before it is judged.

    inside: whether anything looks into the rooms beside their doors.
    """
    seen, rooms = _Seen(), -(-days // DAYS_PER_ROOM)
    for room in range(rooms):
        wanted = min(DAYS_PER_ROOM, days - room * DAYS_PER_ROOM)
        theatre = Theatre(case, [seed, room, list(CASES).index(case.key)], inside=inside)
        _room(theatre, wanted, seen)
    true = np.concatenate(seen.true)
    return Verdict(
        case=case.key,
        days=days,
        people=float(true.mean()),
        live=_score(true, np.concatenate(seen.live)),
        final=_score(true, np.concatenate(seen.final)),
        drift_error=float(np.mean(seen.drift)) if seen.drift else float("nan"),
        baselines={key: _score(true, np.concatenate(rows)) for key, rows in seen.others.items()},
        looked=_score(true, np.concatenate(seen.looked)) if inside else None,
    )


def _score(true: Numbers, shown: Numbers) -> Score:
    """shown: shape (n,) people, or (n, 3) people, low and high."""
    people = shown if shown.ndim == 1 else shown[:, 0]
    off = np.abs(people - true)
    if shown.ndim == 1:
        return Score(mae=float(off.mean()), p95=float(np.percentile(off, 95)))
    inside = (shown[:, 1] <= true) & (true <= shown[:, 2])
    return Score(mae=float(off.mean()), p95=float(np.percentile(off, 95)), covered=float(inside.mean()))


def _room(theatre: Theatre, wanted: int, seen: _Seen) -> None:
    balances: list[Balance] = []
    newest: Newest = {}
    others = {key: make() for key, make in BASELINES.items()}
    looked = camera_and_doors()
    for n in range(REMEMBERED + wanted):
        scene = theatre.play(judged=n >= REMEMBERED)
        learned = learn(balances[-REMEMBERED:])
        shown = {key: counted_by(baseline, scene, theatre.sensors) for key, baseline in others.items()}
        by_hand = counted_by(looked, scene, theatre.sensors, looks=True)
        if n >= REMEMBERED:
            instants = (scene.grid >= OPENS) & (scene.grid < CLOSES)
            seen.true.append(scene.true[instants])
            seen.live.append(_live(theatre.sensors, scene, newest, learned)[instants])
            for key, people in shown.items():
                seen.others[key].append(people[instants])
            seen.looked.append(by_hand[instants])
        final, balance = _final(theatre.sensors, scene, newest, learned)
        if n >= REMEMBERED:
            seen.final.append(final[instants])
            told = {door.sensor: door.drift for door in balance.doors if door.traffic}
            seen.drift += [
                abs(told[SENSORS[d].id] - scene.drift[d]) for d in range(DOORS) if SENSORS[d].id in told
            ]
        balances.append(balance)
        newest.update({(r.sensor, r.measure): r for r in scene.readings()})


def _live(sensors: Sequence[Sensor], scene: Scene, newest: Newest, learned: Learned) -> Numbers:
    """People, low and high at every report, as a screen showed them then; the last known where nothing is."""
    plan = schedule()
    tracker = Tracker(SPACE, sensors, plan, learned)
    for reading in sorted(newest.values(), key=lambda r: r.at):
        tracker.feed(reading)
    tracker.advance(business_window(scene.day, plan).start)
    tracker.begin_day()
    waiting: list[Reading] = scene.readings()[::-1]
    shown = (0.0, 0.0, 0.0)
    rows = []
    for at in scene.instants():
        while waiting and waiting[-1].at <= at:
            tracker.feed(waiting.pop())
        tracker.advance(at)
        known = tracker.estimate()
        shown = known[:3] if known.people == known.people else shown
        rows.append(shown)
    return np.array(rows)


def _final(
    sensors: Sequence[Sensor], scene: Scene, newest: Newest, learned: Learned
) -> tuple[Numbers, Balance]:
    plan = schedule()
    window = business_window(scene.day, plan)
    present = occupancy(SPACE, sensors, plan, window, scene.readings(), newest.values(), learned)
    place = present.step(np.array([at.timestamp() for at in scene.instants()]))
    assert present.balance is not None
    rows = np.column_stack([present.people[place], present.low[place], present.high[place]])
    return _held(rows), present.balance


def _held(rows: Numbers) -> Numbers:
    """Where nothing is known, the last known stays, as for the others."""
    known = ~np.isnan(rows[:, 0])
    place = np.maximum.accumulate(np.where(known, np.arange(len(rows)), 0))
    return np.nan_to_num(rows[place])


def verdicts(keys: Sequence[str], days: int, seed: int) -> list[Verdict]:
    """The cases asked for, in the order of CASES."""
    return [judged(case, days, seed) for key, case in CASES.items() if key in keys]
