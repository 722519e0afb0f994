"""A device answers once, in time; what is kept of it leads to nobody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.needs.survey import About, Answer, Survey
from models.ports import Ports
from models.services.answering import Answered, answer, asked, keyed
from models.services.loop import surveys_of
from models.services.surveys import begin_survey, end_survey
from tests.activities import LIN, NOW, activity_house


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    with activity_house(tmp_path) as ports:
        yield ports


@pytest.fixture
def survey(ports: Ports) -> Survey:
    return begin_survey(ports, LIN, About.MEAL, "午餐", 7)


def test_one_device_answers_once_and_another_one_too(ports: Ports, survey: Survey) -> None:
    assert answer(ports, survey, "phone-1", Answer.SATISFIED) is Answered.THANKS
    assert answer(ports, survey, "phone-1", Answer.DISSATISFIED) is Answered.BEFORE
    assert answer(ports, survey, "phone-2", Answer.NEUTRAL) is Answered.THANKS
    assert surveys_of(ports).tallies([survey.id]) == {survey.id: {Answer.SATISFIED: 1, Answer.NEUTRAL: 1}}


def test_an_answer_keeps_the_hour_and_a_remark_without_numbers(ports: Ports, survey: Survey) -> None:
    late = replace(ports, clock=lambda: NOW + timedelta(minutes=41, seconds=7))
    answer(late, survey, "phone-1", Answer.SATISFIED, "菜很好，打 13812345678 " + "好" * 900)
    (kept,) = surveys_of(ports).answers([survey.id])
    assert kept.at == datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    assert "13812345678" not in kept.remark
    assert len(kept.remark) == 300


def test_nobody_answers_what_has_ended(ports: Ports, survey: Survey) -> None:
    later = replace(ports, clock=lambda: survey.until)
    assert answer(later, survey, "phone-1", Answer.SATISFIED) is Answered.ENDED
    ended = end_survey(ports, LIN, survey.id)
    assert answer(ports, ended, "phone-1", Answer.SATISFIED) is Answered.ENDED
    assert surveys_of(ports).answers([survey.id]) == []


def test_two_surveys_know_one_device_by_different_tokens(ports: Ports, survey: Survey) -> None:
    other = begin_survey(ports, LIN, About.MEAL, "晚餐", 7)
    assert keyed(survey, "phone-1") != keyed(other, "phone-1")
    assert "phone" not in keyed(survey, "phone-1")


def test_a_code_that_nobody_gave_out_is_of_nothing(ports: Ports, survey: Survey) -> None:
    assert asked(ports, survey.code) is not None
    assert asked(ports, "nothing") is None
