"""Totals of lines, entry and exit apart."""

from models.counter import Crossing
from models.lines import Lines
from tests.measured import a_door, local, totals


def crossings(lines: Lines, readings, door=None) -> list[Crossing]:
    door = door or a_door()
    found = (lines.feed(door, *reading.measure.split("."), reading) for reading in readings)
    return [crossing for crossing in found if crossing is not None]


def test_a_total_waits_for_its_other_half_of_the_same_instant() -> None:
    lines = Lines()
    half = totals(local(9), 5, 2)
    assert crossings(lines, half[:1]) == []
    assert crossings(lines, half[1:]) == [Crossing(local(9), 0, 0)]
    assert crossings(lines, totals(local(9, 10), 9, 3)[::-1]) == [Crossing(local(9, 10), 4, 1)]


def test_lines_of_one_sensor_count_for_themselves() -> None:
    lines = Lines()
    crossings(lines, [*totals(local(9), 5, 2), *totals(local(9), 70, 60, line="line2")])
    found = crossings(lines, [*totals(local(9, 5), 6, 2), *totals(local(9, 5), 72, 60, line="line2")])
    assert [crossing.entries for crossing in found] == [1, 2]


def test_a_late_sample_is_no_crossing() -> None:
    lines = Lines()
    crossings(lines, [*totals(local(9), 5, 2), *totals(local(9, 10), 9, 2)])
    assert crossings(lines, totals(local(9, 5), 7, 2)) == []


def test_a_sensor_hung_the_wrong_way_round_is_turned() -> None:
    lines, door = Lines(), a_door(turned=True)
    crossings(lines, totals(local(9), 0, 0), door)
    assert crossings(lines, totals(local(9, 5), 1, 8), door) == [Crossing(local(9, 5), 8, 1)]
