"""Figures that were promised are made of rows that can be read, and none is told that nobody knows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.kpi import KPIS
from models.metric.period import Period
from models.needs.need import Channel
from models.needs.survey import About, Answer, SurveyAnswer
from models.ports import Ports
from models.report.target import Light
from models.services.activities import Planned, give, plan
from models.services.kpi import KpiFigure, kpi_board
from models.services.loop import surveys_of
from models.services.need_intake import Said as ToldNeed
from models.services.need_intake import enter
from models.services.surveys import begin_survey
from tests.activities import LIN, NOW, VIEWER, WANG, activity_house, counted_at, session_at

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    with activity_house(tmp_path) as ports:
        yield ports


def board(ports: Ports, period: Period = YEAR) -> dict[str, KpiFigure]:
    return {one.kpi.key: one for one in kpi_board(ports, VIEWER, period)}


def held(ports: Ports, people: int | None, day: int = 20, kind: str = "charity-fair") -> str:
    typed = Planned(kind=kind, name={"zh-Hans": "义集"}, day=date(2026, 11, day), attendances=people)
    return plan(ports, LIN, typed).id


def test_every_figure_of_the_table_is_measured_of_an_empty_house_too(ports: Ports) -> None:
    told = board(ports)
    assert list(told) == list(KPIS)
    assert told["kpi_activities"].measured.value == 0
    assert told["kpi_satisfied"].measured.value is None
    assert told["kpi_spent_per_attendance"].measured.value is None


def test_each_figure_is_the_sum_of_its_rows(ports: Ports) -> None:
    session_at(ports, "s1", 10)
    counted_at(ports, "s1", sensor=31)
    give(ports, LIN, held(ports, 84), 6, 720)
    told = board(ports)
    assert told["kpi_activities"].measured.value == 2
    assert told["kpi_activity_kinds"].measured.value == 2
    assert told["kpi_attendances"].measured.value == 115
    assert told["kpi_volunteer_hours"].measured.value == 12
    for key in ("kpi_activities", "kpi_activity_kinds", "kpi_attendances", "kpi_volunteer_hours"):
        known = [row.value for row in told[key].measured.rows if row.value is not None]
        assert told[key].measured.value == sum(known), key


def test_what_nobody_counted_is_told_beside_the_sum_and_is_no_0(ports: Ports) -> None:
    session_at(ports, "s1", 10)
    assert board(ports)["kpi_attendances"].measured.value is None
    held(ports, 84)
    measured = board(ports)["kpi_attendances"].measured
    assert (measured.value, measured.without) == (84, 1)


def test_a_planned_one_is_not_held(ports: Ports) -> None:
    held(ports, None)
    assert board(ports)["kpi_activities"].measured.value == 0


def test_the_rate_is_of_all_answers_together_with_their_number(ports: Ports) -> None:
    for n, content in ((12, 12), (140, 137)):
        survey = begin_survey(ports, LIN, About.MEAL, f"午餐{n}", 7)
        for token in range(n):
            said = Answer.SATISFIED if token < content else Answer.NEUTRAL
            surveys_of(ports).answer(SurveyAnswer(survey=survey.id, answer=said, at=NOW, token=f"{token}"))
    measured = board(ports)["kpi_satisfied"].measured
    assert measured.opinion is not None
    assert measured.opinion.answered == 152
    assert measured.value is not None
    assert round(100 * measured.value, 2) == 98.03


def test_a_target_of_a_year_is_due_by_the_day_and_a_share_is_not(ports: Ports) -> None:
    targets = {
        "kpi_activities": 110,
        "kpi_satisfied": 0.9,
        "kpi_spent_per_attendance": 500,
        "kpi_activity_kinds": 7,
    }
    promised = replace(ports, centre=replace(ports.centre, kpi_targets=targets))
    held(promised, 84)
    year = board(promised)
    assert (year["kpi_activities"].target, year["kpi_activities"].light) == (110, Light.MISSED)
    assert board(promised, Period(date(2025, 11, 24), date(2026, 11, 22)))["kpi_activities"].target == 110
    day = Period(date(2026, 11, 20), date(2026, 11, 20))
    one = board(promised, day)["kpi_activities"]
    assert one.target == pytest.approx(110 / 365)
    assert one.light is Light.MET
    assert board(promised, day)["kpi_satisfied"].target == 0.9
    assert board(promised, day)["kpi_attendances"].light is None
    assert (year["kpi_activity_kinds"].target, board(promised, day)["kpi_activity_kinds"].target) == (7, None)


def test_only_days_of_the_period_count(ports: Ports) -> None:
    held(ports, 84)
    before = Period(date(2026, 11, 20) - timedelta(days=9), date(2026, 11, 19))
    assert board(ports, before)["kpi_attendances"].measured.value == 0


def test_needs_are_told_by_the_names_of_their_topics_with_every_voice(ports: Ports) -> None:
    for text, voices in (("想上书法班", 3), ("院里太暗", 2)):
        enter(ports, WANG, ToldNeed(channel=Channel.DESK, topic="culture", text=text, voices=voices))
    measured = board(ports)["kpi_needs_came"].measured
    assert measured.value == 5
    assert [row.name["en"] for row in measured.rows] == ["Culture and leisure"]
