"""Satisfaction: sums of answers, never without their number, and fed to whoever decides about a change."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audit import AuditEntry
from models.db import Database
from models.needs.satisfaction import Opinion, Surveyed, Tally, opinion
from models.needs.survey import SATISFIED, About, Answer, Survey, SurveyAnswer
from tests.blank import blank_database
from tests.loop import kept

AT = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
TALLIES = st.dictionaries(st.sampled_from(Answer), st.integers(0, 500))


def a_survey(
    key: str, about: About = About.CHANGE, subject: str = "r1", invited: int | None = None
) -> Survey:
    return Survey(
        id=key,
        code=key,
        about=about,
        subject=subject,
        begun_at=AT,
        until=AT + timedelta(days=7),
        invited=invited,
    )


def test_the_printed_rate_comes_from_149_of_152_and_may_be_94_to_99() -> None:
    rating = Opinion(tally={Answer.VERY_SATISFIED: 100, Answer.SATISFIED: 49, Answer.NEUTRAL: 3}).shown
    assert rating is not None
    assert (rating.content, rating.answered) == (149, 152)
    assert round(100 * rating.rate, 2) == 98.03
    assert (round(100 * rating.low, 1), round(100 * rating.high, 1)) == (94.4, 99.3)


def test_below_ten_answers_no_rate_is_shown_and_without_any_there_is_none() -> None:
    nine = Opinion(tally={Answer.SATISFIED: 9})
    assert nine.rating is not None
    assert nine.shown is None
    assert Opinion(tally={Answer.SATISFIED: 10}).shown is not None
    assert Opinion(tally={}).rating is None


@pytest.mark.parametrize(
    ("invited", "answered", "share"), [(84, 42, 0.5), (None, 42, None), (40, 42, None), (84, 0, None)]
)
def test_a_response_rate_needs_to_know_how_many_were_invited(
    invited: int | None, answered: int, share: float | None
) -> None:
    assert Opinion(tally={Answer.NEUTRAL: answered}, invited=invited).response == share


def test_several_surveys_are_added_and_one_without_invited_leaves_that_unknown() -> None:
    some = [a_survey("a", invited=10), a_survey("b", invited=20)]
    tallies: Mapping[str, Tally] = {"a": {Answer.SATISFIED: 1}, "b": {Answer.SATISFIED: 4, Answer.NEUTRAL: 5}}
    both = opinion(some, tallies)
    assert (both.answered, both.invited) == (10, 30)
    assert opinion([*some, a_survey("c")], tallies).invited is None


@pytest.mark.parametrize(("answered", "overfull"), [(5, 0), (6, 1)])
def test_more_answers_than_invited_are_told_even_where_another_survey_hides_them_in_the_sum(
    answered: int, overfull: int
) -> None:
    some = [a_survey("a", invited=5), a_survey("b", invited=200), a_survey("c")]
    tallies: Mapping[str, Tally] = {
        "a": {Answer.NEUTRAL: answered},
        "b": {Answer.SATISFIED: 9},
        "c": {Answer.SATISFIED: 90},
    }
    assert opinion(some, tallies).overfull == overfull
    assert (opinion(some[:2], tallies).response is None) == bool(overfull)


@given(st.lists(TALLIES, max_size=5))
def test_answers_of_surveys_together_are_the_sum_of_each(tallies: list[dict[Answer, int]]) -> None:
    surveys = [a_survey(f"{n}") for n in range(len(tallies))]
    both = opinion(surveys, {f"{n}": one for n, one in enumerate(tallies)})
    assert both.answered == sum(sum(one.values()) for one in tallies)
    content = sum(one.get(each, 0) for one in tallies for each in SATISFIED)
    assert (both.rating.content if both.rating else 0) == content


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = blank_database(tmp_path / "centre.db")
    yield database
    database.close()


def test_a_change_is_judged_by_its_own_surveys_and_by_those_of_what_it_made(database: Database) -> None:
    surveys = kept(database.loop("centre").surveys)
    told = AuditEntry(at=AT, actor="chen", action="survey.begin", subject="", centre="centre")
    said = {
        "a": (About.CHANGE, "r1", Answer.SATISFIED, 3),
        "b": (About.SESSION, "s1", Answer.DISSATISFIED, 2),
        "c": (About.SESSION, "s2", Answer.SATISFIED, 5),
        "d": (About.MEAL, "r1", Answer.SATISFIED, 5),
    }
    for key, (about, subject, answer, n) in said.items():
        surveys.put(a_survey(key, about, subject), told)
        for token in range(n):
            surveys.answer(SurveyAnswer(survey=key, answer=answer, at=AT, token=f"{token}"))

    def series_of(sessions: Collection[str]) -> Mapping[str, str]:
        return {one: {"s1": "tai-chi", "s2": "choir"}[one] for one in sessions}

    known = Surveyed(surveys, series_of)
    rating = known.of("r1", ["tai-chi"])
    assert rating is not None
    assert (rating.content, rating.answered) == (3, 5)
    assert known.of("r2", []) is None
