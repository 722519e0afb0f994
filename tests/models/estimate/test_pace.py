"""What arrivals and leavers tell."""

from datetime import UTC, datetime, timedelta

import pytest

from models.balance import SLOTS
from models.estimate.belief import Belief
from models.estimate.learning import Learned
from models.estimate.pace import Arrivals, Departures, cell

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TAUGHT = Learned(days=9, comes=(20.0,) * SLOTS, leaves=(1.0,) * SLOTS, stay_spread=1.0)


def test_a_quarter_hour_of_the_day_has_its_cell() -> None:
    assert (cell(AT), cell(AT + timedelta(minutes=14)), cell(AT + timedelta(minutes=15))) == (4, 4, 5)


def test_a_busy_day_is_noticed_within_the_hour() -> None:
    arrivals = Arrivals()
    for n in range(60):
        arrivals.wait(TAUGHT, AT + timedelta(minutes=n), 1 / 60, 1.0)
        arrivals.seen += 2 / 3
    assert arrivals.an_hour(TAUGHT, AT) == pytest.approx(35, abs=4)


def leave(people: float, left: float) -> Belief:
    belief, departures = Belief(people=people, pp=25), Departures()
    for n in range(31):
        at = AT + timedelta(minutes=n)
        departures.wait(TAUGHT, at, 1 / 60 if n else 0.0, belief.people)
        departures.tell(TAUGHT, at, left * n / 30, 1.0, belief)
    return belief


def test_more_leavers_than_there_can_be_people_raise_the_people() -> None:
    assert leave(10, 12).people > 13
    assert leave(10, 1).people < 8


def test_as_many_leavers_as_usual_confirm_the_people_and_take_doubt_away() -> None:
    belief = leave(10, 5)
    assert belief.people == pytest.approx(10, abs=0.5)
    assert belief.pp < 25
