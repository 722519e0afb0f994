"""One database and the ports upon it."""

from dataclasses import fields

from models.calendar import Calendar
from models.db import Database
from models.ports import UNASKED, Ports
from tests.builders import NOON, a_centre

OF_OTHERS = {"store", "aggregates", "live", "desk", "sending"}
"""Ports that lie elsewhere: what measures the centre, and what leaves the house."""


def _ports(database: Database, key: str = "test") -> Ports:
    return database.ports(
        a_centre(key=key), Calendar({}), lambda: NOON, store=UNASKED, aggregates=UNASKED, live=UNASKED
    )


def test_a_centre_is_given_everything_that_is_kept_of_it(database: Database) -> None:
    ports = _ports(database)
    lacking = {field.name for field in fields(ports) if getattr(ports, field.name) is None}
    assert lacking == OF_OTHERS
    assert ports.feeds.places is not None
    assert ports.feeds.items is not None


def test_a_centre_sees_nothing_of_another_one(database: Database) -> None:
    here, elsewhere = _ports(database), _ports(database, "other")
    assert here.addresses is not None
    assert elsewhere.addresses is not None
    space = next(iter(here.centre.spaces))
    secret = here.addresses.issue(space, "chen", NOON)
    assert here.addresses.opens(space, secret)
    assert not elsewhere.addresses.opens(space, secret)
