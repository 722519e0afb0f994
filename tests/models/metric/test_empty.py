"""What it costs to stay open for nobody, off the peak."""

from dataclasses import replace
from datetime import date

import pytest

from models.calendar import SLOT, Calendar, DayType
from models.centre import SpaceId
from models.metric import METRICS
from models.metric.empty import EmptyOffPeak, empties
from models.metric.peak import PeakList, quiet_slots
from models.metric.sums import Sums
from models.money.slot_money import Amounts, DayMoney
from models.slot import SlotFact
from models.slot_grid import gridded
from tests.builders import a_fact, a_slot_day
from tests.measured import DAY, ZONE, local

MORNING = PeakList(
    space=SpaceId("gym"),
    valid_from=date(2026, 10, 1),
    slots={DayType.WORKDAY: frozenset({16, 17})},  # 8 to 9
    made_at=local(4),
)
MONEY = DayMoney(standing=Amounts(direct_fen=20_000, shared_fen=4_000), open_min=240)
"""100 fen a minute."""


def hours(*people: float | None, first: int = 8) -> list[SlotFact]:
    """Whole hours from a local one on."""
    return [
        a_fact(local(first + n) + quarter * SLOT, one) for n, one in enumerate(people) for quarter in range(4)
    ]


def found(facts: list[SlotFact], money: DayMoney = MONEY, lists: tuple[PeakList, ...] = (MORNING,)) -> Sums:
    days = a_slot_day(gridded(facts), DAY)
    (empty,) = empties(days, quiet_slots(days, lists, Calendar({}), ZONE), {DAY: money})
    return Sums(empty=empty)


def test_an_empty_hour_off_the_peak_costs_what_runs_on_in_it() -> None:
    sums = found(hours(0, 0, 12, 0))  # 8 is peak, 10 is in use, 9 and 11 are empty
    told = [METRICS[key].value(sums) for key in ("empty_hours", "empty_cost", "empty_hour_cost")]
    assert told == [2, 12_000, 6_000]


def test_an_hour_that_nobody_measured_is_not_taken_for_empty() -> None:
    assert METRICS["empty_hours"].value(found(hours(0, 0, None, 0))) == 2


def test_what_was_spent_for_one_session_does_not_run_on() -> None:
    money = replace(MONEY, moment=Amounts(direct_fen=99_000))
    assert METRICS["empty_cost"].value(found(hours(0, 0), money)) == 6_000


@pytest.mark.parametrize("lists", [(), (replace(MORNING, slots={}),)])
def test_without_a_peak_nothing_is_off_it(lists: tuple[PeakList, ...]) -> None:
    assert found(hours(0, 0), lists=lists).empty == EmptyOffPeak()


def test_where_nothing_was_open_nothing_runs_on() -> None:
    assert found(hours(0, 0), replace(MONEY, open_min=0)).empty == EmptyOffPeak()


def test_a_full_house_has_no_empty_hours_and_that_is_known() -> None:
    sums = found(hours(5, 5))
    assert METRICS["empty_hours"].value(sums) == 0
    assert METRICS["empty_hour_cost"].value(sums) is None
