"""Bands of the meal subsidy: proposed by one person, agreed to by another."""

from datetime import date
from pathlib import Path

from models.money.subsidy import rule_on
from models.services.claims import subsidies_of
from models.services.subsidy_rules import approve_rule, propose_rule, withdraw_rule
from tests.models.money.test_subsidy import OLD, SIXTY
from tests.models.services.offices import an_office
from tests.models.services.upkeep import DESK, MANAGER, OPERATOR, refused

JAN, NEXT = date(2026, 1, 1), date(2026, 12, 1)


def test_a_rule_counts_when_two_agree_and_the_next_one_begins_no_earlier_than_today(tmp_path: Path) -> None:
    ports = an_office(tmp_path).ports
    first = propose_rule(ports, OPERATOR, JAN, [SIXTY, OLD], "notice 2025/12")
    assert refused(lambda: approve_rule(ports, OPERATOR, first.id)) == "property.not_allowed"
    approve_rule(ports, MANAGER, first.id)
    assert rule_on(subsidies_of(ports).rules(), JAN) is not None
    assert refused(lambda: propose_rule(ports, OPERATOR, JAN, [OLD], "d")) == "property.past"
    second = propose_rule(ports, MANAGER, NEXT, [OLD], "d")
    assert refused(lambda: approve_rule(ports, MANAGER, second.id)) == "same_person"
    assert refused(lambda: propose_rule(ports, OPERATOR, NEXT, [SIXTY], "d")) == "property.twice"
    withdraw_rule(ports, MANAGER, second.id)
    assert refused(lambda: withdraw_rule(ports, MANAGER, second.id)) == "property.not_waiting"


def test_bands_that_overlap_are_refused(tmp_path: Path) -> None:
    ports = an_office(tmp_path).ports
    assert refused(lambda: propose_rule(ports, OPERATOR, NEXT, [OLD, SIXTY], "d")) == "claim.bands"
    assert refused(lambda: propose_rule(ports, DESK, NEXT, [OLD], "d")) == "property.not_allowed"
