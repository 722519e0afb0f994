"""Whatever is changed in whatever order: what is worked out again on the way is what would be worked out afresh."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.fact_work import FactWork
from ingest.rollup import REST_S, Rollup
from models.calendar import Calendar, CalendarDay, DayType, business_date, business_days_around
from models.centre import Centre, Closure, SpaceId
from models.fact_ports import OvertakenError
from models.hold import SessionStatus
from models.reading import Reading
from tests.books import MemoryBook
from tests.builders import a_centre, a_space
from tests.fakes import MemoryHolds, MemoryStore
from tests.measured import DAY, ZONE, a_door, booked, local, totals

GYM = SpaceId("gym")
NOW = local(9) + timedelta(days=3)
DAYS = [DAY + timedelta(days=n) for n in range(3)]


def work_over(store: MemoryStore, holds: MemoryHolds, centre: Centre | None = None, **more) -> FactWork:
    return FactWork(
        centre=centre or a_centre(sensors=(a_door(),)),
        calendar=Calendar({}),
        store=store,
        book=MemoryBook(),
        holds=holds,
        **more,
    )


class House:
    """A roll-up that follows whatever is changed, as the ingestor and the office do."""

    def __init__(self) -> None:
        self.store, self.holds, self.seconds = MemoryStore(), MemoryHolds(), 0.0
        self.work = work_over(self.store, self.holds)
        self.rollup = Rollup(self.work, monotonic=lambda: self.seconds)
        self.rollup.step(NOW - timedelta(days=4))

    @property
    def book(self) -> MemoryBook:
        book = self.work.book
        assert isinstance(book, MemoryBook)
        return book

    def hear(self, readings: Sequence[Reading]) -> None:
        self.store.write(readings)
        self.rollup.mark(readings)

    def book_span(self, start: datetime, end: datetime, key: str, status: SessionStatus) -> None:
        before = self.holds.kept.get(key)
        hold = booked(start, end, key=key, status=status)
        self.holds.put([hold])
        touched = [hold.window] + ([before.window] if before else [])
        self.book.ask({(GYM, day) for w in touched for day in business_days_around(w)}, "programme")

    def follow(self) -> None:
        for _ in range(40):
            self.seconds += REST_S
            if not self.rollup.step(NOW) and not self.rollup.waiting:
                return


HEARD = st.tuples(st.just("heard"), st.integers(0, 3 * 96 - 1), st.integers(0, 30), st.integers(0, 30))
HELD = st.tuples(st.just("held"), st.integers(0, 3 * 96 - 9), st.integers(1, 8), st.integers(0, 3))
EDITS = st.lists(st.one_of(HEARD, HELD), min_size=1, max_size=8)


def edit(house: House, kind: str, slot: int, one: int, two: int) -> None:
    at = local(4) + timedelta(minutes=15 * slot)
    if kind == "heard":
        house.hear(totals(at + timedelta(seconds=1), slot + one, slot // 2 + two))
    else:
        status = SessionStatus.CANCELLED if two == 3 else SessionStatus.CONFIRMED
        house.book_span(at, at + timedelta(minutes=20 * one), f"session-{two % 3}", status)


@settings(max_examples=15, deadline=None)
@given(EDITS, st.sets(st.integers(0, 7)))
def test_recounting_what_was_touched_equals_recounting_everything(edits, pauses: set[int]) -> None:
    house = House()
    house.follow()
    for n, (kind, slot, one, two) in enumerate(edits):
        edit(house, kind, slot, one, two)
        if n in pauses:
            house.follow()
    house.follow()
    assert house.book.asked == {}
    fresh = work_over(house.store, house.holds)
    fresh.from_readings(GYM, DAYS, NOW)
    assert isinstance(fresh.book, MemoryBook)
    kept = {key: fact for key, fact in house.book.slots.kept.items() if key in fresh.book.slots.kept}
    assert kept == fresh.book.slots.kept


def a_worked_day() -> tuple[FactWork, MemoryBook, MemoryStore, MemoryHolds]:
    store, holds = MemoryStore(), MemoryHolds()
    grid = (local(7) + timedelta(minutes=10 * n) for n in range(91))
    store.write([r for t in grid for r in totals(t, 6 if t >= local(9) else 0, 0)])
    work = work_over(store, holds)
    work.from_readings(GYM, [DAY], NOW)
    assert isinstance(work.book, MemoryBook)
    return work, work.book, store, holds


def test_a_late_booking_of_a_day_without_readings_has_right_ghost_and_walk_in_minutes() -> None:
    work, book, store, holds = a_worked_day()
    store.kept.clear()
    holds.put([booked(local(8, 30), local(9, 30))])
    assert work.again(GYM, [DAY], NOW).slots == 4
    sums = [
        (f.ghost_min, f.booked_used_min, f.walkin_min)
        for f in (book.slots.kept[GYM, local(*at)] for at in ((8, 30), (9, 0), (9, 30)))
    ]
    assert sums == [(15, 0, 0), (0, 15, 0), (0, 0, 15)]


def test_counting_readings_that_are_gone_forgets_nothing() -> None:
    work, book, store, _holds = a_worked_day()
    before = dict(book.slots.kept)
    store.kept.clear()
    assert work.from_readings(GYM, [DAY], NOW).slots == 0
    assert book.slots.kept == before


def test_a_day_of_which_the_store_has_let_go_a_part_is_not_counted_from_the_rest() -> None:
    work, book, store, _holds = a_worked_day()
    before = dict(book.slots.kept)
    store.kept = {key: r for key, r in store.kept.items() if r.at > local(12)}
    work.readings_kept = timedelta(days=2)
    assert work.from_readings(GYM, [DAY], NOW).slots == 0
    assert book.slots.kept == before


def test_measured_slots_without_people_or_readings_are_left_as_they_are() -> None:
    work, book, store, holds = a_worked_day()
    before = dict(book.slots.kept)
    book.people.clear()
    store.kept.clear()
    holds.put([booked(local(8, 30), local(9, 30))])
    assert work.again(GYM, [DAY], NOW).left == 1
    assert book.slots.kept == before


def test_a_day_that_never_was_worked_out_becomes_open_and_unmeasured() -> None:
    work = work_over(MemoryStore(), MemoryHolds())
    assert work.again(GYM, [DAY], NOW).slots == 56


def test_a_calendar_that_shuts_a_day_takes_its_slots_away() -> None:
    work, book, _store, _holds = a_worked_day()
    shut = a_space()
    rest = frozenset({DayType.WORKDAY})
    space = type(shut)(
        **{name: getattr(shut, name) for name in shut.__slots__} | {"opening": _only(shut, rest)}
    )
    work.centre = a_centre([space], (a_door(),))
    work.calendar = Calendar({DAY: CalendarDay(day=DAY, day_type=DayType.STATUTORY)})
    assert work.again(GYM, [DAY], NOW).slots == 56
    assert book.slots.kept == {}


def _only(space, kinds):
    (rule,) = space.opening
    return (type(rule)(days=kinds, start=rule.start, end=rule.end),)


class Overtaking(MemoryStore):
    """While its readings are read, somebody else works the same day out."""

    other: FactWork | None = None

    def read(self, *arguments):
        found = super().read(*arguments)
        other, self.other = self.other, None
        if other is not None:
            other.from_readings(GYM, [DAY], NOW)
        return found


def test_a_late_total_touches_every_day_up_to_that_on_which_its_counter_is_heard_again() -> None:
    work = work_over(MemoryStore(), MemoryHolds())
    door = [a_door().id]
    assert work.touched(GYM, DAY, door, NOW) == [DAY + timedelta(days=n) for n in range(4)]
    work.store.write(totals(local(9) + timedelta(days=2), 3, 0))
    assert work.touched(GYM, DAY, door, NOW) == [DAY + timedelta(days=n) for n in range(3)]
    work.store.write(totals(local(9) + timedelta(days=1), 2, 0))
    assert work.touched(GYM, DAY, door, NOW) == [DAY, DAY + timedelta(days=1)]


def test_what_was_counted_before_somebody_else_worked_the_day_out_is_not_written() -> None:
    store = Overtaking()
    work = work_over(store, MemoryHolds())
    store.other = work
    with pytest.raises(OvertakenError, match=str(DAY)):
        work.from_readings(GYM, [DAY], NOW)


def test_a_roll_up_that_was_overtaken_counts_once_more() -> None:
    house = House()
    house.store = house.work.store = Overtaking()
    house.follow()
    house.store.other = house.work
    house.hear(totals(local(9), 3, 0))
    house.hear(totals(local(9, 10), 8, 0))
    house.follow()
    assert house.book.slots.kept[GYM, local(9)].person_min > 0
    assert house.book.asked == {}


def test_a_mark_of_late_readings_survives_the_process_that_made_it() -> None:
    house = House()
    house.follow()
    house.hear(totals(local(9), 0, 0) + totals(local(9, 10), 8, 0))
    house.seconds += REST_S
    house.rollup._look_into_book(NOW)  # and here it is killed
    assert (GYM, DAY) in house.book.asked
    heir = Rollup(house.work, monotonic=lambda: 1e6)
    while heir.step(NOW):
        pass
    assert house.book.asked == {}
    assert house.book.slots.kept[GYM, local(9)].person_min > 0


def test_a_start_with_other_opening_hours_counts_exactly_the_days_that_they_touch_again() -> None:
    house = House()
    for n in range(2):
        house.hear(totals(local(9) + timedelta(days=n), 3 * n, 0))
        house.hear(totals(local(9, 20) + timedelta(days=n), 3 * n + 2, 0))
    house.rollup.catch_up(NOW)
    house.follow()
    work = house.work
    space = a_space()
    shut = Closure(first=DAYS[1], last=DAYS[1], reason={"zh-Hans": "修", "en": "Repair"})
    work.centre = a_centre([replace(space, closures=(shut,))], (a_door(),))
    house.rollup = Rollup(work, monotonic=lambda: house.seconds)
    house.rollup.catch_up(NOW)
    assert set(house.book.asked) == {(GYM, DAYS[1])}
    house.follow()
    assert house.book.asked == {}
    assert {business_date(start, ZONE) for _, start in house.book.slots.kept} >= {DAYS[0], DAYS[2]}
    assert not any(business_date(start, ZONE) == DAYS[1] for _, start in house.book.slots.kept)


def test_what_is_asked_for_days_to_come_is_forgotten_until_they_come() -> None:
    house = House()
    tomorrow: date = NOW.date() + timedelta(days=2)
    house.book.ask({(GYM, tomorrow)}, "programme")
    house.follow()
    assert house.book.asked == {}
    assert not any(start.date() >= tomorrow for _, start in house.book.slots.kept)
