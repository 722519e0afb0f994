"""Who may propose a price and who may agree to it; what a session costs and for whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.money.price import PlanStatus, Priced
from models.programme.who import Who
from models.services.prices import (
    approve,
    asked,
    offered,
    plans,
    propose,
    refuse,
    session_prices,
    withdraw,
)
from models.services.strangers import RefusedError
from tests.builders import NOON, a_session, some_ports
from tests.models.money.plans import COURSE, GYM_PLAN, use
from tests.models.services.offices import Office, an_office

LI = Account(id=1, name="li", grants=(Grant(role=Role.OPERATOR),))
WANG = Account(id=2, name="wang", grants=(Grant(role=Role.MANAGER),))
DESK = Account(id=3, name="zhao", grants=(Grant(role=Role.FRONT_DESK),))
MEAL = replace(COURSE, plan="lunch", what=Priced.MEAL)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        deed()
    return error.value.message.key.removeprefix("refused.")


def test_a_price_is_proposed_by_one_and_approved_by_another(office: Office) -> None:
    ports = office.ports
    assert refused(lambda: propose(ports, DESK, GYM_PLAN)) == "price.not_allowed"
    assert propose(ports, LI, GYM_PLAN).status is PlanStatus.PROPOSED
    propose(ports, WANG, COURSE)
    assert refused(lambda: approve(ports, LI, "gym", 1)) == "price.not_allowed"
    assert refused(lambda: approve(ports, WANG, "course", 1)) == "same_person"
    assert refused(lambda: refuse(ports, WANG, "course", 1)) == "same_person"
    assert refused(lambda: withdraw(ports, WANG, "gym", 1)) == "price.not_yours"
    assert (
        refused(lambda: asked(ports, "gym", use(date(2026, 11, 18), "19:00", 60), Who.EVERYBODY))
        == "price.none"
    )
    kept = approve(ports, WANG, "gym", 1)
    assert (kept.status, kept.proposed_by, kept.decided_by) == (PlanStatus.APPROVED, "li", "wang")
    assert refused(lambda: approve(ports, WANG, "gym", 1)) == "price.decided"
    assert withdraw(ports, WANG, "course", 1).status is PlanStatus.WITHDRAWN
    assert {key: [one.status.value for one in rows] for key, rows in plans(ports).items()} == {
        "course": ["withdrawn"],
        "gym": ["approved"],
    }


def test_what_cannot_be_or_cannot_follow_is_refused_when_it_is_proposed(office: Office) -> None:
    ports = office.ports
    assert refused(lambda: propose(ports, LI, replace(GYM_PLAN, base_fen=-1))) == "price.amount"
    propose(ports, LI, GYM_PLAN)
    assert refused(lambda: propose(ports, LI, replace(GYM_PLAN, what=Priced.ROOM))) == "price.other_what"
    approve(ports, WANG, "gym", 1)
    assert refused(lambda: propose(ports, LI, GYM_PLAN)) == "price.too_early"


def test_a_session_tells_what_a_place_costs_and_for_whom_less(office: Office) -> None:
    ports = office.ports
    for plan in (COURSE, MEAL):
        propose(ports, LI, plan)
        approve(ports, WANG, plan.plan, 1)
    session = replace(a_session(NOON, places=2), price_plan="course")
    assert [(one.who, one.fen) for one in session_prices(ports, session)] == [
        (Who.EVERYBODY, 600),
        (Who.REDUCED, 300),
    ]
    assert session_prices(ports, replace(session, price_plan="")) == []
    assert refused(lambda: session_prices(ports, replace(session, price_plan="gone"))) == "price.none"
    assert [one.plan for one in offered(ports)] == ["course"]
    assert [one.plan for one in offered(ports, "lunch")] == ["course", "lunch"]


def test_where_no_books_are_kept_there_are_no_prices() -> None:
    ports = some_ports()
    assert (plans(ports), offered(ports)) == ({}, [])
    assert refused(lambda: propose(ports, LI, GYM_PLAN)) == "price.no_books"
