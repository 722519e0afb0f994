"""What is read for the operator's sheet of a week: where there is room, where it will be crowded, and what was changed."""

from dataclasses import dataclass
from datetime import date

from models.centre import SpaceId
from models.message import LocalText
from models.report.inputs.advice import Advised
from models.report.inputs.paper import PaperInputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Half hours that follow one another: from `start` until before `end`, in half hours of the local day."""

    start: int
    end: int

    @property
    def hours(self) -> float:
        return (self.end - self.start) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """A stretch in which more people may come than is comfortable. most: upper bound of the forecast."""

    stretch: Stretch
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceDay:
    """A space on a day on which it opens. surely, probably: off-peak, in two tiers; told: hours of which anything can be said;
    left: persons that fit beside the forecast's upper bound in every sure half hour, None = there is none."""

    space: SpaceId
    name: LocalText
    day: date
    capacity: int | None
    told: float
    surely: tuple[Stretch, ...]
    probably: tuple[Stretch, ...]
    crowds: tuple[Crowd, ...]
    left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekInputs(PaperInputs):
    """label: "2026-W49"; given: whether this deployment gives advice; waiting: proposals that nobody decided on; changes: those
    that ran in the seven days before, or were judged in them."""

    label: str
    days: tuple[SpaceDay, ...]
    given: bool
    waiting: tuple[Advised, ...]
    changes: tuple[Advised, ...]
