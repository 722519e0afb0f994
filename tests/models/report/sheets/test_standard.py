"""Sheet 13: opening times, closures with their notice, sensors, and what people put right."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.balance import Balance, DoorBalance, Heard
from models.calendar import Window
from models.centre import Closure, SensorId, SpaceId
from models.metric.period import month_of
from models.ports import Ports
from models.remark import Remark, RemarkKind
from models.report.sheet import Absent, Sheet
from models.report.sheets.standard import HOUSE, sheet
from models.services.month_inputs import gather
from tests.builders import GYM
from tests.fakes import MemoryBalances, MemoryRemarks
from tests.measured import local
from tests.monthly import HOURS, a_month_house, spring_calendar, with_programme

APRIL, FEBRUARY = date(2026, 4, 1), date(2026, 2, 1)
CHANGED = date(2026, 4, 16)
"""The day on which the gym's counter was taken away and another put in its place."""


def told(house: Ports, month: date = APRIL) -> Sheet:
    return sheet(gather(house, month))


def shut(house: Ports, closure: Closure) -> Ports:
    gym = replace(house.centre.spaces[GYM], closures=(closure,))
    return replace(house, centre=replace(house.centre, spaces={**house.centre.spaces, GYM: gym}))


def a_closure(announced: date | None) -> Closure:
    reason = {"zh-Hans": "检修", "en": "Repairs"}
    return Closure(first=date(2026, 4, 20), last=date(2026, 4, 22), reason=reason, announced=announced)


def test_hours_a_week_are_those_of_the_rules_less_closures() -> None:
    table = told(shut(a_month_house(APRIL), a_closure(None))).table("opening")
    assert table.cell("hall", "hours_a_week").number == pytest.approx(7 * 14)
    assert table.cell("gym", "hours_a_week").number == pytest.approx(7 * 14 * 27 / 30)
    assert (table.cell("gym", "open_days").count, table.cell("hall", "open_days").count) == (27, 30)


def test_the_house_is_open_while_any_of_its_spaces_is() -> None:
    table = told(shut(a_month_house(APRIL), a_closure(None))).table("opening")
    assert table.cell(HOUSE, "hours_a_week").number == pytest.approx(7 * 14), (
        "the same hours of two count once"
    )
    assert table.cell(HOUSE, "open_days").count == 30


def test_holidays_and_make_up_days_are_told_apart_and_days_that_are_none_are_not_asked() -> None:
    table = told(a_month_house(FEBRUARY, calendar=spring_calendar()), FEBRUARY).table("opening")
    assert table.cell("gym", "hours_statutory").number == pytest.approx(14)
    assert table.cell("gym", "hours_makeup").number == pytest.approx(14)
    april = told(a_month_house(APRIL)).table("opening")
    assert april.cell("gym", "hours_statutory").absent is Absent.NOT_ASKED


def test_days_of_the_year_are_promised_by_the_rules_and_seen_by_sensors() -> None:
    table = told(a_month_house(APRIL, without={date(2026, 4, 3)})).table("opening")
    assert table.cell("gym", "open_days_year").count == 31 + 28 + 31 + 30
    assert table.cell("gym", "seen_days_year").count == 29
    assert table.cell("gym", "known_since").day == APRIL


@pytest.mark.parametrize(
    ("announced", "days", "kept"),
    [
        (date(2026, 4, 13), 7, "report.yes"),
        (date(2026, 4, 14), 6, "report.no"),
        (None, None, None),
    ],
)
def test_a_closure_needs_seven_days_of_notice(
    announced: date | None, days: int | None, kept: str | None
) -> None:
    table = told(shut(a_month_house(APRIL), a_closure(announced))).table("closures")
    (row,) = table.rows
    assert table.cell(row.key, "notice_days").count == days
    text = table.cell(row.key, "notice_kept").text
    assert (text.key if text else None) == kept


