"""Price plans on both databases: two persons, one version a day, and nothing decided ever changes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.db import Database
from models.db.prices import SqlPrices
from models.money.ports import FeesUpTo, PlanStateError, SuccessionError
from models.money.price import PlanStatus, PlanVersion
from tests.models.money.plans import COURSE, GYM_PLAN

AT = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)
LATER = replace(GYM_PLAN, valid_from=date(2026, 12, 1), base_fen=600)

APPROVED, REFUSED, WITHDRAWN = PlanStatus.APPROVED, PlanStatus.REFUSED, PlanStatus.WITHDRAWN


@pytest.fixture
def prices(database: Database) -> SqlPrices:
    return SqlPrices(database.connections, "shijiawan")


def approve(prices: SqlPrices, one: PlanVersion) -> PlanVersion:
    kept = prices.propose(one, by="li", at=AT)
    return prices.decide(kept.plan, kept.number, APPROVED, by="wang", at=AT, today=TODAY)


def test_versions_are_read_back_as_they_were_proposed_and_decided(
    prices: SqlPrices, database: Database
) -> None:
    first = approve(prices, GYM_PLAN)
    second = prices.propose(replace(LATER, valid_to=date(2026, 12, 31)), by="li", at=AT)
    course = prices.propose(COURSE, by="wang", at=AT)
    assert prices.versions() == [course, first, second]
    assert (first.number, second.number, course.number) == (1, 2, 1)
    assert first == replace(GYM_PLAN, proposed_at=AT, decided_at=AT)
    assert SqlPrices(database.connections, "jiuyanqiao").versions() == []
    told = [(one.entry.actor, one.entry.action, one.entry.subject) for one in database.audit().recent()]
    assert told[::-1][:2] == [("li", "price.propose", "gym#1"), ("wang", "price.approve", "gym#1")]


def test_nobody_agrees_to_his_own_proposal_or_withdraws_that_of_another(prices: SqlPrices) -> None:
    kept = prices.propose(GYM_PLAN, by="li", at=AT)
    for by, status in (("li", APPROVED), ("li", REFUSED), ("wang", WITHDRAWN)):
        with pytest.raises(PlanStateError):
            prices.decide("gym", 1, status, by=by, at=AT, today=TODAY)
    assert prices.versions() == [kept]


def test_what_was_decided_is_decided_once(prices: SqlPrices) -> None:
    prices.propose(GYM_PLAN, by="li", at=AT)
    prices.decide("gym", 1, REFUSED, by="wang", at=AT, today=TODAY)
    for number in (1, 2):
        with pytest.raises(PlanStateError, match=f"version {number} "):
            prices.decide("gym", number, APPROVED, by="wang", at=AT, today=TODAY)


def test_a_version_that_would_meet_another_is_not_approved(prices: SqlPrices) -> None:
    approve(prices, GYM_PLAN)
    approve(prices, LATER)
    for _ in range(2):
        prices.propose(LATER, by="li", at=AT)
    with pytest.raises(SuccessionError, match="overlaps"):
        prices.decide("gym", 3, APPROVED, by="wang", at=AT, today=TODAY)
    assert [one.status for one in prices.versions()] == [
        APPROVED,
        APPROVED,
        PlanStatus.PROPOSED,
        PlanStatus.PROPOSED,
    ]


PAST_THE_PROGRAM = (
    "UPDATE price_version SET base_fen = 1",
    "UPDATE price_version SET status = 'proposed'",
    "DELETE FROM price_version",
    (
        "INSERT INTO price_version SELECT centre, plan, 9, name, what, unit, base_fen, bands, concessions, cap_fen, "
        "cap_month_fen, charged, valid_from, valid_to, decision, status, proposed_by, proposed_at, decided_by, "
        "decided_at FROM price_version"
    ),
)


def test_what_is_approved_cannot_be_changed_doubled_or_deleted_past_the_program(
    prices: SqlPrices, database: Database
) -> None:
    kept = approve(prices, GYM_PLAN)
    for statement in PAST_THE_PROGRAM:
        with pytest.raises(DBAPIError), database.connections.writing() as connection:
            connection.execute(text(statement))
    assert prices.versions() == [kept]


def test_the_database_itself_wants_two_persons(prices: SqlPrices, database: Database) -> None:
    prices.propose(GYM_PLAN, by="li", at=AT)
    alone = text("UPDATE price_version SET status = 'approved', decided_by = 'li'")
    with pytest.raises(DBAPIError), database.connections.writing() as connection:
        connection.execute(alone)


def test_only_a_plan_that_begins_in_the_past_lets_all_sessions_be_charged_once_more(
    prices: SqlPrices,
) -> None:
    reached = FeesUpTo(7, "s7")
    assert prices.fees_up_to() == FeesUpTo()
    assert prices.fees_are_up_to(reached, FeesUpTo())
    prices.propose(GYM_PLAN, by="li", at=AT)
    assert prices.fees_up_to() == reached
    prices.decide("gym", 1, APPROVED, by="wang", at=AT, today=TODAY)
    anew = prices.fees_up_to()
    assert (anew.modified, anew.session) == (0, "")
    reached = replace(anew, modified=8, session="s8")
    assert prices.fees_are_up_to(reached, anew)
    approve(prices, LATER)
    assert prices.fees_up_to() == reached


@pytest.mark.parametrize("before", [FeesUpTo(), FeesUpTo(7, "s7")])
def test_a_turn_of_charging_that_a_plan_overtook_keeps_no_place(prices: SqlPrices, before: FeesUpTo) -> None:
    prices.fees_are_up_to(before, FeesUpTo())
    approve(prices, GYM_PLAN)
    anew = prices.fees_up_to()
    assert not prices.fees_are_up_to(replace(before, modified=9), before)
    assert prices.fees_up_to() == anew
