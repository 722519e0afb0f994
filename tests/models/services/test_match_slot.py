"""Slots that are offered are open, free, quiet, within the hours of both, and one a day."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.calendar import DayType, Window
from models.centre import Schedule, SpaceKind
from models.forecast.room_left import Tier
from models.metric.peak import PeakList
from models.needs.need import WantedTime
from models.needs.takes import Takes
from models.ports import Ports
from models.services.match_slot import free_slots, slot_at
from tests.fakes import MemoryPeakLists
from tests.matched import helper, matched, need
from tests.timetabled import NOW, ROWS, TODAY, a_row, at, programme_in

TAKES = Takes(topic="health", minutes=90, room=SpaceKind.ROOM)
NURSE = helper("nurse", ["血压"])


def peaks(ports: Ports) -> MemoryPeakLists:
    """Every space is at its peak from 9:00 to 9:30."""
    found = MemoryPeakLists()
    slots = {kind: frozenset({18}) for kind in (DayType.WORKDAY, DayType.REST, DayType.STATUTORY)}
    found.keep(
        [PeakList(space=key, valid_from=TODAY, slots=slots, made_at=NOW) for key in ports.centre.spaces]
    )
    return found


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = matched(tmp_path, [], [])
    yield replace(ports, peaks=peaks(ports), forecasts=None)
    database.close()


def test_a_slot_is_free_quiet_open_and_within_the_hours_of_both(ports: Ports) -> None:
    found = free_slots(ports, need("n"), NURSE, TAKES)
    assert len({one.window.start.date() for one in found}) == len(found) == 3
    for one in found:
        space, local = ports.centre.spaces[one.space], one.window.start.astimezone(ports.centre.zone_info)
        assert space.kind is SpaceKind.ROOM
        assert one.tier is Tier.PROBABLY
        assert (local.hour, local.minute) == (9, 30)
        schedule = Schedule(space, ports.calendar, ports.centre.zone_info)
        assert schedule.within(one.window) == [one.window]


def test_where_nothing_is_known_of_the_peak_nothing_is_offered(ports: Ports) -> None:
    assert free_slots(replace(ports, peaks=None), need("n"), NURSE, TAKES) == []


def test_what_is_taken_is_not_offered(ports: Ports) -> None:
    craft = helper("nurse", ["血压"], venue="craft")
    (first, *_) = free_slots(ports, need("n"), craft, replace(TAKES, minutes=60))
    day = first.window.start.astimezone(ports.centre.zone_info).date()
    whole = replace(a_row(ROWS[4], day), id="whole", window=Window(at(day, 8), at(day, 21)))
    programme_in(ports).sessions.write([whole])
    after = free_slots(ports, need("n"), craft, replace(TAKES, minutes=60))
    assert after
    assert all(
        not (one.window.start < whole.window.end and one.window.end > whole.window.start) for one in after
    )
    assert slot_at(after, first.space, first.window.start.isoformat()) is None
    assert slot_at(after, after[0].space, after[0].window.start.isoformat()) == after[0]


def test_the_hours_that_were_asked_for_come_first(ports: Ports) -> None:
    friday = WantedTime(weekday=4, start_minute=600, end_minute=660)
    found = free_slots(ports, need("n", wanted=(friday,)), NURSE, replace(TAKES, minutes=60))
    local = found[0].window.start.astimezone(ports.centre.zone_info)
    assert (found[0].wanted, local.weekday(), local.hour) == (True, 4, 10)
    assert [one.wanted for one in found] == sorted((one.wanted for one in found), reverse=True)


@pytest.mark.parametrize("takes", [replace(TAKES, minutes=0), replace(TAKES, room=None)])
def test_who_needs_no_time_or_no_room_is_offered_none(ports: Ports, takes: Takes) -> None:
    assert free_slots(ports, need("n"), NURSE, takes) == []
