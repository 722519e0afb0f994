"""Work orders and what the book says of them, and the job that charges by the month."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.account import Role
from models.services.work_orders import (
    Call,
    charge_services,
    enter_order,
    finish_order,
    pay_order,
    void_order,
)
from tests.models.money.services_kept import HOUSES, an_order
from tests.models.services.offices import Office
from tests.models.services.upkeep import CLERK, DESK, a_service, balance, papers, refused, somebody

DAY = date(2026, 11, 18)
CALL = Call(building="B1", line="pipes", units=2, day=DAY, done=True)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return a_service(tmp_path)


def test_a_call_that_is_done_is_in_the_book_at_the_tariff_of_its_day(office: Office) -> None:
    order = enter_order(office.ports, DESK, CALL)
    assert (order.cost_fen, order.fee_fen) == (16_000, 6_000)
    assert balance(office.ports, "receivable.property") == 6_000
    assert balance(office.ports, "cost.property") == 16_000
    pay_order(office.ports, DESK, order.id)
    assert balance(office.ports, "receivable.property") == 0
    assert balance(office.ports, "takings") == 6_000
    assert [one.action for one in office.told] == ["order.enter", "order.paid"]


def test_a_call_that_is_open_costs_nothing_until_it_is_done(office: Office) -> None:
    order = enter_order(office.ports, DESK, replace(CALL, done=False))
    assert balance(office.ports, "cost.property") == 0
    finish_order(office.ports, DESK, order.id, paid=True, satisfaction=5)
    assert balance(office.ports, "takings") == 6_000
    assert papers(office.ports).find_orders([order.id])[0].satisfaction == 5


def test_an_order_that_was_a_mistake_leaves_nothing_in_the_book(office: Office) -> None:
    order = enter_order(office.ports, CLERK, replace(CALL, paid=True, fee_fen=5_000))
    assert balance(office.ports, "takings") == 5_000
    void_order(office.ports, CLERK, order.id)
    for account in ("takings", "receivable.property", "income.property", "cost.property"):
        assert balance(office.ports, account) == 0
    assert refused(lambda: pay_order(office.ports, CLERK, order.id)) == "order.gone"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"building": "B9"}, "order.no_house"),
        ({"line": "stairs"}, "property.no_line"),
        ({"units": 0}, "order.units"),
        ({"day": date(2026, 11, 19)}, "order.future"),
        ({"day": date(2025, 11, 21)}, "order.no_tariff"),
        ({"fee_fen": 6_001}, "order.fee"),
        ({"done": False, "paid": True}, "order.not_done"),
        ({"satisfaction": 6}, "order.satisfaction"),
    ],
)
def test_a_call_that_cannot_be_is_refused(office: Office, changes: dict[str, Any], why: str) -> None:
    assert refused(lambda: enter_order(office.ports, DESK, replace(CALL, **changes))) == why
    assert refused(lambda: enter_order(office.ports, somebody(Role.AUDITOR), CALL)) == "property.not_allowed"


def test_nothing_is_done_or_paid_twice(office: Office) -> None:
    order = enter_order(office.ports, DESK, replace(CALL, paid=True))
    assert refused(lambda: pay_order(office.ports, DESK, order.id)) == "order.not_owed"
    assert (
        refused(lambda: finish_order(office.ports, DESK, order.id, paid=True, satisfaction=None))
        == "order.done"
    )


def test_every_month_is_charged_once_and_a_bill_that_went_out_stays(office: Office) -> None:
    september, now = datetime(2026, 9, 20, tzinfo=UTC), office.now
    assert charge_services(office.ports, september, now) == 3 * 2
    assert charge_services(office.ports, september, now) == 0
    assert balance(office.ports, "receivable.property") == 3 * 100 * 200
    papers(office.ports).put_buildings([replace(HOUSES[0], flats=1)])
    assert charge_services(office.ports, september, now) == 0
    assert balance(office.ports, "receivable.property") == 3 * 100 * 200


def test_an_order_that_did_not_reach_the_book_is_brought_there_by_the_job(office: Office) -> None:
    papers(office.ports).put_orders([an_order(day=DAY, done=DAY, paid=DAY)])
    charge_services(office.ports, office.now, office.now)
    assert balance(office.ports, "takings") == 3_000
    assert charge_services(office.ports, office.now, office.now) == 0
