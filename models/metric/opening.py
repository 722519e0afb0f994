"""Whether a place was open when it promised to be: the time between the first and the last sign of life of each day."""

from dataclasses import dataclass, field

import numpy as np

from models.addition import Addable
from models.metric.coverage import Covered, covered
from models.slot_grid import SlotGrid


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Addable):
    """Of spaces that people walk into. promised_hours: open by the rules and measured; alive_hours: the part of them from
    the first to the last quarter hour of a business day in which somebody was there or came in."""

    promised_hours: float = 0.0
    alive_hours: float = 0.0
    covered: Covered = field(default_factory=Covered)


def opening(day: SlotGrid) -> Opening:
    """Of one space on one business day. A day on which nobody was measured at all counts as shut."""
    alive = np.flatnonzero((day["peak"] >= 1) | (day["entries"] > 0))
    between = day["measured_min"][alive[0] : alive[-1] + 1] if len(alive) else alive
    return Opening(
        promised_hours=float(day["measured_min"].sum()) / 60,
        alive_hours=float(between.sum()) / 60,
        covered=covered(day),
    )
