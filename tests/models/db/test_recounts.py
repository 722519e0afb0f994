"""What is to be worked out again is asked with the change that makes it so."""

from datetime import timedelta

import pytest

from models.calendar import Window, business_date
from models.centre import SpaceId
from models.db import Database
from models.db.recounts import ask
from tests.measured import DAY, ZONE, local

GYM = SpaceId("gym")


def asked(database: Database) -> list:
    return [(one.space, one.day) for one in database.book("c").waiting([GYM])]


def test_spans_ask_for_every_business_day_that_they_touch(database: Database) -> None:
    spans = [(GYM, Window(local(9), local(10))), (GYM, Window(local(22), local(5) + timedelta(days=1)))]
    with database._connections.writing() as connection:
        ask(connection, "c", spans)
    found = asked(database)
    assert {(GYM, DAY), (GYM, DAY + timedelta(1))} <= set(found)
    assert len(found) <= 3


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_an_instant_asks_for_its_own_day_at_any_hour(database: Database, hour: int) -> None:
    with database._connections.writing() as connection:
        ask(connection, "c", [(GYM, Window(local(hour), local(hour)))])
    assert (GYM, business_date(local(hour), ZONE)) in asked(database)


def break_off(database: Database) -> None:
    with database._connections.writing() as connection:
        ask(connection, "c", [(GYM, Window(local(9), local(10)))])
        raise ZeroDivisionError


def test_what_breaks_off_has_asked_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        break_off(database)
    assert asked(database) == []
