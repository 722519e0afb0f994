"""The table of figures: rows, total, types of day, and the period beside it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.calendar import SLOT, Calendar, CalendarDay, DayType
from models.centre import SpaceId, SpaceKind
from models.metric import METRICS
from models.metric.period import Against, Period, month
from models.metric.shown import Standing
from models.metric.sums import Sums
from models.ports import Ports
from models.services.metrics import figures, metric_table, table_against
from tests.builders import GYM, a_centre, a_fact, a_sensor, a_space, some_ports
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


def test_a_figure_of_one_street_is_shown_by_what_was_measured_of_that_street() -> None:
    """Nothing was heard of the market at night: that the gym was measured all day says nothing of it."""
    street = a_space("street", kind=SpaceKind.MARKET)
    ports = some_ports(a_centre([a_space("gym"), street], [a_sensor("gate", "street")]))
    day = date(2026, 10, 8)
    ports.slots.put([a_fact(local(8, day=day) + n * SLOT, 10) for n in range(56)])
    told = [a_fact(local(8, day=day) + n * SLOT, 5 if n < 8 else None, "street") for n in range(56)]
    ports.slots.put([replace(fact, entries=9 if fact.measured_min else 0) for fact in told])
    total = metric_table(ports, OCTOBER).total()
    assert value("coverage", total) == pytest.approx((56 + 8) / 112)
    shown = {one.metric.key: one for one in figures(total)}
    for key in ("footfall", "morning_share", "night_share", "entries", "throughput", "dwell"):
        assert (shown[key].standing, shown[key].coverage) == (Standing.HIDDEN, pytest.approx(8 / 56))
    assert shown["person_hours"].standing is Standing.FLAGGED
