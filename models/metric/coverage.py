"""How much of the open time must be measured before a figure may be shown (domain.md 2.1)."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from models.addition import Addable
from models.metric.ratio import Numbers, ratio, ratios
from models.slot_days import SlotDays
from models.slot_grid import SlotGrid

FLAGGED_BELOW = 0.8
"""Coverage under which a figure is shown with a warning."""

HIDDEN_BELOW = 0.5
"""Coverage under which a figure is not shown at all."""


class Offered(Protocol):
    """Hours weighted by capacity: those that were open, and the measured part of them."""

    @property
    def seat_open_hours(self) -> float: ...
    @property
    def seat_measured_hours(self) -> float: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered(Addable):
    """A part of the sums that only some spaces and days have, with the coverage of just these: what a whole house
    measured says nothing of the one street that has a footfall."""

    seat_open_hours: float = 0.0
    seat_measured_hours: float = 0.0


def coverage(of: Offered) -> float | None:
    """The measured share of the open time; None = nothing was open."""
    return ratio(of.seat_measured_hours, of.seat_open_hours)


def covered(slots: SlotGrid) -> Covered:
    """Of one space."""
    seats = slots["capacity"]
    return Covered(
        seat_open_hours=float(seats @ slots["open_min"]) / 60,
        seat_measured_hours=float(seats @ slots["measured_min"]) / 60,
    )


def covered_days(days: SlotDays) -> list[Covered]:
    """The same of each business day."""
    seats = days["capacity"]
    hours = (days.summed(seats * days[name] / 60) for name in ("open_min", "measured_min"))
    return [
        Covered(seat_open_hours=opened, seat_measured_hours=measured)
        for opened, measured in zip(*hours, strict=True)
    ]


def filled_up(measured: Numbers, minutes: Numbers, opened: Numbers) -> Numbers:
    """What was measured, brought to the whole open time as if the rest had been alike; arrays of one shape.

    NaN = no data: less than FLAGGED_BELOW of the open time was measured, or nothing was open.
    """
    share = ratios(minutes, opened)
    return np.where(share >= FLAGGED_BELOW, ratios(measured, share), np.nan)
