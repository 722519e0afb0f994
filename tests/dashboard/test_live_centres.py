"""The pages know an accepted sensor and an imported day without a restart."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from dashboard.live_centres import LiveCentres, following
from models.accepted_sensor import AcceptedSensor
from models.calendar import Calendar, CalendarDay, DayType
from models.centre import CentreId, SensorId
from models.ports import Ports, StoreUnavailableError
from tests.builders import NOON, a_centre, a_sensor, some_ports
from tests.ingest.test_adoption import MemoryAccepted
from tests.waiting import until

CENTRE = CentreId("test")
NEW = a_sensor("plug", topic="zigbee2mqtt/plug")


def _live(accepted: MemoryAccepted) -> tuple[LiveCentres, list[Ports]]:
    told: list[Ports] = []
    ports = replace(some_ports(a_centre()), accepted=accepted)
    return LiveCentres({CENTRE: ports}, lambda _key, now: told.append(now)), told


def test_who_accepts_a_sensor_sees_it_at_once_and_so_does_the_hub() -> None:
    live, told = _live(MemoryAccepted())
    port = live[CENTRE].accepted
    assert port is not None
    port.put(AcceptedSensor(sensor=NEW, by="wang", at=NOON))
    assert set(live[CENTRE].centre.sensors) == {"gym-door", "plug"}
    assert [one.sensor for one in port.all()] == [NEW]
    port.remove(NEW.id)
    assert set(live[CENTRE].centre.sensors) == {"gym-door"}
    assert [len(ports.centre.sensors) for ports in told] == [2, 1]


def test_what_another_process_accepted_is_seen_with_the_next_look() -> None:
    accepted = MemoryAccepted()
    live, _ = _live(accepted)
    accepted.accept(NEW)
    assert SensorId("plug") not in live[CENTRE].centre.sensors

    async def follow() -> None:
        async with following(live):
            await asyncio.to_thread(until, lambda: "plug" in live[CENTRE].centre.sensors)

    asyncio.run(follow())
    assert SensorId("plug") in live[CENTRE].centre.sensors


def test_while_the_records_are_away_everything_stays_as_it_was() -> None:
    accepted = MemoryAccepted()
    live, told = _live(accepted)
    accepted.accept(NEW)
    live.refresh()
    accepted.away = True
    with pytest.raises(StoreUnavailableError):
        live.refresh()
    assert SensorId("plug") in live[CENTRE].centre.sensors
    live_again, _ = _live(accepted)
    assert list(live_again) == [CENTRE]
    assert len(live_again) == len(told) == 1


def test_a_centre_without_a_place_for_accepted_sensors_is_left_as_it_is() -> None:
    ports = some_ports(a_centre())
    live = LiveCentres({CENTRE: ports})
    live.refresh()
    assert live[CENTRE] is ports or live[CENTRE] == ports


def test_a_day_that_an_office_imports_is_known_with_the_next_look_at_the_calendar() -> None:
    day = CalendarDay(day=NOON.date(), day_type=DayType.STATUTORY)
    imported: dict[date, CalendarDay] = {}
    told: list[Ports] = []
    ports = some_ports(a_centre())
    live = LiveCentres({CENTRE: ports}, lambda _key, now: told.append(now), lambda: Calendar(dict(imported)))
    live.turn_page()
    imported[day.day] = day
    live.turn_page()
    live.turn_page()
    assert live[CENTRE].calendar.day_type(day.day) is DayType.STATUTORY
    assert [one.calendar.days for one in told] == [{day.day: day}]
