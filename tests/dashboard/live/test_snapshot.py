"""What browsers are told, and what those who may only see bands are not told."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dashboard.live.snapshot import Audience, snapshot
from models.calendar import SLOT
from models.ports import Ports
from models.services.background import background, nothing_yet
from models.services.live import board
from models.trail import Trail
from tests.builders import NOON, a_booking, a_centre, a_fact, a_space, a_state, some_ports, unrated
from tests.fakes import MemoryLive


def told(ports: Ports, audience: Audience) -> dict[str, Any]:
    now = board(ports, background(ports, NOON, nothing_yet()), Trail(), NOON)
    parsed: dict[str, Any] = json.loads(json.dumps(snapshot(now, audience)))
    return parsed


def gym_with(people: float | None, capacity: int = 40) -> Ports:
    ports = some_ports(a_centre([a_space(persons=capacity)]))
    ports.slots.put([a_fact(NOON - n * SLOT, people) for n in (4, 3, 2, 1)])
    assert isinstance(ports.live, MemoryLive)
    ports.live.put(a_state(people, capacity=capacity), at=NOON)
    return ports


def numbers(tree: object) -> list[float]:
    """Every number below 10,000 anywhere in the JSON: instants are larger."""
    if isinstance(tree, dict):
        return [n for value in tree.values() for n in numbers(value)]
    if isinstance(tree, list):
        return [n for value in tree for n in numbers(value)]
    return [tree] if isinstance(tree, int | float) and not isinstance(tree, bool) and tree < 10_000 else []


def test_no_data_is_null_and_never_zero() -> None:
    body = told(gym_with(None), Audience.FULL)
    space = body["spaces"]["gym"]
    assert space["people"] is None
    assert space["fill"] is None
    assert space["status"] == "unknown"
    assert {people for _, people in body["trends"]["gym"]["points"]} == {None}


def test_people_are_whole_and_fill_is_a_share_of_capacity() -> None:
    space = told(gym_with(9.6), Audience.FULL)["spaces"]["gym"]
    assert (space["people"], space["fill"], space["status"]) == (10, 0.24, "quiet")


@pytest.mark.parametrize("people", [0, 1, 2, 4, 17])
def test_whoever_sees_bands_cannot_tell_one_person_from_none(people: float) -> None:
    assert told(gym_with(people), Audience.BANDS) == told(gym_with(0), Audience.BANDS)


def test_whoever_sees_bands_cannot_tell_when_somebody_passed_a_door() -> None:
    passed = NOON + timedelta(seconds=59, milliseconds=1)
    ports = some_ports()
    assert isinstance(ports.live, MemoryLive)
    ports.live.put(replace(a_state(3), at=passed), at=NOON)
    ats = [told(ports, audience)["spaces"]["gym"]["at"] for audience in (Audience.FULL, Audience.BANDS)]
    assert ats == [round(passed.timestamp() * 1000), NOON.timestamp() * 1000]


@pytest.mark.parametrize("people", [37, 31, 23])
def test_no_count_reaches_whoever_sees_bands(people: float) -> None:
    assert people in numbers(told(gym_with(people), Audience.FULL))
    assert people not in numbers(told(gym_with(people), Audience.BANDS))


def test_somebody_in_a_closed_space_is_told_to_those_who_see_counts_only() -> None:
    ports = some_ports()
    assert isinstance(ports.live, MemoryLive)
    ports.live.put(a_state(1, opened=False), at=NOON)
    assert [a["key"] for a in told(ports, Audience.FULL)["alerts"]] == ["closed_occupied"]
    assert told(ports, Audience.BANDS)["alerts"] == []


def test_a_full_space_is_told_to_everybody_with_a_number_for_some() -> None:
    ports = gym_with(45)
    full, bands = (told(ports, audience)["alerts"][0] for audience in (Audience.FULL, Audience.BANDS))
    assert (full["key"], full["people"], full["capacity"]) == ("over_capacity", 45, 40)
    assert bands["key"] == "over_capacity"
    assert "people" not in bands


@pytest.mark.parametrize("audience", Audience)
def test_everybody_is_told_how_many_spaces_have_said_anything(audience: Audience) -> None:
    ports = some_ports(a_centre([a_space(), a_space("pool")]))
    assert isinstance(ports.live, MemoryLive)
    ports.live.put(a_state(3), at=NOON)
    house = told(ports, audience)["house"]
    assert (house["told"], house["spaces"]) == (1, 2)


def test_titles_of_bookings_come_in_every_language() -> None:
    ports = gym_with(3)
    ports.holds.put([a_booking(NOON)])
    assert told(ports, Audience.FULL)["spaces"]["gym"]["now"]["title"] == {
        "zh-Hans": "太极班",
        "en": "Tai chi",
    }


@pytest.mark.parametrize("audience", list(Audience))
def test_a_space_without_a_capacity_is_neither_full_nor_empty(audience: Audience) -> None:
    ports = some_ports(a_centre([unrated(a_space())]))
    ports.slots.put([a_fact(NOON - n * SLOT, 30) for n in (4, 3, 2, 1)])
    assert isinstance(ports.live, MemoryLive)
    ports.live.put(a_state(30, capacity=None), at=NOON)
    gym = told(ports, audience)["spaces"]["gym"]
    assert (gym["status"], gym["fill"], gym["usual"]) == ("unknown", None, None)
    if audience is Audience.FULL:
        assert (gym["people"], gym["capacity"]) == (30, None)
