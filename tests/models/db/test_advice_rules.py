"""Weights and soft rules of advice are kept with who changed them, and nobody overwrites what he has not read."""

from dataclasses import replace

import pytest

from models.advice.action import Action
from models.advice.recommendation import Reason
from models.advice.rule import RuleChangedError, SoftRule, Weights
from models.audit import AuditEntry
from models.centre import SpaceId
from models.db import Database
from tests.advised import AT

TOLD = AuditEntry(at=AT, actor="wang", action="advice.rule", centre="shijiawan")
NAP = SoftRule(
    id="nap",
    reason=Reason.ELDERS,
    penalty=5.0,
    action=Action.ADD_CLASS,
    space=SpaceId("dance"),
    start=25,
    end=28,
    made_by="wang",
    made_at=AT,
    rejections=("2026-W46-01",),
)


def test_weights_are_the_usual_ones_until_somebody_changes_them(database: Database) -> None:
    rules = database.advice("shijiawan").rules
    assert rules.weights() == Weights()
    kept = rules.put_weights(replace(Weights(), yuan=0.3), TOLD)
    assert rules.weights() == kept == Weights(yuan=0.3, version=1)
    assert database.advice("jiuyanqiao").rules.weights() == Weights()
    assert [record.entry.action for record in database.audit().recent()] == ["advice.rule"]


def test_a_soft_rule_that_somebody_else_changed_is_not_overwritten(database: Database) -> None:
    rules = database.advice("shijiawan").rules
    kept = rules.put_soft(NAP, TOLD)
    assert rules.soft() == [kept] == [replace(NAP, version=1)]
    ended = rules.put_soft(replace(kept, ended=True), TOLD)
    for stale in (NAP, kept):
        with pytest.raises(RuleChangedError):
            rules.put_soft(stale, TOLD)
    assert rules.soft() == [ended]
    assert rules.weights() == Weights()
