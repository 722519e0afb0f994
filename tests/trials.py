"""Trials and panels for tests: weeks from a Monday in 2026, with nothing left to chance unless a test draws it."""

from datetime import date, time, timedelta

import numpy as np

from models.centre import SpaceId
from models.effect.freezing import seal
from models.effect.panel import WEEK, Panel
from models.effect.trial import Method, Metric, Trial
from models.metric.ratio import Numbers
from models.spell import Spell

FIRST = date(2026, 1, 5)


def mondays(count: int) -> tuple[date, ...]:
    return tuple(FIRST + WEEK * n for n in range(count))


def spell(space: str = "gym", weekday: int = 1, hour: int = 14, hours: int = 2) -> Spell:
    return Spell(
        space=SpaceId(space), weekdays=(weekday,), start=time(hour), end=time(hour + hours), first=FIRST
    )


def trial(before: int = 20, after: int = 12, **changed: object) -> Trial:
    starts = FIRST + WEEK * before
    given: dict[str, object] = {
        "id": "2026-W20-01",
        "metric": Metric.REGISTERED,
        "method": Method.DIFFERENCES,
        "target": spell(),
        "baseline": mondays(before),
        "excluded": (),
        "controls": (spell("hall"), spell("studio")),
        "displaced": (),
        "starts": starts,
        "until": starts + timedelta(weeks=after),
        "smallest": 0.3,
    }
    return seal(Trial(**(given | changed)))  # type: ignore[arg-type]


def panel(
    target: Numbers,
    controls: int = 3,
    level: float = 100.0,
    displaced: Numbers | None = None,
    **changed: object,
) -> Panel:
    """Controls that share a season with each other and wobble a little apart, always alike."""
    length = len(target)
    wobble = np.array([np.sin(np.arange(length) * (1.7 + n)) * 3 for n in range(controls)]).reshape(
        controls, length
    )
    given: dict[str, object] = {
        "mondays": mondays(length),
        "target": target,
        "controls": level + wobble,
        "displaced": np.empty((0, length)) if displaced is None else displaced,
    }
    return Panel(**(given | changed))  # type: ignore[arg-type]


def steady(before: int = 20, after: int = 12, level: float = 60.0, lift: float = 0.0) -> Numbers:
    """About `level` a week, with the lift from the start on."""
    total = level + np.cos(np.arange(before + after) * 2.3) * 4
    total[before:] *= 1 + lift
    return total
