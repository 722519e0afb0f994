"""Late readings, late bookings and corrected drift, from the message to a database in a file: which quarter hours they change.

Two rooms with a door each; whatever happens to the gym, the hall beside it is the witness that nothing else was touched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ingest.fact_work import FactWork
from ingest.rollup import REST_S, Rollup
from models.calendar import Calendar, Window, business_date
from models.centre import SpaceId
from models.db import Database
from models.reading import Reading
from models.slot import SlotFact
from tests.blank import blank_database
from tests.builders import a_centre, a_sensor, a_session, a_space
from tests.fakes import MemoryStore
from tests.measured import DAY, ZONE, a_door, local, totals

GYM, HALL = SpaceId("gym"), SpaceId("hall")
CENTRE = a_centre((a_space(), a_space("hall", persons=60)), (a_door(), a_sensor("hall-door", "hall", 600)))
ONE_DAY = timedelta(days=1)
SPAN = Window(local(4), local(4) + 8 * ONE_DAY)

Slots = dict[tuple[SpaceId, datetime], SlotFact]
Stamps = dict[tuple[SpaceId, date], int]


@dataclass
class House:
    """The roll-up of an ingestor over a database; the clock is turned by hand."""

    database: Database
    store: MemoryStore = field(default_factory=MemoryStore)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        key, database = CENTRE.id, self.database
        work = FactWork(
            centre=CENTRE,
            calendar=Calendar({}),
            store=self.store,
            book=database.book(key),
            holds=database.holds(key),
            balances=database.balances(key),
        )
        self.rollup = Rollup(work, monotonic=lambda: self.seconds)

    def hear(self, readings: Sequence[Reading]) -> None:
        self.store.write(readings)
        self.rollup.mark(readings)

    def follow(self, now: datetime) -> None:
        """Until nothing is left to work out."""
        for _ in range(60):
            self.seconds += REST_S
            if not self.rollup.step(now) and not self.rollup.waiting:
                return
        raise AssertionError("the roll-up does not come to an end")

    def slots(self) -> Slots:
        kept = self.database.slots(CENTRE.id)
        return {(one.space, one.start): one for one in kept.within([GYM, HALL], SPAN)}

    def stamps(self) -> Stamps:
        """Of every day of both rooms; each writing of a day leaves another."""
        book = self.database.book(CENTRE.id)
        return {(space, DAY + n * ONE_DAY): book.stamp(space, DAY + n * ONE_DAY) for space in (GYM, HALL) for n in range(8)}  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    database = blank_database(tmp_path / "centre.db")
    yield House(database)
    database.close()


def a_day(day: int, door: str, people: int) -> list[Reading]:
    """From empty to empty; of 400 people a quarter is not seen to leave, of 300 everybody is."""
    later, base = day * ONE_DAY, 1000 * day
    said = ((7, 0, 0, 0), (9, 0, 200, 0), (9, 15, 200, 0), (21, 0, people, 300), (22, 10, people, 300))
    return [
        reading
        for hour, minute, entries, exits in (*said, (23, 50, people, 300))
        for reading in totals(local(hour, minute) + later, base + entries, base + exits, sensor=door)
    ]


def filled(house: House, days: int = 5, people: int = 400) -> None:
    for day in range(days):
        for door in ("gym-door", "hall-door"):
            house.hear(a_day(day, door, people))
        house.follow(local(4, 5) + (day + 1) * ONE_DAY)


def changed(before: Slots, after: Slots) -> set[tuple[SpaceId, datetime]]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def rewritten(before: Stamps, after: Stamps) -> set[tuple[SpaceId, date]]:
    return {key for key, stamp in after.items() if before[key] != stamp}


def test_a_late_reading_changes_the_quarter_hours_between_its_neighbours_and_no_other(house: House) -> None:
    now = local(12)
    for door in ("gym-door", "hall-door"):
        house.hear(totals(local(7), 0, 0, sensor=door))
        for n in range(13):
            at = local(9) + timedelta(minutes=10 * n)
            house.hear(totals(at, 6 if at < local(9, 30) else 8, 0, sensor=door))
    house.follow(now)
    slots, stamps = house.slots(), house.stamps()
    house.hear(totals(local(9, 24), 8, 0))
    house.follow(now)
    assert changed(slots, house.slots()) == {(GYM, local(9, 15)), (GYM, local(9, 30))}
    assert rewritten(stamps, house.stamps()) == {(GYM, DAY)}


def test_a_late_booking_changes_the_quarter_hours_that_it_holds_and_no_other(house: House) -> None:
    filled(house, people=300)
    slots, stamps = house.slots(), house.stamps()
    start = local(9, 30) + 2 * ONE_DAY
    house.database.programme(CENTRE).sessions.write([a_session(start, 1, "gym")])
    house.follow(local(4, 5) + 5 * ONE_DAY)
    quarter = timedelta(minutes=15)
    assert changed(slots, house.slots()) == {(GYM, start + n * quarter) for n in range(4)}
    assert rewritten(stamps, house.stamps()) <= {(GYM, DAY + 2 * ONE_DAY)}
    assert all(house.slots()[GYM, start + n * quarter].booked_min == 15 for n in range(4))


def test_corrected_drift_changes_what_a_fresh_count_changes_and_no_other(
    house: House, tmp_path: Path
) -> None:
    filled(house)
    slots, stamps = house.slots(), house.stamps()
    house.hear(a_day(0, "gym-door", 320))
    house.follow(local(4, 6) + 5 * ONE_DAY)
    found = changed(slots, house.slots())
    fresh = House(blank_database(tmp_path / "fresh.db"), house.store)
    for day in range(5):
        fresh.follow(local(4, 5) + (day + 1) * ONE_DAY)
    assert found == changed(slots, fresh.slots()), "no quarter hour too many and none too few"
    assert {space for space, _ in found} == {GYM}
    assert {business_date(start, ZONE) for _, start in found} == {DAY + n * ONE_DAY for n in range(5)}
    assert {space for space, _ in rewritten(stamps, house.stamps())} == {GYM}
    fresh.database.close()