def test_a_closure_that_somebody_noted_was_announced_when_it_was_written() -> None:
    start = local(0, day=date(2026, 4, 20))
    noted = Remark(
        id="r",
        space=None,
        window=Window(start, start + timedelta(days=2)),
        kind=RemarkKind.CLOSURE,
        text="停电",
        by="wang",
        at=start - timedelta(days=2),
    )
    table = told(a_month_house(APRIL, remarks=MemoryRemarks({"r": noted}))).table("closures")
    (row,) = table.rows
    assert table.cell(row.key, "last").day == date(2026, 4, 21)
    assert table.cell(row.key, "notice_days").count == 2


def changed_sensor() -> Ports:
    """Each day 100 come and go; the old counter claims 2 too many a day and hears half, the new one is right."""
    balances = MemoryBalances()
    for day in month_of(APRIL).days():
        is_new = day >= CHANGED
        key = SensorId("gym-door" if is_new else "gym-door-old")
        door = DoorBalance(sensor=key, entries=100, exits=100 if is_new else 98, drift=0 if is_new else 2)
        heard = Heard(sensor=key, samples=84 if is_new else 42, expected=84)
        balances.put(
            [
                Balance(
                    space=GYM,
                    day=day,
                    complete=day != CHANGED,
                    doors=(door,),
                    heard=(heard,),
                    contradictions=1,
                )
            ]
        )
    return a_month_house(APRIL, balances=balances)


def test_a_sensor_that_was_changed_is_told_as_two_each_with_its_own_days() -> None:
    table = told(changed_sensor()).table("devices")
    old, new = "gym-door-old", "gym-door"
    assert (table.cell(old, "first_heard").day, table.cell(old, "last_heard").day) == (
        APRIL,
        date(2026, 4, 15),
    )
    assert table.cell(new, "first_heard").day == CHANGED
    assert table.cell(old, "uptime").number == pytest.approx(0.5)
    assert table.cell(new, "uptime").number == pytest.approx(1)
    assert (table.cell(old, "door_entries").count, table.cell(old, "door_exits").count) == (1500, 1470)
    assert table.cell(old, "drift").number == pytest.approx(30)
    assert table.cell(old, "drift_share").number == pytest.approx(30 / 1500)
    gone = table.cell(old, "role").text
    assert gone is not None
    assert gone.key == "report.role.gone"


def test_a_space_tells_its_gaps_its_balanced_days_and_its_corrections() -> None:
    table = told(changed_sensor()).table("quality")
    assert table.cell("gym", "promised_hours").number == pytest.approx(30 * 14)
    assert table.cell("gym", "gap_hours").number == pytest.approx(30 * (14 - HOURS))
    assert table.cell("gym", "slots").count == 30 * HOURS * 4
    assert (table.cell("gym", "counted_days").count, table.cell("gym", "closed_days").count) == (30, 29)
    assert table.cell("gym", "corrections").count == 30
    assert table.cell("gym", "count_drift").number == pytest.approx(30 / 2900)
    assert table.cell("hall", "counted_days").absent is Absent.NOT_ASKED


def test_what_was_counted_by_hand_is_told_beside_what_sensors_said() -> None:
    found = told(with_programme(a_month_house(APRIL), APRIL))
    said = found.table("counted_by")
    assert [said.cell(key, "count").count for key in ("manual", "checkin", "sensor")] == [360, 168, 30]
    assert found.table("by_hand").cell("imports", "count").absent is Absent.NO_DATA


def test_the_space_of_a_device_that_the_centre_has_no_more_is_no_data() -> None:
    balances = MemoryBalances()
    attic = SpaceId("attic")
    heard = Heard(sensor=SensorId("old"), samples=1, expected=2)
    balances.put([Balance(space=attic, day=APRIL, complete=True, heard=(heard,))])
    assert "old" not in {
        row.key for row in told(a_month_house(APRIL, balances=balances)).table("devices").rows
    }
