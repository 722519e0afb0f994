"""One space on one business day from its readings, or from the people that are kept of it: how all facts are made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.balance import Balance
from models.calendar import Window, floor_slot
from models.centre import Schedule, Sensor, Space
from models.estimate.learning import UNTAUGHT, Learned
from models.hold import Hold
from models.occupancy import Occupancy, occupancy
from models.people_day import rounded
from models.reading import Reading
from models.slot import SlotFact, business_window, slot_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAccount:
    """One space on one business day: its people and the facts that are made of them."""

    day: date
    present: Occupancy
    facts: list[SlotFact]

    @property
    def balance(self) -> Balance | None:
        """What its doors add up to; None where the people are known from before, not from readings."""
        return self.present.balance


def day_account(
    space: Space,
    sensors: Sequence[Sensor],
    schedule: Schedule,
    day: date,
    readings: Iterable[Reading],
    before: Iterable[Reading],
    holds: Iterable[Hold],
    until: datetime | None = None,
    learned: Learned = UNTAUGHT,
) -> DayAccount:
    """One space on one business day from its readings; arguments as for counted_day()."""
    present = counted_day(space, sensors, schedule, day, readings, before, until, learned)
    return account_of(space, schedule, day, present, holds)


def counted_day(
    space: Space,
    sensors: Sequence[Sensor],
    schedule: Schedule,
    day: date,
    readings: Iterable[Reading],
    before: Iterable[Reading],
    until: datetime | None = None,
    learned: Learned = UNTAUGHT,
) -> Occupancy:
    """The people of one space on one business day; live, late and historic days all come this way.

    readings: from fold_start() on; before: the newest reading of each measure before that, the base of the running totals;
    until: only slots that have ended by then (None = the whole day); learned: what earlier days tell.
    """
    window = business_window(day, schedule)
    if until is not None:
        window = Window(window.start, max(window.start, min(window.end, floor_slot(until))))
    return rounded(occupancy(space, sensors, schedule, window, readings, before, learned))


def account_of(
    space: Space, schedule: Schedule, day: date, present: Occupancy, holds: Iterable[Hold]
) -> DayAccount:
    """The account of a business day whose people are known already, as counted_day() leaves them."""
    return DayAccount(day=day, present=present, facts=slot_facts(space, schedule, present, holds))


def day_facts(
    space: Space,
    sensors: Sequence[Sensor],
    schedule: Schedule,
    day: date,
    readings: Iterable[Reading],
    before: Iterable[Reading],
    holds: Iterable[Hold],
    until: datetime | None = None,
    learned: Learned = UNTAUGHT,
) -> list[SlotFact]:
    """The facts alone; arguments as for day_account()."""
    return day_account(space, sensors, schedule, day, readings, before, holds, until, learned).facts
