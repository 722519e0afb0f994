"""Versions of the rule: two persons, and never for what was shared out already."""

from dataclasses import replace
from datetime import date

import pytest

from models.money.fund.rule import Bucket, FundRule, Purpose, RuleStatus
from models.needs.meeting import Subject
from models.services.fund_rules import decide_rule, propose_rule
from models.services.strangers import RefusedError
from tests.loop import kept
from tests.models.money.fund.rules import a_rule
from tests.models.services.fund_house import CHEN, VIEWER, WANG, FundHouse
from tests.models.services.test_decisions import ENDED, TOLD
from tests.models.services.test_fund_runs import refused

DRAFT = replace(a_rule(), proposed_by="", decided_by="", status=RuleStatus.PROPOSED)


def test_a_rule_holds_when_another_person_has_approved_it(house: FundHouse) -> None:
    proposed = propose_rule(house.ports, CHEN, DRAFT)
    assert (proposed.version, proposed.proposed_by) == (1, "chen")
    assert house.state().rule.version == 0
    with pytest.raises(RefusedError) as error:
        decide_rule(house.ports, CHEN, 1, approve=True)
    assert error.value.message.key == "refused.fund.same_person"
    decided = decide_rule(house.ports, WANG, 1, approve=True)
    assert (house.state().rule, decided.decided_by) == (decided, "wang")


def test_a_refused_rule_never_holds_and_is_decided_once(house: FundHouse) -> None:
    propose_rule(house.ports, CHEN, DRAFT)
    decide_rule(house.ports, WANG, 1, approve=False)
    assert house.state().rule.version == 0
    assert refused(lambda: decide_rule(house.ports, WANG, 1, approve=True)) == "moved_on"


def test_no_rule_begins_in_a_month_that_was_shared_out(house: FundHouse) -> None:
    propose_rule(house.ports, CHEN, replace(DRAFT, valid_from=date(2026, 1, 1)))
    house.decide(valid_from=date(2026, 1, 1))
    house.year(100)
    assert refused(lambda: propose_rule(house.ports, CHEN, DRAFT)) == "rule.past"
    assert refused(lambda: decide_rule(house.ports, WANG, 1, approve=True)) == "rule.past"
    decide_rule(house.ports, WANG, 1, approve=False)


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (replace(DRAFT, decision=" "), "rule.decision"),
        (replace(DRAFT, buckets=DRAFT.buckets[:2]), "rule.points"),
        (
            replace(DRAFT, buckets=(Bucket(key="property", purpose=Purpose.OTHER, points=10_000),)),
            "rule.purpose",
        ),
    ],
)
def test_a_draft_with_a_fault_is_refused_by_name(house: FundHouse, draft: FundRule, why: str) -> None:
    assert refused(lambda: propose_rule(house.ports, CHEN, draft)) == why


def test_who_may_not_decide_rules_decides_none(house: FundHouse) -> None:
    assert refused(lambda: propose_rule(house.ports, VIEWER, DRAFT)) == "not_allowed"


def test_a_rule_cites_a_decision_about_the_fund_and_none_that_decided_something_else(
    house: FundHouse,
) -> None:
    loop = house.database.loop(house.book)
    about_it = replace(ENDED, motions=(replace(ENDED.motions[0], subject=Subject.FUND_RULE),))
    kept(loop.meetings).put(about_it, TOLD)
    ports = replace(house.ports, loop=loop)
    cited = propose_rule(ports, CHEN, replace(DRAFT, decision="议〔2026〕12号"))
    assert cited.decision == "2026-12"
    with pytest.raises(RefusedError) as error:
        propose_rule(ports, CHEN, replace(DRAFT, decision="2026-13"))
    assert error.value.message.key == "refused.meeting.no_decision"
