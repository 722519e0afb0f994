"""Weekly totals around a change: of its window, of the windows it is compared with, and of those it may have emptied."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from models.effect.lot import WEEK as WEEK
from models.effect.trial import Trial
from models.metric.coverage import FLAGGED_BELOW
from models.metric.ratio import Numbers

LEAST_COVERAGE = FLAGGED_BELOW
"""Share of a week that must be measured for its total to count, and share of weeks that must count."""

LEAST_BEFORE, LEAST_AFTER = 12, 4
"""Below so many weeks nothing is measured: a trend needs twelve (domain.md 5.2), a new habit a month."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """mondays: T complete weeks in order. target: (T,), controls: (controls, T), displaced: (windows, T), in people or hours a
    week; NaN = no data, or less than LEAST_COVERAGE of the week measured.

    left_out: Mondays of weeks that are like no other (a statutory holiday, a closed house), which tell of neither before
    nor after. disturbed: something else was changed in the target's window meanwhile.
    """

    mondays: tuple[date, ...]
    target: Numbers
    controls: Numbers
    displaced: Numbers
    left_out: Collection[date] = ()
    disturbed: bool = False

    def __post_init__(self) -> None:
        for name in ("target", "controls", "displaced"):
            found = getattr(self, name).shape[-1]
            if found != len(self.mondays):
                raise ValueError(f"{name} of a trial has {found} weeks, its calendar {len(self.mondays)}")


@dataclass(frozen=True, slots=True)
class Weeks:
    """Places in a panel's mondays, in order, of the weeks that could count."""

    before: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        return (*self.before, *self.after)


def weeks(trial: Trial, panel: Panel) -> Weeks:
    """Frozen baseline weeks, and complete weeks from the start to the day of judgement, all without those left out."""
    baseline = set(trial.baseline) - set(panel.left_out)
    numbered = tuple(enumerate(panel.mondays))
    return Weeks(
        before=tuple(n for n, monday in numbered if monday in baseline),
        after=tuple(n for n, monday in numbered if _after(trial, monday) and monday not in panel.left_out),
    )


def planned_weeks(trial: Trial) -> int:
    """Complete weeks from the start to the day of judgement."""
    return max((trial.until - first_monday(trial.starts)) // WEEK, 0)


def elapsed_weeks(trial: Trial, panel: Panel) -> int:
    """Of the planned weeks, those that are over."""
    return sum(_after(trial, monday) for monday in panel.mondays)


def first_monday(day: date) -> date:
    """The first Monday on or after a day: a broken week tells nothing."""
    return day + timedelta(days=-day.weekday() % 7)


def counted(row: Numbers, places: tuple[int, ...]) -> tuple[int, ...]:
    """Of these weeks those that have data."""
    return tuple(n for n in places if np.isfinite(row[n]))


def _after(trial: Trial, monday: date) -> bool:
    return trial.starts <= monday and monday + WEEK <= trial.until
