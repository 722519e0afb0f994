"""Reports of one's own: the same figures as everywhere, cut into any rows, which together are the house."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.metric import METRICS
from models.metric.metric import Total
from models.metric.period import Period, month_of
from models.report.figure import figure
from models.report.inputs.own import OwnInputs, OwnRow
from models.report.own.choice import Grouping, OwnChoice
from models.report.own.span import FIXED
from models.report.sheet import Absent
from models.services.metrics import metric_table
from models.services.papers.own import months_of, own_inputs
from tests.monthly import HOURS, PERSON_HOURS_A_DAY, a_month_house, with_programme

OCTOBER = date(2026, 10, 1)
TODAY = date(2026, 11, 2)
HOUSE = with_programme(a_month_house(OCTOBER), OCTOBER)
SUMMED = tuple(key for key, one in METRICS.items() if one.total is Total.SUM)
FEW = ("person_hours", "utilisation", "attendances", "fill_rate", "used_hours")


def october(by: Grouping = Grouping.SPACE, *metrics: str) -> OwnInputs:
    return own_inputs(HOUSE, OwnChoice(metrics=metrics or FEW, by=by), TODAY)


def row(inputs: OwnInputs, key: str) -> OwnRow:
    return next(one for one in inputs.rows if one.key == key)


@pytest.mark.parametrize("by", [one for one in Grouping if one is not Grouping.HALF_HOUR])
def test_every_total_is_that_of_the_table_of_figures_however_it_is_cut(by: Grouping) -> None:
    whole = metric_table(HOUSE, month_of(OCTOBER)).total()
    told = october(by, *METRICS)
    for key, metric in METRICS.items():
        known, expected = told.total.cells[key], figure(metric, whole)
        assert (known.number, known.count) == pytest.approx((expected.number, expected.count)), key
        assert known.absent == expected.absent, key


@pytest.mark.parametrize("by", list(Grouping))
def test_what_is_added_up_is_the_sum_of_its_rows(by: Grouping) -> None:
    told = october(by, "person_hours", "used_hours", "measured_hours")
    for key in told.metrics:
        parts = [one.cells[key].number or 0 for one in told.rows]
        assert sum(parts) == pytest.approx(told.total.cells[key].number), key


def test_days_without_a_fact_are_rows_without_data_and_never_nought() -> None:
    silent = date(2026, 10, 5)
    house = a_month_house(OCTOBER, without=[silent])
    told = own_inputs(house, OwnChoice(metrics=("person_hours",), by=Grouping.DAY), TODAY)
    assert len(told.rows) == 31
    assert row(told, "2026-10-05").cells["person_hours"].absent is Absent.NO_DATA
    assert row(told, "2026-10-06").cells["person_hours"].number == pytest.approx(PERSON_HOURS_A_DAY)


def test_half_hours_tell_what_quarter_hours_know_and_ask_for_nothing_else() -> None:
    told = october(Grouping.HALF_HOUR, "person_hours", "off_peak_share", "attendances")
    assert [one.key for one in told.rows] == ["09:00", "09:30", "10:00", "10:30"]
    first = told.rows[0].cells
    assert first["person_hours"].number == pytest.approx(31 * PERSON_HOURS_A_DAY / HOURS / 2)
    assert (first["off_peak_share"].absent, first["attendances"].absent) == (Absent.NOT_ASKED,) * 2


def test_a_figure_of_one_space_is_not_told_of_several_together() -> None:
    told = october(Grouping.DAY, "mean_people")
    assert told.rows[0].cells["mean_people"].absent is Absent.NOT_TOGETHER
    gym = own_inputs(
        HOUSE,
        replace(OwnChoice(metrics=("mean_people",), by=Grouping.DAY), spaces=("gym",)),  # type: ignore[arg-type]
        TODAY,
    )
    assert gym.rows[0].cells["mean_people"].number == pytest.approx(10)


def test_the_work_can_be_ended_between_two_months() -> None:
    seen = []

    def step(done: int, of: int) -> None:
        seen.append((done, of))
        if done == 1:
            raise InterruptedError

    choice = OwnChoice(metrics=FEW, span=FIXED, first=date(2026, 9, 20), last=date(2026, 11, 1))
    with pytest.raises(InterruptedError):
        own_inputs(HOUSE, choice, TODAY, step=step)
    assert seen == [(0, 3), (1, 3)]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40))
def test_months_are_the_same_as_the_period_at_once(first: int, length: int) -> None:
    begins = date.fromordinal(date(2026, 9, 15).toordinal() + first)
    period = Period(begins, date.fromordinal(begins.toordinal() + length))
    choice = OwnChoice(metrics=SUMMED, span=FIXED, first=period.first, last=period.last)
    told = own_inputs(HOUSE, choice, TODAY).total.cells
    whole = metric_table(HOUSE, period).total()
    assert {key: (one.number, one.count) for key, one in told.items()} == {
        key: pytest.approx((cell.number, cell.count)) for key in told if (cell := figure(METRICS[key], whole))
    }


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_a_period_by_months_has_each_of_its_days_once(first: date, length: int) -> None:
    period = Period(first, date.fromordinal(first.toordinal() + length))
    days = [day for piece in months_of(period) for day in piece.days()]
    assert days == list(period.days())
