"""What a survey can be chosen for: near in time, at work, on trial, and meals by their names in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from models.advice.recommendation import State
from models.calendar import DayType
from models.hold import SessionStatus
from models.needs.project import Stage, Standing
from models.needs.survey import About
from models.ports import Ports
from models.services.activities import Planned, call_off, plan
from models.services.strangers import RefusedError
from models.services.survey_subjects import askables, is_at_work, meal_names
from models.services.surveys import begin_survey, name_of
from models.trading_hours import TradingHours
from tests.activities import LIN, VIEWER, activity_house, session_at
from tests.advised import MemoryAdvice
from tests.effects import a_change
from tests.models.needs.projects import a_project

LUNCH = {"zh-Hans": "午餐", "en": "Lunch"}


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    with activity_house(tmp_path) as ports:
        yield ports


def with_lunch(ports: Ports) -> Ports:
    lunch = TradingHours(key="lunch", name=LUNCH, days=frozenset(DayType), start=time(11), end=time(13))
    spaces = {key: replace(one, meals=(lunch,)) for key, one in ports.centre.spaces.items()}
    return replace(ports, centre=replace(ports.centre, spaces=spaces))


def chosen(ports: Ports) -> list[tuple[str, str]]:
    return [(one.about.value, one.subject) for one in askables(ports, LIN)]


def test_what_is_within_two_weeks_can_be_chosen_the_nearest_first(ports: Ports) -> None:
    session_at(ports, "long ago", 7)
    session_at(ports, "two weeks", 8)
    session_at(ports, "near", 20)
    session_at(ports, "soon", 25, status=SessionStatus.CONFIRMED)
    session_at(ports, "off", 24, status=SessionStatus.CANCELLED)
    assert chosen(ports) == [("session", "near"), ("session", "soon"), ("session", "two weeks")]


def test_an_activity_held_elsewhere_can_be_chosen_until_it_is_called_off(ports: Ports) -> None:
    fair = Planned(kind="charity-fair", name={"zh-Hans": "义集"}, day=date(2026, 11, 29))
    one = plan(ports, LIN, fair)
    assert chosen(ports) == [("activity", one.id)]
    call_off(ports, LIN, one.id, one.revision)
    assert chosen(ports) == []


def test_a_change_on_trial_can_be_chosen_and_one_that_was_put_back_not(ports: Ports) -> None:
    advice = MemoryAdvice()
    running, over = a_change(), a_change(id="over", state=State.REVERTED)
    advice.recommendations.kept = {one.id: one for one in (running, over)}
    assert chosen(replace(ports, advice=advice)) == [("change", running.id)]


def test_meals_of_the_house_are_named_by_key_in_both_languages(ports: Ports) -> None:
    house = with_lunch(ports)
    assert chosen(house) == [("meal", "lunch")]
    assert meal_names(house) == {"lunch": LUNCH}
    begin_survey(house, LIN, About.MEAL, "lunch", 7)
    assert name_of(house, About.MEAL, "lunch") == LUNCH
    assert name_of(house, About.MEAL, "夜宵") == {"zh-Hans": "夜宵"}


@pytest.mark.parametrize(
    ("stage", "standing", "asked"),
    [
        (Stage.MATCHING, Standing.RUNNING, False),
        (Stage.DELIVERY, Standing.RUNNING, True),
        (Stage.FEEDBACK, Standing.RUNNING, True),
        (Stage.DELIVERY, Standing.CANCELLED, False),
        (Stage.CLOSED, Standing.RUNNING, False),
    ],
)
def test_people_are_asked_about_a_project_while_it_is_at_work(
    stage: Stage, standing: Standing, asked: bool
) -> None:
    assert is_at_work(a_project(stage=stage, standing=standing)) is asked


def test_who_begins_no_survey_is_given_no_choice(ports: Ports) -> None:
    with pytest.raises(RefusedError, match="activity.not_allowed"):
        askables(ports, VIEWER)
