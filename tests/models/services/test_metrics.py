"""The table of figures: rows, total, types of day, and the period beside it."""

from datetime import date, timedelta

import pytest

from models.calendar import SLOT, Calendar, CalendarDay, DayType
from models.centre import SpaceId
from models.metric import METRICS
from models.metric.period import Against, Period, month
from models.metric.shown import Standing
from models.metric.sums import Sums
from models.ports import Ports
from models.services.metrics import figures, metric_table, table_against
from tests.builders import GYM, a_centre, a_fact, a_space, some_ports
from tests.measured import local

HALL = SpaceId("hall")
MAKE_UP = date(2026, 10, 10)
"""A Saturday that is worked."""

OCTOBER = month("2026-10")


def a_house() -> Ports:
    """An hour of a gym and of a hall on each of the days around a make-up Saturday."""
    calendar = Calendar({MAKE_UP: CalendarDay(day=MAKE_UP, day_type=DayType.MAKEUP)})
    centre = a_centre([a_space("gym"), a_space("hall", persons=60)])
    ports = some_ports(centre, calendar, clock=lambda: local(12))
    for n in range(4):  # Thursday to Sunday
        start = local(9, day=date(2026, 10, 8) + timedelta(days=n))
        ports.slots.put([a_fact(start + k * SLOT, 10 * n) for k in range(4)])
        ports.slots.put([a_fact(start + k * SLOT, 30, "hall", capacity=60) for k in range(4)])
    return ports


def value(key: str, sums: Sums) -> float | None:
    return METRICS[key].value(sums)


def test_the_total_is_a_ratio_of_sums_and_no_mean_of_rates() -> None:
    table = metric_table(a_house(), OCTOBER)
    gym, hall = (value("utilisation", table.row(space)) for space in (GYM, HALL))
    assert (gym, hall) == (0.375, 0.5)
    assert value("utilisation", table.total()) == pytest.approx((60 + 120) / (4 * 40 + 4 * 60))
    assert table.total().spaces == {GYM, HALL}


def test_spaces_add_up_to_the_centre() -> None:
    table = metric_table(a_house(), OCTOBER)
    rows = [value("person_hours", table.row(space)) or 0 for space in table.cells]
    assert sum(rows) == value("person_hours", table.total()) == 180


def test_a_make_up_saturday_is_no_rest_day() -> None:
    ports = a_house()
    parts = metric_table(ports, OCTOBER).day_types(ports.calendar)
    hours = {day_type: value("person_hours", part.row(GYM)) for day_type, part in parts.items()}
    assert hours == {DayType.WORKDAY: 10, DayType.REST: 30, DayType.MAKEUP: 20}


def test_types_of_day_add_up_to_the_period() -> None:
    ports = a_house()
    table = metric_table(ports, OCTOBER)
    parts = table.day_types(ports.calendar).values()
    assert Sums.summed(part.total() for part in parts) == table.total()


def test_a_part_of_the_spaces_is_a_table_of_its_own() -> None:
    table = metric_table(a_house(), OCTOBER, [HALL])
    assert list(table.cells) == [HALL]
    assert table.total() == table.row(HALL)


def test_a_space_that_the_centre_does_not_have_is_named() -> None:
    with pytest.raises(LookupError, match="'attic' is not one of 'test'"):
        metric_table(a_house(), OCTOBER, [SpaceId("attic")])


def test_a_period_without_facts_has_rows_without_figures() -> None:
    table = metric_table(a_house(), month("2020-01"))
    assert {one.standing for one in figures(table.row(GYM))} == {Standing.NO_DATA}
    assert table.total().spaces == {GYM, HALL}


def test_the_other_period_is_made_in_the_same_way() -> None:
    ports = a_house()
    week = Period(date(2026, 10, 12), date(2026, 10, 18))
    assert value("person_hours", metric_table(ports, week).total()) is None
    before = table_against(ports, week, Against.PREVIOUS)
    assert before.period == Period(date(2026, 10, 5), date(2026, 10, 11))
    assert value("person_hours", before.total()) == 180


def test_figures_come_in_the_order_of_the_registry() -> None:
    shown = figures(metric_table(a_house(), OCTOBER).row(GYM))
    assert [one.metric.key for one in shown] == list(METRICS)
