"""An address restores exactly what was seen, and a wrong one asks for what is usual."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.use_question import Question, question
from models.heatmap import DayKind, Row
from models.metric.period import Against, Period
from models.recent import RECENT
from models.use_figures import CHOICES
from tests.builders import some_ports

TODAY = date(2026, 11, 22)
PORTS = some_ports()


def asked(**query: str) -> Question:
    return question(query, PORTS, TODAY)


days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
queries = st.fixed_dictionaries(
    {},
    optional={
        "space": st.sampled_from(("gym", "cellar", "")),
        "period": st.sampled_from((*RECENT, "custom", "x")),
        "against": st.sampled_from((*Against, "custom", "none", "x")),
        "measure": st.sampled_from((*(metric.key for metric in CHOICES), "x")),
        "days": st.sampled_from((*DayKind, "x")),
        "row": st.sampled_from(("work", "rest-6", "work-7", "holiday-0", "x")),
        "hour": st.sampled_from(("0", "23", "24", "-1", "１", "x")),
        "slot": st.sampled_from(("19:00", "19:07", "x")),
        **{name: days.map(date.isoformat) for name in ("first", "last", "other_first", "other_last", "day")},
    },
)


@given(queries)
def test_the_address_of_a_question_asks_the_same_question(query: dict[str, str]) -> None:
    first = asked(**query)
    again = asked(**first.query())
    assert again == first
    assert again.query() == first.query()


def test_without_an_address_the_house_is_asked_for_over_the_last_weeks() -> None:
    usual = asked()
    assert (usual.space, usual.period, usual.other) == (None, RECENT["4w"](TODAY), None)
    assert usual.query() == {}


def test_dates_of_ones_own_are_taken_in_either_order() -> None:
    own = asked(period="custom", first="2026-10-31", last="2026-10-01")
    assert own.period == Period(date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": "2026-02-30", "last": "2026-03-01"},
        {"first": "2020-01-01", "last": "2026-03-01"},
        {"first": "0001-01-01", "last": "0001-01-02"},
        {"last": "2026-03-01"},
    ],
)
def test_dates_that_cannot_be_or_reach_too_far_are_passed_over(wrong: dict[str, str]) -> None:
    assert asked(period="custom", **wrong).period == asked().period


def test_a_figure_of_single_spaces_is_not_asked_of_a_house() -> None:
    assert asked(measure="mean_people").measure is CHOICES[0]
    assert asked(measure="mean_people", space="gym").measure.key == "mean_people"


def test_a_cell_a_day_and_a_quarter_hour_stand_in_the_address() -> None:
    cell = asked(row="work-5", hour="19")
    assert (cell.row, cell.hour) == (Row(DayKind.WORK, 5), 19)
    opened = asked(day="2026-11-20", slot="19:07")
    assert (opened.day, opened.slot) == (date(2026, 11, 20), time(19, 0))
    assert opened.at_large().query() == {}


def test_the_spring_festival_moves_the_other_period() -> None:
    around = asked(period="custom", against="festival", first="2026-02-17", last="2026-02-23")
    assert around.other == Period(date(2025, 1, 29), date(2025, 2, 4))
