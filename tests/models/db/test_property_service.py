"""The papers of the property service, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.db import Database
from models.db.property_service import SqlProperty
from tests.models.money.services_kept import AT, DAY, HOUSES, OPEN, PIPES, STAIRS, a_tariff, an_order


@pytest.fixture
def kept(database: Database) -> SqlProperty:
    return SqlProperty(database.connections, "shijiawan")


def test_papers_are_read_back_as_they_were_written(kept: SqlProperty) -> None:
    kept.put_buildings(HOUSES)
    kept.put_lines([PIPES, STAIRS])
    tariffs = [a_tariff(), a_tariff("stairs", assent=OPEN)]
    assert kept.propose(tariffs)
    assert (kept.buildings(), kept.lines(), kept.tariffs()) == ([*HOUSES], [PIPES, STAIRS], tariffs)


def test_orders_are_found_by_any_of_their_days(kept: SqlProperty) -> None:
    week = timedelta(days=7)
    order = an_order(day=DAY - week, done=DAY, paid=DAY + week, satisfaction=4)
    kept.put_orders([order])
    for day in (DAY - week, DAY, DAY + week):
        assert kept.orders(day, day) == [order]
    assert kept.orders(DAY + timedelta(days=1), DAY + timedelta(days=2)) == []
    kept.put_orders([replace(order, void=True)])
    assert kept.find_orders(["o1", "o2"]) == [replace(order, void=True)]


def test_a_proposal_is_approved_once_and_by_somebody_else(kept: SqlProperty) -> None:
    one = a_tariff(assent=OPEN)
    kept.propose([one])
    assert not kept.approve(one.id, by="li", at=AT)
    assert kept.approve(one.id, by="wang", at=AT)
    assert not kept.approve(one.id, by="zhao", at=AT)
    assert kept.tariffs() == [a_tariff(assent=replace(OPEN, approved_by="wang", approved_at=AT))]
    assert not kept.withdraw(one.id)


def test_two_versions_of_a_line_do_not_begin_on_one_day(kept: SqlProperty) -> None:
    kept.propose([a_tariff()])
    assert not kept.propose([replace(a_tariff(assent=OPEN), id="other"), a_tariff("stairs")])
    assert kept.tariffs() == [a_tariff()]


def test_a_proposal_can_be_taken_back(kept: SqlProperty) -> None:
    kept.propose([a_tariff(assent=OPEN)])
    assert kept.withdraw(a_tariff().id)
    assert kept.tariffs() == []


def test_the_table_itself_knows_that_it_takes_two(kept: SqlProperty, database: Database) -> None:
    kept.propose([a_tariff(assent=OPEN)])
    with pytest.raises(DBAPIError), database.connections.writing() as connection:
        connection.execute(text("UPDATE tariff SET approved_by = proposed_by"))
