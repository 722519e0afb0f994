"""Houses, lines and tariffs: who may, what is refused, and that it takes two."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.account import Account, Role
from models.money.property import Building, ServiceLine, ServiceUnit
from models.services.property import (
    approve_tariff,
    lines_now,
    propose_tariff,
    save_building,
    save_line,
    withdraw_tariff,
)
from tests.models.money.services_kept import HOUSES, PIPES
from tests.models.services.offices import Office
from tests.models.services.upkeep import CLERK, DESK, MANAGER, OPERATOR, a_service, papers, refused, somebody

NEXT = date(2026, 12, 1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return a_service(tmp_path)


def test_a_tariff_is_in_force_once_a_second_person_agrees(office: Office) -> None:
    today = office.ports.centre.day_of(office.now)
    tariff = propose_tariff(office.ports, OPERATOR, "pipes", today, (9_000, 3_500), " council  2026-11/4 ")
    assert lines_now(office.ports)[0].now != tariff
    approve_tariff(office.ports, MANAGER, tariff.id)
    now = lines_now(office.ports)[0].now
    assert now is not None
    assert (now.fee_fen, now.assent.decision, now.assent.approved_by) == (
        3_500,
        "council 2026-11/4",
        "manager",
    )
    assert [one.action for one in office.told] == ["tariff.propose", "tariff.approve"]
    assert office.told[1].details["fee_fen"] == "3500"


def test_who_proposed_a_tariff_does_not_approve_it(office: Office) -> None:
    tariff = propose_tariff(office.ports, MANAGER, "pipes", NEXT, (1, 1), "d")
    assert refused(lambda: approve_tariff(office.ports, MANAGER, tariff.id)) == "same_person"
    withdraw_tariff(office.ports, MANAGER, tariff.id)
    assert refused(lambda: approve_tariff(office.ports, CLERK, tariff.id)) == "property.not_waiting"


def test_what_was_charged_can_be_worked_out_again(office: Office) -> None:
    yesterday = date(2026, 11, 17)
    assert (
        refused(lambda: propose_tariff(office.ports, OPERATOR, "pipes", yesterday, (1, 1), "d"))
        == "property.past"
    )
    tariff = propose_tariff(office.ports, OPERATOR, "pipes", NEXT, (1, 1), "d")
    assert (
        refused(lambda: propose_tariff(office.ports, OPERATOR, "pipes", NEXT, (2, 2), "d"))
        == "property.twice"
    )
    approve_tariff(office.ports, MANAGER, tariff.id)
    assert refused(lambda: withdraw_tariff(office.ports, MANAGER, tariff.id)) == "property.not_waiting"


def test_a_tariff_whose_first_day_went_by_is_not_approved_any_more(office: Office) -> None:
    save_line(office.ports, OPERATOR, ServiceLine(key="lamps", name={"en": "Lamps"}, unit=ServiceUnit.HOUR))
    days = date(2026, 9, 1), date(2026, 10, 1)
    first, other = (propose_tariff(office.ports, OPERATOR, "lamps", day, (1, 1), "d") for day in days)
    approve_tariff(office.ports, MANAGER, first.id)
    assert refused(lambda: approve_tariff(office.ports, MANAGER, other.id)) == "property.past"
    late = propose_tariff(office.ports, OPERATOR, "pipes", NEXT, (1, 1), "d")
    office.now += timedelta(days=30)
    assert refused(lambda: approve_tariff(office.ports, MANAGER, late.id)) == "property.past"


@pytest.mark.parametrize(
    ("line", "fen", "decision", "why"),
    [
        ("moon", (1, 1), "d", "property.no_line"),
        ("pipes", (-1, 1), "d", "property.amount"),
        ("pipes", (1, 10**9), "d", "property.amount"),
        ("pipes", (1, 1), " ", "property.decision"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(
    office: Office, line: str, fen: tuple[int, int], decision: str, why: str
) -> None:
    assert refused(lambda: propose_tariff(office.ports, OPERATOR, line, NEXT, fen, decision)) == why


@pytest.mark.parametrize("who", [DESK, CLERK, somebody(Role.AUDITOR)])
def test_who_may_not_propose_is_told_so(office: Office, who: Account) -> None:
    assert (
        refused(lambda: propose_tariff(office.ports, who, "pipes", NEXT, (1, 1), "d"))
        == "property.not_allowed"
    )


def test_houses_and_lines_are_kept_as_they_are_filled_in(office: Office) -> None:
    house = Building(id="B3", name={"zh-Hans": " 三号院 "}, flats=8, area_m2=700)
    save_building(office.ports, CLERK, house)
    assert papers(office.ports).buildings()[-1] == replace(house, name={"zh-Hans": "三号院"})
    line = ServiceLine(key="lamps", name={"en": "Lamps"}, unit=ServiceUnit.HOUR)
    save_line(office.ports, OPERATOR, line)
    assert line in papers(office.ports).lines()
    assert refused(lambda: save_building(office.ports, CLERK, replace(house, id="B 3"))) == "property.code"
    assert refused(lambda: save_building(office.ports, CLERK, replace(house, flats=-1))) == "property.size"
    assert (
        refused(lambda: save_building(office.ports, CLERK, replace(house, name={"en": " "})))
        == "property.name"
    )
    assert refused(lambda: save_building(office.ports, DESK, HOUSES[0])) == "property.not_allowed"


def test_a_line_stays_counted_in_what_its_tariffs_mean(office: Office) -> None:
    other = replace(PIPES, unit=ServiceUnit.HOUR)
    assert refused(lambda: save_line(office.ports, OPERATOR, other)) == "property.unit_stays"
