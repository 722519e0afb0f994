"""One sensor in depth: never more than a day of raw points, and holes where holes are."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.accepted_sensor import AcceptedSensor
from models.calendar import Window
from models.centre import SensorId
from models.desk import DeskError
from models.message import Message
from models.reading import Reading
from models.services.raw import DAY, between, newest, parts, sensor_day, unread
from models.services.sensors import Hearing, sensors
from models.services.strangers import RefusedError
from tests.builders import NOON, a_sensor, some_ports
from tests.fakes import MemoryAccepted, MemoryDesk
from tests.sensing import raw

DOOR = SensorId("gym-door")


def a_reading(minutes_ago: float, value: float = 1.0, measure: str = "people_in_total") -> Reading:
    return Reading(DOOR, measure, NOON - timedelta(minutes=minutes_ago), value)


def test_a_day_holds_the_last_24_hours_and_nothing_older() -> None:
    ports = some_ports()
    ports.store.write(
        [a_reading(5), a_reading(24 * 60 - 1, 7), a_reading(24 * 60 + 1, 9), a_reading(5, 3, "battery")]
    )
    day = sensor_day(ports, DOOR, NOON)
    assert {key: [value for _, value in line] for key, line in day.lines.items()} == {
        "people_in_total": [7, 1],
        "battery": [3],
    }


def test_a_silent_half_hour_is_an_empty_part_and_repeats_do_not_fill_it() -> None:
    ports = some_ports()  # the door reports every 300 s
    ports.store.write([a_reading(n) for n in range(1, 24 * 60, 5) if not 60 <= n < 120])
    ports.store.write([a_reading(20, n, f"people_in_total.line{n}") for n in range(9)])
    day = sensor_day(ports, DOOR, NOON)
    assert [n for n, part in enumerate(reversed(day.parts)) if part.share == 0] == [2, 3]
    assert day.share == pytest.approx(46 / 48)


def test_what_was_not_there_yet_owes_nothing() -> None:
    accepted = MemoryAccepted()
    ports = replace(some_ports(), accepted=accepted)
    new = a_sensor("new-door")  # reports every 300 s
    accepted.put(AcceptedSensor(sensor=new, by="li", at=NOON - timedelta(minutes=10)))
    ports.store.write([Reading(new.id, "battery", NOON - timedelta(minutes=n), 90.0) for n in (9, 4)])
    day = sensor_day(ports, new.id, NOON)
    assert [part.share for part in day.parts] == [None] * 47 + [1.0]
    assert day.share == 1.0


def test_a_sensor_of_the_file_is_there_from_its_first_word() -> None:
    ports = some_ports()
    ports.store.write([a_reading(n) for n in range(1, 60, 5)])
    assert [part.share for part in sensor_day(ports, DOOR, NOON).parts] == [None] * 46 + [1.0, 1.0]
    ports.store.write([a_reading(3 * 24 * 60)])
    assert [part.share for part in sensor_day(ports, DOOR, NOON).parts] == [0.0] * 46 + [1.0, 1.0]


def test_a_sensor_that_was_let_in_and_says_nothing_has_holes_from_then_on() -> None:
    accepted = MemoryAccepted()
    ports = replace(some_ports(), accepted=accepted)
    accepted.put(AcceptedSensor(sensor=a_sensor("new-door"), by="li", at=NOON - timedelta(hours=2)))
    assert [part.share for part in sensor_day(ports, "new-door", NOON).parts] == [None] * 44 + [0.0] * 4


@given(interval=st.integers(1, 172_800), minutes=st.lists(st.floats(0.01, 1439.9), max_size=60))
def test_shares_lie_between_nothing_and_all_and_the_parts_are_the_day(
    interval: int, minutes: list[float]
) -> None:
    window = Window(NOON - DAY, NOON)
    found = parts([a_reading(n) for n in minutes], window, interval)
    assert all(part.share is not None and 0 <= part.share <= 1 for part in found)
    if found:
        assert found[0].window.start == window.start
        assert abs(found[-1].window.end - window.end) < timedelta(milliseconds=1)


def test_only_messages_after_the_last_one_come() -> None:
    desk = MemoryDesk(messages={DOOR: [raw(NOON, n) for n in range(1, 6)]})
    ports = replace(some_ports(), desk=desk)
    assert [one.id for one in newest(ports, DOOR, 3)] == [5, 4]
    assert [one.id for one in newest(ports, DOOR, -9)] == [5, 4, 3, 2, 1]
    window = Window(NOON - timedelta(minutes=58), NOON - timedelta(minutes=56))
    assert [one.id for one in between(ports, DOOR, window)] == [2, 3]


def test_a_sensor_that_speaks_and_was_never_read_is_not_silent() -> None:
    desk = MemoryDesk(messages={DOOR: [raw(NOON, n, "short_frame") for n in range(1, 4)]})
    ports = replace(some_ports(), desk=desk)
    silent = sensors(ports, NOON).find(DOOR)
    assert silent is not None
    assert silent.hearing is Hearing.NEVER
    found = unread(ports, silent)
    assert found is not None
    assert found.id == 3
    assert unread(ports, replace(silent, hearing=Hearing.OFFLINE)) is None
    desk.messages = {DOOR: [raw(NOON, 1, "stored"), raw(NOON, 2, "short_frame")]}
    assert unread(ports, silent) is None
    desk.messages = {}
    assert unread(ports, silent) is None
    desk.away = DeskError("gone", Message("desk.away"))
    assert unread(ports, silent) is None


def test_a_sensor_that_the_centre_does_not_have_is_not_asked_for() -> None:
    desk = MemoryDesk()
    ports = replace(some_ports(), desk=desk)
    for ask in (lambda: newest(ports, "other-door"), lambda: sensor_day(ports, "other-door", NOON)):
        with pytest.raises(RefusedError):
            ask()
    assert desk.told == []
