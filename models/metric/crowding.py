"""How much the people of a space crowd together: what peak shaving is to lessen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress

import numpy as np

from models.addition import Addable, part, sample
from models.forecast.room_left import BUSY_QUANTILE, CROWDED
from models.metric.coverage import Covered, covered_days
from models.metric.peak import PeakList, in_force
from models.metric.ratio import Numbers, ratio, ratios
from models.slot_days import SlotDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowding(Addable):
    """quarter_means: people, the mean of each measured quarter hour, smallest first.

    judged_hours: measured, on days of which it is known how many people a busy half hour has; crowded_hours: those of them
    with more than CROWDED of that.
    """

    quarter_means: tuple[float, ...] = sample()
    judged_hours: float = 0.0
    crowded_hours: float = 0.0
    covered: Covered = part(Covered)


def crowdings(days: SlotDays, lists: Sequence[PeakList]) -> list[Crowding]:
    """Of one space, by business day and the list in force on it."""
    people, minutes = ratios(days["person_min"], days["measured_min"]), days["measured_min"]
    busy = np.array([_busy(lists, day) for day in days.days], dtype=np.float64)
    crowded = days.summed(np.where(people > CROWDED * days.spread(busy), minutes, 0.0))
    known = zip(
        _told(days, people),
        (busy > 0).tolist(),
        days.summed(minutes),
        crowded,
        covered_days(days),
        strict=True,
    )
    return [
        Crowding(quarter_means=told, judged_hours=measured / 60, crowded_hours=crowd / 60, covered=covered)
        if judged
        else Crowding(quarter_means=told)
        for told, judged, measured, crowd, covered in known
    ]


def _busy(lists: Sequence[PeakList], day: date) -> float:
    """People of a busy half hour; nan = nobody knows."""
    listed = in_force(lists, day)
    return listed.busy if listed is not None and listed.busy else np.nan


def _told(days: SlotDays, people: Numbers) -> Iterator[tuple[float, ...]]:
    """The means of the measured quarter hours of each day, smallest first."""
    values, measured = people.tolist(), (days["measured_min"] > 0).tolist()
    for first, end in zip(days.firsts.tolist(), days.ends.tolist(), strict=True):
        yield tuple(sorted(compress(values[first:end], measured[first:end])))


def busy_over_mean(people: Sequence[float]) -> float | None:
    """P95 / mean (analytics.md 4); None = no data, or nobody came."""
    if not people:
        return None
    return ratio(float(np.quantile(people, BUSY_QUANTILE)), float(np.mean(people)))
