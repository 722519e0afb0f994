"""Surveys are begun for what there is, ended at once, and told without remarks while few have answered."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.needs.survey import About, Answer, SurveyAnswer
from models.ports import Ports
from models.services.activities import Planned, plan
from models.services.loop import surveys_of
from models.services.strangers import RefusedError
from models.services.surveys import begin_survey, end_survey, forget_devices, survey_of, surveys
from tests.activities import LIN, NOW, VIEWER, activity_house, session_at


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    with activity_house(tmp_path) as ports:
        yield ports


def fair(ports: Ports) -> str:
    typed = Planned(kind="charity-fair", name={"zh-Hans": "义集"}, day=date(2026, 11, 20), attendances=84)
    return plan(ports, LIN, typed).id


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as caught:
        deed()
    return caught.value.message.key.removeprefix("refused.")


def test_a_survey_has_a_code_to_type_off_and_a_name_of_what_is_judged(ports: Ports) -> None:
    one = begin_survey(ports, LIN, About.ACTIVITY, fair(ports), 7, 84)
    assert len(one.code) == 10
    assert not set(one.code) & set("01OIL")
    assert one.until == NOW + timedelta(days=7)
    (shown,) = surveys(ports, VIEWER)
    assert (shown.name, shown.is_open) == ({"zh-Hans": "义集"}, True)


def test_a_session_and_a_meal_are_judged_too(ports: Ports) -> None:
    session_at(ports, "s1", 10)
    begin_survey(ports, LIN, About.SESSION, "s1", 7)
    begin_survey(ports, LIN, About.MEAL, "午餐 13812345678", 7)
    names = [one.name["zh-Hans"] for one in surveys(ports, VIEWER)]
    assert sorted(names) == ["午餐 ●●●", "合唱节"]


@pytest.mark.parametrize(
    ("about", "subject", "days", "invited", "why"),
    [
        (About.ACTIVITY, "nothing", 7, None, "survey.subject"),
        (About.PROJECT, "nothing", 7, None, "survey.subject"),
        (About.CHANGE, "nothing", 7, None, "survey.subject"),
        (About.SESSION, "nothing", 7, None, "survey.subject"),
        (About.MEAL, "", 7, None, "survey.subject"),
        (About.MEAL, "午餐", 0, None, "survey.days"),
        (About.MEAL, "午餐", 61, None, "survey.days"),
        (About.MEAL, "午餐", 7, 0, "survey.invited"),
    ],
)
def test_a_survey_of_nothing_is_refused(
    ports: Ports, about: About, subject: str, days: int, invited: int | None, why: str
) -> None:
    assert refused(lambda: begin_survey(ports, LIN, about, subject, days, invited)) == why
    assert surveys(ports, VIEWER) == []


def test_whoever_ends_a_survey_forgets_its_devices_at_once(ports: Ports) -> None:
    one = begin_survey(ports, LIN, About.MEAL, "午餐", 7)
    ended = end_survey(ports, LIN, one.id)
    assert not ended.is_open(NOW)
    assert [it.key for it in surveys_of(ports).all()] == [""]
    assert refused(lambda: end_survey(ports, LIN, one.id)) == "survey.ended"


def test_the_house_forgets_devices_when_time_has_ended_a_survey(ports: Ports) -> None:
    begin_survey(ports, LIN, About.MEAL, "午餐", 7)
    assert forget_devices(ports) == 0
    assert forget_devices(replace(ports, clock=lambda: NOW + timedelta(days=7))) == 1


@pytest.mark.parametrize(("answers", "shown"), [(9, 0), (10, 1)])
def test_remarks_are_not_told_while_somebody_could_be_known_by_them(
    ports: Ports, answers: int, shown: int
) -> None:
    one = begin_survey(ports, LIN, About.MEAL, "午餐", 7)
    for n in range(answers):
        said = SurveyAnswer(
            survey=one.id, answer=Answer.SATISFIED, at=NOW, token=f"{n}", remark="" if n else "少盐"
        )
        surveys_of(ports).answer(said)
    assert len(survey_of(ports, VIEWER, one.id).remarks) == shown


def test_who_may_only_read_begins_and_ends_nothing(ports: Ports) -> None:
    assert refused(lambda: begin_survey(ports, VIEWER, About.MEAL, "午餐", 7)) == "activity.not_allowed"
    assert refused(lambda: end_survey(ports, VIEWER, "v")) == "activity.not_allowed"
    assert refused(lambda: survey_of(ports, VIEWER, "v")) == "survey.ended"
