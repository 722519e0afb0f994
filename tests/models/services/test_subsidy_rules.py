"""Bands of the meal subsidy: proposed by one person, agreed to by another."""

from datetime import date, timedelta
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


def test_a_rule_whose_first_day_went_by_is_not_approved_any_more(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    first, other = (propose_rule(office.ports, OPERATOR, day, [OLD], "d") for day in (JAN, date(2026, 2, 1)))
    approve_rule(office.ports, MANAGER, first.id)
    assert refused(lambda: approve_rule(office.ports, MANAGER, other.id)) == "property.past"
    late = propose_rule(office.ports, OPERATOR, NEXT, [SIXTY], "d")
    office.now += timedelta(days=30)
    assert refused(lambda: approve_rule(office.ports, MANAGER, late.id)) == "property.past"
    assert rule_on(subsidies_of(office.ports).rules(), date(2026, 12, 18)) == rule_on(
        subsidies_of(office.ports).rules(), JAN
    )


def test_bands_that_overlap_are_refused(tmp_path: Path) -> None:
    ports = an_office(tmp_path).ports
    assert refused(lambda: propose_rule(ports, OPERATOR, NEXT, [OLD, SIXTY], "d")) == "claim.bands"
    assert refused(lambda: propose_rule(ports, DESK, NEXT, [OLD], "d")) == "property.not_allowed"
