"""Recommendations, their snapshots, trials and results come back as they were kept, and only one of two deciders wins."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.advice.ports import AdviceChangedError
from models.advice.recommendation import Decision, State
from models.advice.rule import RuleChangedError, Weighing, Weights
from models.audit import AuditEntry
from models.db import Database
from models.effect.trial import Verdict
from tests.advised import AT, PROPOSED, RESULT, SNAPSHOT, TRIAL

TOLD = AuditEntry(at=AT, actor="wang", action="advice.accept", subject=PROPOSED.id, centre="shijiawan")
RUN = AuditEntry(at=AT, actor="wang", action="advice.proposed", subject="2026-W49", centre="shijiawan")
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
    advice.propose([replace(PROPOSED, id="2026-W49-03")], b"newer", RUN)
    states = {one.id: one.state for one in advice.of_week("2026-W49")}
    assert states == {
        "2026-W49-01": State.ACCEPTED,
        "2026-W49-02": State.EXPIRED,
        "2026-W49-03": State.PROPOSED,
    }
    assert [one.id for one in advice.in_states([State.PROPOSED])] == ["2026-W49-03", "2026-W50-01"]


def test_a_week_of_which_nothing_is_proposed_any_more_is_told_with_each_that_ended(
    database: Database,
) -> None:
    advice = database.advice("shijiawan").recommendations
    advice.propose([PROPOSED], SNAPSHOT)
    assert not advice.was_run("2026-W49")
    advice.propose([], b"newer", RUN)
    (old,) = advice.of_week("2026-W49")
    assert (old.state, old.decisions) == (
        State.EXPIRED,
        (Decision(by="wang", at=AT, state=State.EXPIRED),),
    )
    assert advice.was_run("2026-W49")
    assert not advice.was_run("2026-W50")
    assert not database.advice("jiuyanqiao").recommendations.was_run("2026-W49")
    told = [(each.entry.action, each.entry.subject) for each in database.audit().recent()]
    assert told == [("advice.expired", PROPOSED.id), ("advice.proposed", "2026-W49")]


def test_two_plans_of_one_week_that_were_worked_out_at_once_do_not_collide(database: Database) -> None:
    advice = database.advice("shijiawan").recommendations
    for snapshot in (SNAPSHOT, b"newer"):
        advice.propose([PROPOSED, replace(PROPOSED, id="2026-W49-02")], snapshot, RUN)
    waiting = [one.id for one in advice.in_states([State.PROPOSED])]
    assert waiting == ["2026-W49-03", "2026-W49-04"]


def test_ids_that_are_taken_are_no_error_of_the_database_but_somebody_elses_work(database: Database) -> None:
    advice = database.advice("shijiawan").recommendations
    advice.propose([PROPOSED], SNAPSHOT)
    with pytest.raises(AdviceChangedError):
        advice.propose([PROPOSED], SNAPSHOT)


def test_a_plan_is_kept_with_the_weights_that_it_was_made_with_or_not_at_all(database: Database) -> None:
    advice = database.advice("shijiawan")
    wanted = Weighing(Weights(person_hour=2.5), replace(RUN, action="advice.rule", subject="weights"))
    advice.recommendations.propose([PROPOSED], SNAPSHOT)
    with pytest.raises(AdviceChangedError):
        advice.recommendations.propose([PROPOSED], b"newer", None, wanted)
    assert advice.rules.weights() == Weights(), "the ids were taken"
    advice.recommendations.propose([PROPOSED], b"newer", RUN, wanted)
    assert (advice.rules.weights().person_hour, advice.rules.weights().version) == (2.5, 1)
    with pytest.raises(RuleChangedError):
        advice.recommendations.propose([PROPOSED], b"newest", RUN, wanted)
    assert [one.id for one in advice.recommendations.in_states([State.PROPOSED])] == ["2026-W49-02"]
    assert advice.recommendations.snapshot(sha256(b"newest").hexdigest()) is None, (
        "somebody weighed otherwise"
    )


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
