"""How a space or the house was used over some days."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from models.calendar import SLOT, Calendar
from models.centre import SpaceId
from models.heatmap import DayKind, Row
from models.metric.period import Period
from models.ports import Ports
from models.services.use import has_counter, house_day, kept_days, period_use, row_days, space_day
from models.utilisation import Utilisation, utilisation
from tests.builders import GYM, NOON, a_centre, a_fact, a_sensor, a_space, some_ports
from tests.fakes import MemorySlots

HALL = SpaceId("hall")
MONDAY = date(2026, 11, 16)
WEEK = Period(MONDAY, date(2026, 11, 22))


def ports() -> Ports:
    """Ten in the gym at noon of each day, twenty in the hall on Wednesday; both with one hour of facts."""
    centre = a_centre([a_space(), a_space("hall", persons=80)], [a_sensor()])
    found = some_ports(centre, Calendar({}))
    noon = datetime(2026, 11, 16, 12, tzinfo=centre.zone_info)
    gym = [a_fact(noon + timedelta(days=day) + n * SLOT, 10) for day in range(7) for n in range(4)]
    hall = [a_fact(noon + timedelta(days=2) + n * SLOT, 20, "hall", capacity=80) for n in range(4)]
    found.slots.put([*gym, *hall])
    return found


def test_the_house_is_the_sum_of_its_spaces_and_of_its_days() -> None:
    use = period_use(ports(), WEEK, [GYM, HALL])
    assert use.total.person_hours == pytest.approx(90)
    assert {key: one.person_hours for key, one in use.spaces.items()} == {GYM: 70, HALL: 20}
    assert sum(use.days.values(), Utilisation()).person_hours == pytest.approx(90)
    assert len(use.days) == 7


def test_only_days_of_the_wanted_kind_count_in_every_part() -> None:
    use = period_use(ports(), WEEK, [GYM, HALL], [DayKind.REST])
    assert use.total.person_hours == pytest.approx(20)
    assert sum(one.person_hours for one in use.spaces.values()) == pytest.approx(20)
    assert list(use.days) == [date(2026, 11, 21), date(2026, 11, 22)]
    assert {row.kind for row in use.heat.rows} == {DayKind.REST}


def test_the_sums_are_those_of_the_slots_themselves() -> None:
    found = ports()
    facts = found.slots.within([GYM, HALL], WEEK.window(found.centre.zone_info))
    assert period_use(found, WEEK, [GYM, HALL]).total == utilisation(facts)


def test_a_period_without_facts_has_no_days() -> None:
    use = period_use(ports(), Period(date(2025, 1, 1), date(2025, 1, 31)), [GYM])
    assert use.days == {}
    assert use.total == Utilisation()


def test_the_days_behind_a_row_come_newest_first_with_their_hour_or_as_a_whole() -> None:
    wednesdays = row_days(ports(), WEEK, [GYM, HALL], Row(DayKind.WORK, 2), 12)
    assert [(one.day, one.use.person_hours) for one in wednesdays] == [(date(2026, 11, 18), 30)]
    work = row_days(ports(), WEEK, [GYM], Row(DayKind.WORK), None)
    assert [one.day for one in work] == [MONDAY + timedelta(days=n) for n in (4, 3, 2, 1, 0)]
    assert row_days(ports(), WEEK, [GYM], Row(DayKind.WORK), 9) == []


def test_one_day_is_told_by_space_and_by_quarter_hour() -> None:
    house = house_day(ports(), date(2026, 11, 18), [GYM, HALL])
    assert [heat.cell(0, 8).person_hours for heat in house.values()] == [10, 20]
    day = space_day(ports(), HALL, date(2026, 11, 18))
    assert day.step == 1
    assert day.cell(0, 32).person_hours == pytest.approx(5)


def test_what_is_kept_is_told_in_business_days() -> None:
    assert kept_days(ports()) == WEEK
    late = a_fact(NOON + timedelta(hours=13), 1)  # 01:00 of the next date
    assert kept_days(replace(some_ports(), slots=MemorySlots({(GYM, late.start): late}))) == Period(
        date(2026, 11, 18), date(2026, 11, 18)
    )
    assert kept_days(some_ports()) is None


def test_a_space_without_a_door_counter_counts_nobody() -> None:
    assert has_counter(ports(), [GYM])
    assert not has_counter(ports(), [HALL])
