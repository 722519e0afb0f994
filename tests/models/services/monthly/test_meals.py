"""The canteens of a month by service and kind of day, known by construction."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from models.calendar import Calendar, CalendarDay, DayType
from models.metric import METRICS
from models.metric.period import month_of
from models.metric.sums import Sums
from models.money.meal_claim import BandSum
from models.report.inputs.meals import MealInputs
from models.services.monthly.meals import meal_inputs
from tests.builders import a_space, some_ports
from tests.fakes import MemoryEvents
from tests.measured import DAY, local
from tests.models.money.test_meal_claim import a_sale as a_slip
from tests.models.money.test_subsidy import RULE
from tests.models.services.offices import an_office
from tests.models.services.test_canteen import a_house, a_sale, moved

MONTH = month_of(DAY)
HOLIDAY = DAY + timedelta(days=1)


def covers(sums: Sums) -> float | None:
    return METRICS["covers"].value(sums)


def test_each_service_is_told_by_kind_of_day() -> None:
    ports = replace(
        a_house(local(20)),
        calendar=Calendar({HOLIDAY: CalendarDay(day=HOLIDAY, day_type=DayType.STATUTORY)}),
    )
    ports.events.put(
        [
            a_sale(local(11), "lunch", 120_000, 0, 100),
            a_sale(local(17), "dinner", 50_000, 0, 50),
            a_sale(local(11, day=HOLIDAY), "lunch", 9_000, 0, 7),
            *moved("1", local(16), local(16, 30)),
        ]
    )
    (found,) = meal_inputs(ports, MONTH).canteens
    lunch, dinner = found.services
    assert {kind: covers(sums) for kind, sums in lunch.by.items()} == {
        DayType.WORKDAY: 100,
        DayType.STATUTORY: 7,
    }
    assert (covers(lunch.total), covers(dinner.total), covers(found.total)) == (107, 50, 157)
    assert METRICS["meals_delivered"].value(found.days[DayType.WORKDAY]) == 1
    assert METRICS["meals_delivered"].value(dinner.total) is None


def test_a_centre_without_canteen_has_none_and_without_books_nobody_knows_of_bands() -> None:
    assert meal_inputs(some_ports(), MONTH) == MealInputs()
    assert meal_inputs(a_house(), MONTH).bands is None


def test_subsidised_meals_are_those_of_the_claim(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    assert office.ports.money is not None
    office.ports.money.subsidies.propose([RULE])
    ports = replace(a_house(local(20)), money=office.ports.money, events=MemoryEvents())
    ports.events.put([a_slip(2, 1_500, 150), a_slip(3, 1_500, 150), a_slip(9, 1_400, 210), a_slip(9, 900, 0)])
    found = meal_inputs(ports, MONTH)
    assert found.bands == {
        "60-74": BandSum(meals=2, menu_fen=3_000, subsidy_fen=300),
        "75+": BandSum(meals=1, menu_fen=1_400, subsidy_fen=210),
    }
    assert found.weeks is not None
    assert found.weeks[date(2026, 11, 9)] == {"60-74": 0, "75+": 1}


def test_a_canteen_that_sold_nothing_has_no_kind_of_day() -> None:
    (found,) = meal_inputs(a_house(local(20)), month_of(date(2026, 1, 1))).canteens
    assert (found.days, covers(found.total)) == ({}, None)
    assert [one.by for one in found.services] == [{}, {}]
    assert a_space("canteen").name != {}
