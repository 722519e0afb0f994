"""How much the people of a space crowd together: what peak shaving is to lessen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from models.addition import Addable, sample
from models.forecast.room_left import BUSY_QUANTILE, CROWDED
from models.metric.coverage import Covered, covered
from models.metric.peak import PeakList, in_force
from models.metric.ratio import ratio, ratios
from models.slot_grid import SlotGrid


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowding(Addable):
    """quarter_means: people, the mean of each measured quarter hour, smallest first.

    judged_hours: measured, on days of which it is known how many people a busy half hour has; crowded_hours: those of them
    with more than CROWDED of that.
    """

    quarter_means: tuple[float, ...] = sample()
    judged_hours: float = 0.0
    crowded_hours: float = 0.0
    covered: Covered = field(default_factory=Covered)


def crowding(day: date, slots: SlotGrid, lists: Iterable[PeakList]) -> Crowding:
    """Of one space on one business day, by the list in force on it."""
    people, minutes = ratios(slots["person_min"], slots["measured_min"]), slots["measured_min"]
    told = tuple(sorted(people[minutes > 0].tolist()))
    listed = in_force(lists, day)
    if listed is None or not listed.busy:
        return Crowding(quarter_means=told)
    return Crowding(
        quarter_means=told,
        judged_hours=float(minutes.sum()) / 60,
        crowded_hours=float(minutes[people > CROWDED * listed.busy].sum()) / 60,
        covered=covered(slots),
    )


def busy_over_mean(people: Sequence[float]) -> float | None:
    """P95 / mean (analytics.md 4); None = no data, or nobody came."""
    if not people:
        return None
    return ratio(float(np.quantile(people, BUSY_QUANTILE)), float(np.mean(people)))
