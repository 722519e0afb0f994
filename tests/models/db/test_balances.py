"""Balances survive the database unchanged."""

import json
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import text

from models.balance import SLOTS, Balance, DoorBalance, Heard, View
from models.centre import SensorId, SpaceId
from models.db import Database

DAY = date(2026, 11, 20)
BALANCE = Balance(
    space=SpaceId("gym"),
    day=DAY,
    complete=True,
    doors=(
        DoorBalance(sensor=SensorId("door"), entries=3, exits=4, dense_entries=0.25, drift=-1.0, resets=1),
    ),
    heard=(Heard(sensor=SensorId("door"), samples=80, expected=84),),
    contradictions=2,
    entries_by_slot=(0.5,) * SLOTS,
    exits_by_slot=(0.5,) * SLOTS,
    person_min_by_slot=(90.25,) * SLOTS,
)


def test_a_balance_comes_back_as_it_was(database: Database) -> None:
    balances = database.balances("shijiawan")
    balances.put([replace(BALANCE, complete=False)])
    balances.put([BALANCE])
    assert balances.within([BALANCE.space], DAY, DAY) == [BALANCE]
    assert database.balances("other").within([BALANCE.space], DAY, DAY) == []


def test_days_come_in_order_with_both_ends(database: Database) -> None:
    balances = database.balances("shijiawan")
    days = [DAY + timedelta(days=n) for n in (3, 1, 2, 0)]
    balances.put([replace(BALANCE, day=day, space=SpaceId(key)) for day in days for key in ("hall", "gym")])
    found = balances.within(
        [SpaceId("gym"), SpaceId("hall")], DAY + timedelta(days=1), DAY + timedelta(days=2)
    )
    assert [(b.day - DAY).days for b in found] == [1, 1, 2, 2]
    assert [b.space for b in found] == ["gym", "hall", "gym", "hall"]


def test_a_row_of_another_version_teaches_nothing_and_stops_nothing(database: Database) -> None:
    balances = database.balances("shijiawan")
    balances.put([BALANCE, replace(BALANCE, day=DAY + timedelta(days=1))])
    with database._connections.writing() as connection:
        connection.execute(
            text("UPDATE space_balance SET content = '{\"x\": 1}' WHERE day = :day"), {"day": f"{DAY}"}
        )
    assert [b.day for b in balances.within([BALANCE.space], DAY, DAY + timedelta(days=9))] == [
        DAY + timedelta(days=1)
    ]


def test_what_an_earlier_version_kept_of_cameras_is_still_read(database: Database) -> None:
    balances = database.balances("shijiawan")
    view = View(looks=52, people2=9000.0, seen2=8000.0, product=8400.0, usual=30.0)
    balances.put([replace(BALANCE, view=view)])
    with database._connections.writing() as connection:
        (content,) = connection.execute(text("SELECT content FROM space_balance")).one()
        kept = json.loads(content)
        for added in ("people3", "people4", "product2"):
            del kept["view"][added]
        connection.execute(text("UPDATE space_balance SET content = :kept"), {"kept": json.dumps(kept)})
    (found,) = balances.within([BALANCE.space], DAY, DAY)
    assert found.view == view


def test_who_crossed_the_doors_is_read_without_all_that_only_teaches(database: Database) -> None:
    balances = database.balances("shijiawan")
    balances.put([BALANCE])
    (found,) = balances.crossings([BALANCE.space], DAY, DAY)
    assert (found.space, found.day, found.complete) == (BALANCE.space, DAY, True)
    assert [(door.entries, door.exits) for door in found.doors] == [(3, 4)]
