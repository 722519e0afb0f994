"""Surveys on both databases: a device answers once, also when it answers twice at once, and is forgotten at the end."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import text

from models.audit import AuditEntry
from models.db import Database
from models.db.surveys import SqlSurveys
from models.needs.survey import About, Answer, Survey, SurveyAnswer

AT = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
SURVEY = Survey(
    id="v1",
    code="K7M92QFX",
    about=About.ACTIVITY,
    subject="a1",
    begun_at=AT,
    until=AT + timedelta(days=7),
    invited=84,
    key="0f" * 16,
)
TOLD = AuditEntry(at=AT, actor="chen", action="survey.begin", subject="v1", centre="shijiawan")


@pytest.fixture
def surveys(database: Database) -> SqlSurveys:
    return SqlSurveys(database.connections, "shijiawan")


def said(token: str, answer: Answer = Answer.SATISFIED, remark: str = "") -> SurveyAnswer:
    return SurveyAnswer(survey="v1", answer=answer, at=AT, token=token, remark=remark)


def test_a_survey_is_found_by_its_code_wherever_it_is_asked_for(
    surveys: SqlSurveys, database: Database
) -> None:
    surveys.put(SURVEY, TOLD)
    surveys.put(replace(SURVEY, id="v2", code="B", invited=None, begun_at=AT + timedelta(hours=1)), TOLD)
    assert [one.id for one in surveys.all()] == ["v2", "v1"]
    assert surveys.by_code("K7M92QFX") == SURVEY
    assert surveys.by_code("k") is None
    assert SqlSurveys(database.connections, "elsewhere").by_code("K7M92QFX") is None
    assert database.surveyed("K7M92QFX") == "shijiawan"
    assert database.surveyed("K") is None


def test_a_token_answers_once_and_the_second_time_changes_nothing(surveys: SqlSurveys) -> None:
    surveys.put(SURVEY, TOLD)
    assert surveys.answer(said("t1", remark="很好"))
    assert not surveys.answer(said("t1", Answer.NEUTRAL))
    assert surveys.answer(said("t2", Answer.DISSATISFIED))
    assert surveys.tallies(["v1", "v9"]) == {"v1": {Answer.SATISFIED: 1, Answer.DISSATISFIED: 1}}
    assert sorted((one.answer, one.remark, one.token) for one in surveys.answers(["v1"])) == [
        (Answer.DISSATISFIED, "", ""),
        (Answer.SATISFIED, "很好", ""),
    ]


def test_of_two_answers_of_one_token_at_once_one_is_counted(surveys: SqlSurveys) -> None:
    surveys.put(SURVEY, TOLD)
    several = Barrier(4)

    def answer(choice: Answer) -> bool:
        several.wait()
        return surveys.answer(said("t1", choice))

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(answer, list(Answer)[:4])) == 1
    assert len(surveys.answers(["v1"])) == 1


def test_nothing_beside_an_answer_leads_to_its_device(surveys: SqlSurveys, database: Database) -> None:
    surveys.put(SURVEY, TOLD)
    surveys.answer(said("t1"))
    with database.connections.reading() as connection:
        (row,) = connection.execute(text("SELECT * FROM survey_answer")).mappings().all()
    assert "t1" not in map(str, row.values())


def test_when_a_survey_ends_key_and_tokens_are_forgotten_and_the_answers_stay(
    surveys: SqlSurveys, database: Database
) -> None:
    surveys.put(SURVEY, TOLD)
    surveys.put(replace(SURVEY, id="v2", code="B", until=AT + timedelta(days=30)), TOLD)
    surveys.answer(said("t1"))
    surveys.answer(replace(said("t1"), survey="v2"))
    assert surveys.forget(SURVEY.until) == 1
    assert surveys.forget(SURVEY.until) == 0
    assert {one.id: one.key for one in surveys.all()} == {"v1": "", "v2": SURVEY.key}
    with database.connections.reading() as connection:
        assert connection.execute(text("SELECT survey FROM survey_token")).scalars().all() == ["v2"]
    assert len(surveys.answers(["v1", "v2"])) == 2
