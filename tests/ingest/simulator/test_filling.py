"""History can be filled twice, stopped and gone on with, by one process or by several, and comes out the same."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.simulator.filling import Destination, fill
from ingest.simulator.progress import Progress
from ingest.simulator.world import World
from models.centre import SpaceId
from models.hold import SessionStatus
from models.store import open_store
from tests.blank import blank_database
from tests.books import MemoryBook
from tests.builders import a_centre, a_space
from tests.fakes import MemoryEvents, MemoryProgramme, MemoryStore, MemoryTenancies
from tests.ingest.simulator.worlds import CALENDAR, a_world, sensors, shijiawan

UNTIL = datetime(2026, 11, 18, 7, 4, tzinfo=UTC)  # a Wednesday afternoon


def two_spaces() -> World:
    spaces = (a_space("gym"), a_space("canteen", persons=60))
    return World(a_centre(spaces, [s for s in sensors() if s.space in ("gym", "canteen")]), CALENDAR, 7)


def memory(folder: Path) -> Destination:
    return Destination(
        store=MemoryStore(),
        events=MemoryEvents(),
        book=MemoryBook(),
        programme=MemoryProgramme(),
        tenancies=MemoryTenancies(),
        folder=folder,
    )


class StopError(Exception):
    """Somebody pressed Ctrl-C."""


def test_filling_twice_changes_nothing_and_does_nothing(tmp_path: Path) -> None:
    to = memory(tmp_path)
    first = fill(two_spaces(), to, weeks=1, until=UNTIL, workers=1)
    facts, readings = dict(to.book.slots.kept), dict(to.store.kept)
    again = fill(two_spaces(), to, weeks=1, until=UNTIL, workers=1)
    assert first.done == first.total == 4  # two calendar weeks, two spaces
    assert (again.done, again.total) == (0, 0)
    assert (to.book.slots.kept, to.store.kept) == (facts, readings)


def test_filling_again_without_the_progress_file_gives_the_same(tmp_path: Path) -> None:
    to = memory(tmp_path)
    fill(two_spaces(), to, weeks=1, until=UNTIL, workers=1)
    facts, readings = dict(to.book.slots.kept), dict(to.store.kept)
    (tmp_path / "history-test.json").unlink()
    fill(two_spaces(), to, weeks=1, until=UNTIL, workers=1)
    assert (to.book.slots.kept, to.store.kept) == (facts, readings)


def test_an_interrupted_filling_goes_on_where_it_stopped(tmp_path: Path) -> None:
    whole = memory(tmp_path / "whole")
    fill(two_spaces(), whole, weeks=3, until=UNTIL, workers=1)
    halves = memory(tmp_path / "halves")

    def stop_after_three(progress: Progress) -> None:
        if progress.done == 3:
            raise StopError

    with pytest.raises(StopError):
        fill(two_spaces(), halves, weeks=3, until=UNTIL, workers=1, say=stop_after_three)
    rest = fill(two_spaces(), halves, weeks=3, until=UNTIL, workers=1)
    assert rest.total == 8 - 3
    assert halves.book.slots.kept == whole.book.slots.kept


def test_the_newest_week_of_every_space_comes_first(tmp_path: Path) -> None:
    to, seen = memory(tmp_path), []

    def look(progress: Progress) -> None:
        span = to.book.slots.span()
        seen.append(
            (progress.done, span.start if span else None, {f.space for f in to.book.slots.kept.values()})
        )

    fill(two_spaces(), to, weeks=3, until=UNTIL, workers=1, say=look)
    done, oldest, spaces = seen[1]
    assert done == 2
    assert oldest is not None
    assert oldest > UNTIL - timedelta(days=4)
    assert spaces == {"gym", "canteen"}


def test_a_later_run_fills_the_days_that_have_passed_since(tmp_path: Path) -> None:
    to, later = memory(tmp_path), UNTIL + timedelta(days=2)
    fill(two_spaces(), to, weeks=1, until=UNTIL, workers=1)
    more = fill(two_spaces(), to, weeks=1, until=later, workers=1)
    straight = memory(tmp_path / "straight")
    fill(two_spaces(), straight, weeks=2, until=later, workers=1)
    assert more.total == 2
    kept = {key: fact for key, fact in straight.book.slots.kept.items() if key in to.book.slots.kept}
    assert to.book.slots.kept == kept


def test_a_progress_file_beside_an_empty_table_is_not_believed(tmp_path: Path) -> None:
    fill(two_spaces(), memory(tmp_path), weeks=1, until=UNTIL, workers=1)
    assert fill(two_spaces(), memory(tmp_path), weeks=1, until=UNTIL, workers=1).total == 4


def test_bookings_reach_two_weeks_ahead(tmp_path: Path) -> None:
    to = memory(tmp_path)
    fill(
        shijiawan(),
        Destination(
            store=to.store,
            events=to.events,
            book=to.book,
            programme=to.programme,
            tenancies=to.tenancies,
            folder=tmp_path,
        ),
        weeks=0,
        until=UNTIL,
        workers=1,
    )
    ahead = [b for b in to.programme.sessions.kept.values() if b.window.start > UNTIL + timedelta(days=10)]
    assert ahead
    assert {b.status for b in ahead} <= {SessionStatus.CONFIRMED, SessionStatus.CANCELLED}


def test_readings_are_kept_longer_than_a_device_may_be_late_and_facts_for_all(tmp_path: Path) -> None:
    to = memory(tmp_path)
    fill(two_spaces(), to, weeks=7, until=UNTIL, workers=1)
    assert min(at for _, _, at in to.store.kept) >= UNTIL - timedelta(days=32)
    assert min(at for _, at in to.book.slots.kept) < UNTIL - timedelta(days=48)


def test_a_day_that_was_told_slip_by_slip_is_not_told_again_in_short(tmp_path: Path) -> None:
    to = memory(tmp_path)
    fill(two_spaces(), to, weeks=1, until=UNTIL, workers=1)
    told = dict(to.events.kept)
    (tmp_path / "history-test.json").unlink()
    fill(two_spaces(), to, weeks=8, until=UNTIL + timedelta(weeks=7), workers=1)
    young = UNTIL - timedelta(days=1)
    before = {key for key, event in told.items() if event.at < young}
    assert len(before) > 500
    assert {
        key
        for key, event in to.events.kept.items()
        if event.at < young and event.at >= UNTIL - timedelta(days=7)
    } <= set(told)


def test_two_processes_and_real_databases_give_what_one_process_in_memory_gives(tmp_path: Path) -> None:
    one = memory(tmp_path / "one")
    fill(a_world(), one, weeks=2, until=UNTIL, workers=1)
    database = blank_database(tmp_path / "centre.db")
    two = Destination(
        store=open_store(f"sqlite:///{tmp_path}/readings.db", "test"),
        events=database.events("test"),
        book=database.book("test"),
        programme=database.programme(a_world().centre),
        tenancies=database.tenancies("test"),
        folder=tmp_path / "two",
    )
    try:
        fill(a_world(), two, weeks=2, until=UNTIL, workers=2)
        span = one.book.slots.span()
        assert span is not None
        spaces = [SpaceId(key) for key in a_world().centre.spaces]
        assert database.slots("test").within(spaces, span) == one.book.slots.within(spaces, span)
        ids = list(a_world().centre.sensors)
        assert two.store.read(ids, span) == one.store.read(ids, span)
    finally:
        two.store.close()
        database.close()
