"""The sums of a year, read from a house whose months are known by construction."""

from dataclasses import replace
from datetime import date

import pytest

from models.report.inputs.year import YearInputs
from models.services.papers.year import year_inputs
from tests.measured import local
from tests.monthly import PERSON_HOURS_A_DAY, a_month_house, facts

FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)


@pytest.fixture(scope="module")
def year() -> YearInputs:
    """A house of which February and half of March are known, read in April."""
    house = a_month_house(FEBRUARY)
    gone = [date(2026, 3, n) for n in range(16, 32)]
    house.slots.put(list(facts(MARCH, gone)))
    return year_inputs(replace(house, clock=lambda: local(8, day=date(2026, 4, 2))), 2026)


def test_months_that_have_begun_stand_side_by_side_and_add_up_to_the_year(year: YearInputs) -> None:
    assert [one.month.month for one in year.months] == [1, 2, 3, 4]
    hours = [one.house.use.person_hours for one in year.months]
    assert hours == pytest.approx([0, 28 * PERSON_HOURS_A_DAY, 15 * PERSON_HOURS_A_DAY, 0])
    assert year.house.use.person_hours == pytest.approx(sum(hours))
    assert sum(one.sums.use.person_hours for one in year.spaces) == pytest.approx(sum(hours))


def test_the_spring_festival_of_the_year_is_known(year: YearInputs) -> None:
    assert year.festival == date(2026, 2, 17)


def test_without_books_there_is_no_money_which_is_not_0(year: YearInputs) -> None:
    assert all(one.money is None for one in year.months)
    assert (year.lines, year.buckets) == ({}, ())


def test_a_year_that_has_not_begun_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="2027"):
        year_inputs(a_month_house(FEBRUARY), 2027)
