"""Sums of days and months in the database: equal to the pure ones, lawful, by day and then space."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from models.calendar import SLOT, Window
from models.centre import SpaceId
from models.day_fact import DayFact, day_fact
from models.db import Database
from models.db.connection import open_connections
from models.db.migrations import downgrade, upgrade
from models.slot import SlotFact
from models.utilisation import Utilisation, utilisation
from tests.builders import a_fact
from tests.measured import DAY, local
from tests.postgres import PASSWORD

GYM, HALL = SpaceId("gym"), SpaceId("hall")


def a_day(day: date, space: SpaceId = GYM) -> list[SlotFact]:
    """A day that differs from every other, with a gap and minutes that are no whole numbers."""
    n = day.toordinal() % 7
    facts = [
        a_fact(local(8, day=day) + k * SLOT, (k * 7 + n) / 3 if k % 5 else None, space, capacity=30 + n)
        for k in range(12)
    ]
    return [replace(fact, booked_min=round(k / 7, 6), entries=k + n, exits=k) for k, fact in enumerate(facts)]


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]


def filled(database: Database, first: date, count: int, centre: str = "c") -> list[SlotFact]:
    facts = [fact for day in days(first, count) for space in (GYM, HALL) for fact in a_day(day, space)]
    database.slots(centre).put(facts)
    return facts


def test_sums_come_by_day_and_then_space_with_both_ends(database: Database) -> None:
    filled(database, DAY, 5)
    filled(database, DAY, 5, centre="other")
    found = database.days("c").within([HALL, GYM], DAY + timedelta(1), DAY + timedelta(3))
    assert found == [
        day_fact(day, a_day(day, space)) for day in days(DAY + timedelta(1), 3) for space in (GYM, HALL)
    ]
    assert database.days("c").within([], DAY, DAY) == []


def month(database: Database, space: SpaceId, first: date) -> Utilisation:
    """The kept month as hours, by the same way as a day."""
    with database._connections.reading() as connection:
        row = connection.execute(
            text("SELECT * FROM month_fact WHERE centre = 'c' AND space = :space AND month = :month"),
            {"space": space, "month": f"{first}" if connection.dialect.name == "sqlite" else first},
        ).one()
    names = {field.name for field in fields(DayFact)} - {"day", "peak_at"}
    known = {name: getattr(row, name) for name in names}
    return utilisation([DayFact(day=first, peak_at=None, **known)])


def close(one: Utilisation, other: Utilisation) -> bool:
    return all(
        getattr(one, field.name) == pytest.approx(getattr(other, field.name), abs=1e-6)
        for field in fields(Utilisation)
    )


def test_a_month_is_the_sum_of_its_days_whatever_changes_in_it(database: Database) -> None:
    first = date(2026, 10, 30)
    facts = filled(database, first, 36)
    for start in (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)):
        mine = [
            f
            for f in facts
            if f.space == GYM and (f.start + timedelta(hours=4)).date().replace(day=1) == start
        ]
        assert close(month(database, GYM, start), utilisation(mine)), start
    changed = replace(facts[0], person_min=1.5)
    database.slots("c").put([changed])
    october = [
        changed,
        *(f for f in facts[1:] if f.space == GYM and f.start < local(4, day=date(2026, 11, 1))),
    ]
    assert close(month(database, GYM, date(2026, 10, 1)), utilisation(october))


@pytest.mark.parametrize(
    "wrong",
    [
        "measured_min = open_min + 1",
        "used_min = measured_min + 1",
        "ghost_min = measured_min + 1",
        "walkin_min = -1",
        "entries = -1",
        "slots = 0",
        "good_slots = slots + 1",
        "seat_used_min = seat_measured_min * 1.1 + 1",
        "seat_measured_min = seat_open_min * 1.1 + 1",
    ],
)
@pytest.mark.parametrize("table", ["day_fact", "month_fact"])
def test_a_sum_against_the_laws_is_refused(database: Database, table: str, wrong: str) -> None:
    filled(database, DAY, 1)
    with pytest.raises(IntegrityError), database._connections.writing() as connection:
        connection.execute(text(f"UPDATE {table} SET {wrong}"))


def test_slots_of_older_tables_are_summed_when_the_tables_change(url: str) -> None:
    """The first versions had slots only, by another key."""
    connections = open_connections(url, PASSWORD)
    database = Database(connections)
    upgrade(connections)
    facts = filled(database, DAY, 3)
    before = database.days("c").within([GYM, HALL], DAY, DAY + timedelta(9))
    november = month(database, GYM, DAY.replace(day=1))
    downgrade(connections, "0006")
    upgrade(connections)
    again = database.days("c").within([GYM, HALL], DAY, DAY + timedelta(9))
    assert [replace(day, person_min=0) for day in again] == [replace(day, person_min=0) for day in before]
    assert [day.person_min for day in again] == pytest.approx([day.person_min for day in before])
    assert close(month(database, GYM, DAY.replace(day=1)), november)
    assert database.slots("c").within([GYM], facts_window(facts)) == [f for f in facts if f.space == GYM]
    database.close()


def facts_window(facts: list[SlotFact]) -> Window:
    return Window(facts[0].start, facts[-1].start + SLOT)
