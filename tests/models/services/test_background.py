"""The slow parts are read rarely, and again when there is something new to know."""

from datetime import timedelta

from models.calendar import SLOT
from models.ports import Ports
from models.services.background import Background, UsualShelf, background, nothing_yet
from tests.builders import GYM, NOON, a_booking, a_fact, some_ports
from tests.fakes import MemorySlots


def reads(ports: Ports) -> int:
    assert isinstance(ports.slots, MemorySlots)
    return ports.slots.reads


def seconds_later(ports: Ports, seconds: float, previous: Background) -> Background:
    return background(ports, NOON + timedelta(seconds=seconds), previous)


def test_within_half_a_minute_nothing_is_read_again() -> None:
    ports = some_ports()
    first = background(ports, NOON, nothing_yet())
    known = reads(ports)
    assert seconds_later(ports, 29, first) is first
    assert reads(ports) == known


def test_a_new_booking_is_seen_after_half_a_minute_and_usual_days_are_kept() -> None:
    ports = some_ports()
    ports.slots.put([a_fact(NOON - timedelta(days=3))])
    first = background(ports, NOON, nothing_yet())
    ports.holds.put([a_booking(NOON + timedelta(hours=1))])
    later = seconds_later(ports, 31, first)
    assert [b.id for b in later.holds] == ["b1"]
    assert later.usual is first.usual


def test_usual_days_are_made_anew_with_each_quarter_hour() -> None:
    ports = some_ports()
    first = background(ports, NOON, nothing_yet())
    assert seconds_later(ports, 900, first).usual is not first.usual


def test_usual_days_are_made_anew_when_an_older_history_arrives() -> None:
    ports = some_ports()
    first = background(ports, NOON, nothing_yet())
    days = [NOON - timedelta(days=n) for n in range(1, 30)]
    ports.slots.put([a_fact(day + k * SLOT, 6) for day in days for k in range(-2, 3)])
    usual = seconds_later(ports, 31, first).usual[GYM].at(48)
    assert usual is not None
    assert usual.median == 6


def test_a_clock_that_was_set_back_does_not_freeze_the_board() -> None:
    ports = some_ports()
    first = background(ports, NOON, nothing_yet())
    assert seconds_later(ports, -3600, first) is not first


def test_the_shelf_reads_a_space_once_a_quarter_hour() -> None:
    ports, shelf = some_ports(), UsualShelf()
    first = shelf.usual(ports, GYM, NOON)
    known = reads(ports)
    assert shelf.usual(ports, GYM, NOON + timedelta(minutes=14)) is first
    assert reads(ports) == known
    assert shelf.usual(ports, GYM, NOON + timedelta(minutes=15)) is not first
