"""What is read for the heatmap: every space by kind of day and half hour, and which half hours are its peak."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.calendar import DayType
from models.centre import SpaceId
from models.heatmap import DayKind
from models.message import LocalText
from models.metric.sums import Sums
from models.utilisation import Utilisation


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatSpot:
    """A half hour (0..47 of the local day) on the days of a kind: the hours of use that its mean is made of."""

    kind: DayKind
    half_hour: int
    open_hours: float
    measured_hours: float
    person_hours: float
    seat_open_hours: float
    seat_measured_hours: float

    @property
    def sums(self) -> Sums:
        """What the registry divides."""
        return Sums(
            use=Utilisation(
                open_hours=self.open_hours,
                measured_hours=self.measured_hours,
                person_hours=self.person_hours,
                seat_open_hours=self.seat_open_hours,
                seat_measured_hours=self.seat_measured_hours,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PeakHours:
    """The peak list in force on the last day of the month. slots: half hours by type of day; is_decided: by a person;
    busy: people of a busy half hour, coverage: of the weeks it was made from, both None where a person decided."""

    valid_from: date
    slots: Mapping[DayType, frozenset[int]]
    is_decided: bool
    busy: float | None = None
    coverage: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceHeat:
    """One space. spots: those in which it was open; peak: None = no list is in force."""

    space: SpaceId
    name: LocalText
    spots: tuple[HeatSpot, ...]
    peak: PeakHours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatInputs:
    """In the order of the centre's spaces."""

    spaces: tuple[SpaceHeat, ...]
