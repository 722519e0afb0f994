"""Recommendations, their snapshots, trials and results come back as they were kept, and only one of two deciders wins."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.advice.ports import AdviceChangedError
from models.advice.recommendation import Decision, State
from models.audit import AuditEntry
from models.db import Database
from models.effect.trial import Verdict
from tests.advised import AT, PROPOSED, RESULT, SNAPSHOT, TRIAL

TOLD = AuditEntry(at=AT, actor="wang", action="advice.accept", subject=PROPOSED.id, centre="shijiawan")
ACCEPTED = replace(
    PROPOSED,
    state=State.ACCEPTED,
    decisions=(Decision(by="wang", at=AT, state=State.ACCEPTED, difference={"start": ("14:00", "14:30")}),),
    made=("series-1",),
)


def test_what_was_proposed_comes_back_with_the_bytes_that_its_numbers_come_from(database: Database) -> None:
    advice = database.advice("shijiawan").recommendations
    advice.propose([PROPOSED], SNAPSHOT)
    assert advice.of_week("2026-W49") == [PROPOSED]
    assert advice.find(PROPOSED.id) == PROPOSED
    assert advice.snapshot(PROPOSED.snapshot) == SNAPSHOT
    assert database.advice("jiuyanqiao").recommendations.of_week("2026-W49") == []


def test_new_proposals_of_a_week_let_those_expire_that_nobody_decided_on(database: Database) -> None:
    advice = database.advice("shijiawan").recommendations
    other = replace(PROPOSED, id="2026-W49-02")
    next_week = replace(PROPOSED, id="2026-W50-01", week="2026-W50")
    advice.propose([PROPOSED, other, next_week], SNAPSHOT)
    advice.decide(ACCEPTED, TOLD)
    advice.propose([replace(PROPOSED, id="2026-W49-03")], b"newer")
    states = {one.id: one.state for one in advice.of_week("2026-W49")}
    assert states == {
        "2026-W49-01": State.ACCEPTED,
        "2026-W49-02": State.EXPIRED,
        "2026-W49-03": State.PROPOSED,
    }
    assert [one.id for one in advice.in_states([State.PROPOSED])] == ["2026-W49-03", "2026-W50-01"]


def test_of_two_who_decide_one_wins_and_nothing_of_the_other_is_kept(database: Database) -> None:
    advice = database.advice("shijiawan")
    advice.recommendations.propose([PROPOSED], SNAPSHOT)
    kept = advice.recommendations.decide(ACCEPTED, TOLD, TRIAL)
    rejected = replace(PROPOSED, state=State.REJECTED)
    with pytest.raises(AdviceChangedError):
        advice.recommendations.decide(rejected, replace(TOLD, actor="li", action="advice.reject"))
    assert advice.recommendations.find(PROPOSED.id) == kept == replace(ACCEPTED, version=2)
    assert advice.trials.all() == [TRIAL]
    assert [record.entry.action for record in database.audit().recent()] == ["advice.accept"]


def test_a_trial_that_began_can_neither_be_changed_nor_taken_away(database: Database) -> None:
    advice = database.advice("shijiawan")
    advice.recommendations.propose([PROPOSED], SNAPSHOT)
    advice.recommendations.decide(ACCEPTED, TOLD, TRIAL)
    for deed in ("UPDATE advice_trial SET content = '{}'", "DELETE FROM advice_trial"):
        with pytest.raises(DBAPIError), database.connections.engine.begin() as connection:
            connection.execute(text(deed))
    assert advice.trials.all() == [TRIAL]


def test_the_newest_result_of_each_trial_is_told_and_the_older_ones_stay(database: Database) -> None:
    trials = database.advice("shijiawan").trials
    later = replace(RESULT, weeks_after=9, verdict=Verdict.NO_EVIDENCE, effect=None)
    other = replace(RESULT, id="2026-W40-02")
    for result in (RESULT, other, later):
        trials.put_result(result)
    assert trials.results() == [other, later]
    with database.connections.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM advice_result")).scalar() == 3


def test_a_proposal_expires_at_the_instant_that_was_kept(database: Database) -> None:
    advice = database.advice("shijiawan").recommendations
    late = replace(PROPOSED, expires_at=AT + timedelta(microseconds=1))
    advice.propose([late], SNAPSHOT)
    assert advice.of_week("2026-W49")[0].expires_at == late.expires_at
