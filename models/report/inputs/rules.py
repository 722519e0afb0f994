"""What is read for the opening standard of public places over a year, up to the day before it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.calendar import DayType
from models.centre import SpaceId
from models.message import LocalText
from models.metric.promised import Promised
from models.report.inputs.paper import PaperInputs
from models.report.inputs.standard import ClosureTold


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOpen:
    """Days of a kind. shortest: hours of the shortest of those on which it was open at all, None = there was none."""

    promised: Promised = field(default_factory=Promised)
    shortest: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesInputs(PaperInputs):
    """house: while any space is open by its rules; ahead: days of the rest of the year on which it is to be open;
    outdoor: None = there is no space outdoors; closures with the names of their spaces.

    fitness_day: whether the 8th of August is over; priced: sessions of that day that cost something; events: what was held
    for everybody; trained: who came to courses; None = no programme is written down. reduced: groups for whom every plan of a course,
    a room or the gym costs less, None = no prices are kept. limits: what the centre's file says otherwise, by rule.
    """

    house: Promised
    ahead: int
    is_over: bool
    kinds: Mapping[DayType, DaysOpen]
    school_holidays: DaysOpen
    outdoor: DaysOpen | None
    closures: tuple[ClosureTold, ...]
    names: Mapping[SpaceId, LocalText]
    fitness_day: bool
    priced: int | None
    events: int | None
    trained: int | None
    reduced: tuple[str, ...] | None
    limits: Mapping[str, float]
