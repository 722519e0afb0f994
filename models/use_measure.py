"""The figures that a page of use can be drawn by: each a rate of the same sums."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from models.utilisation import Utilisation, ratio

Unit = Literal["share", "people", "per_hour"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseMeasure:
    """One figure. rate: None = no data; measured: hidden where too little was measured; of_house: adds up over spaces."""

    key: str
    rate: Callable[[Utilisation], float | None]
    unit: Unit = "share"
    measured: bool = True
    of_house: bool = True

    def shown(self, use: Utilisation) -> float | None:
        """The figure as a person may see it; None where it is not known well enough."""
        return use.shown(self.rate(use)) if self.measured else self.rate(use)


BOOKED = UseMeasure(
    key="booked", rate=lambda use: ratio(use.booked_seat_hours, use.seat_open_hours), measured=False
)
"""Booked seat-hours of the seat-hours on offer (SMG 2006/38: predicted utilisation)."""

USE_MEASURES: Mapping[str, UseMeasure] = {
    measure.key: measure
    for measure in (
        UseMeasure(key="utilisation", rate=lambda use: use.utilisation),
        UseMeasure(key="frequency", rate=lambda use: use.frequency),
        UseMeasure(key="occupancy", rate=lambda use: use.occupancy_rate),
        UseMeasure(
            key="people",
            rate=lambda use: ratio(use.person_hours, use.measured_hours),
            unit="people",
            of_house=False,
        ),
        UseMeasure(
            key="entries",
            rate=lambda use: ratio(use.entries, use.measured_hours),
            unit="per_hour",
            of_house=False,
        ),
    )
}
"""`use.measure.<key>` names each; the first is what a page opens with."""
