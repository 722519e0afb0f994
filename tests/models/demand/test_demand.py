"""How many people would come at any hour of the week."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.demand.block import BLOCKS, Block
from models.demand.curve import Curve, Curves
from models.demand.demand import USUAL_PEOPLE, Demand
from models.demand.history import Occasion, PastSession
from models.demand.segment import Segment
from models.expectation import Evidence

MORNING, NOON, EVENING = Block(False, 4), Block(False, 6), Block(False, 9)


def occasion(
    programme: str = "choir", block: Block = MORNING, segment: Segment = Segment.SENIORS
) -> Occasion:
    return Occasion(programme=programme, segment=segment, block=block)


def held(came: int, times: int = 12, *, full: bool = False, at: Occasion | None = None) -> list[PastSession]:
    return [PastSession(occasion=at or occasion(), came=came, full=full)] * times


def a_curve(**likings: float) -> Curves:
    told = np.zeros(len(BLOCKS))
    told[NOON.number] = likings.get("noon", 0.0)
    return Curves({Segment.SENIORS: Curve.even(told, 0.3)})


def test_where_it_was_held_often_the_centres_own_count_is_believed() -> None:
    found = Demand.fit(held(24)).expected(occasion())
    assert found.mean == pytest.approx(24, rel=0.05)
    assert found.evidence is Evidence.MEASURED


def test_without_any_history_the_answer_is_wide_and_says_that_it_stands_on_nothing() -> None:
    found = Demand.fit([]).expected(occasion())
    assert found.evidence is Evidence.NONE
    assert found.low < USUAL_PEOPLE / 2
    assert found.high > USUAL_PEOPLE * 2


def test_full_classes_hide_demand_and_a_waiting_list_tells_it() -> None:
    steady = held(14) + held(17)
    blind = Demand.fit(steady + held(20)).expected(occasion()).mean
    hidden = Demand.fit(steady + held(20, full=True)).expected(occasion()).mean
    told = Demand.fit(steady + [replace(one, waiting=15) for one in held(20, full=True)])
    assert blind < hidden
    assert told.expected(occasion()).mean == pytest.approx((14 + 17 + 35) / 3, rel=0.1)


def test_an_hour_that_was_never_tried_is_not_taken_for_as_good_as_those_in_use() -> None:
    demand = Demand.fit(held(24))
    here, never = demand.expected(occasion()), demand.expected(occasion(block=NOON))
    assert never.mean < here.mean
    assert (never.high - never.low) > 3 * (here.high - here.low)
    assert never.evidence is Evidence.NONE


def test_a_curve_lowers_what_is_expected_at_hours_that_are_not_liked() -> None:
    disliked = Demand.fit(held(24), a_curve(noon=-1.5)).expected(occasion(block=NOON))
    liked = Demand.fit(held(24), a_curve(noon=0.5)).expected(occasion(block=NOON))
    assert disliked.mean < 0.5 * liked.mean
    assert disliked.evidence is Evidence.BORROWED


def test_others_of_the_same_people_tell_of_an_hour_but_are_not_its_own_history() -> None:
    history = held(24) + held(10, at=occasion("go", NOON)) + held(20, at=occasion("go"))
    demand = Demand.fit(history)
    found = demand.expected(occasion(block=NOON))
    assert found.evidence is Evidence.PRIOR
    assert found.high < Demand.fit(held(24)).expected(occasion(block=NOON)).high


def test_a_programme_that_was_never_held_is_less_sure_than_one_that_was() -> None:
    demand = Demand.fit(held(24), a_curve())
    old, new = (demand.expected(occasion(name, EVENING), sessions=None) for name in ("choir", "new"))
    assert new.high / new.low > old.high / old.low


def test_asking_for_many_is_asking_for_each() -> None:
    demand = Demand.fit(held(24), a_curve())
    every = [occasion(name, block) for name in ("choir", "new", "newer") for block in BLOCKS]
    assert demand.expected_at(every, 20) == [demand.expected(one, 20) for one in every]


def test_the_order_of_the_past_changes_nothing() -> None:
    history = held(24) + held(9, at=occasion("go", EVENING)) + held(3, 5, at=occasion("tai chi", NOON))
    one, other = (Demand.fit(past).expected(occasion("go", NOON)) for past in (history, history[::-1]))
    assert one.mean == pytest.approx(other.mean)
    assert one.high == pytest.approx(other.high)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(BLOCKS), st.integers(0, 200), st.booleans()),
        min_size=1,
        max_size=30,
    ),
    st.integers(1, 80),
)
def test_whatever_the_past_is_the_answer_is_a_number_of_people_that_fits_the_room(
    rows: list[tuple[str, Block, int, bool]], places: int
) -> None:
    history = [
        PastSession(occasion=occasion(name, block), came=came, full=full) for name, block, came, full in rows
    ]
    demand = Demand.fit(history)
    for one in demand.expected_at([occasion(name, block) for name in "ad" for block in BLOCKS], places):
        assert 0 <= one.low <= one.mean <= one.high <= places


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 40), st.integers(2, 5))
def test_where_more_came_more_are_expected_everywhere(came: int, times: int) -> None:
    few, many = (Demand.fit(held(people)) for people in (came, came * times))
    for block in (MORNING, NOON):
        assert few.expected(occasion(block=block)).mean < many.expected(occasion(block=block)).mean
