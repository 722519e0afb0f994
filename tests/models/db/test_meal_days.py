"""Meals added up by day are what their events say, whatever is told twice, late, corrected or refused."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.calendar import CHINA, Window
from models.centre import SensorId
from models.db import Database, open_database
from models.db.connection import open_connections
from models.db.migrations import downgrade, upgrade
from models.event import Event, EventKind, Word
from models.metric.meal_day import meal_days
from models.ports import EventsRejectedError
from tests.blank import blank_database
from tests.postgres import PASSWORD

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
MONTH = Window(datetime(2026, 10, 30, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC))
CUT = datetime(2026, 11, 20, 20, tzinfo=UTC)
"""04:00 in China: a day ends and another begins."""

Told = list[list[Event]]


def a_sale(key: str = "1", at: datetime = CUT, fen: int = 1_500, dining: str = "") -> Event:
    values: dict[str, Word] = {"meal": "lunch", "total_fen": fen, "subsidy_fen": 100, "covers": 1}
    values |= {"dining": dining} if dining else {}
    return Event(sensor=SensorId("till"), kind=EventKind.SALE, id=key, at=at, values=values)


def a_move(order: str, state: str, at: datetime, sensor: str = "bag") -> Event:
    values: dict[str, Word] = {"order": order, "state": state}
    return Event(sensor=SensorId(sensor), kind=EventKind.DELIVERY, id=f"{order}{state}", at=at, values=values)


def a_swipe(at: datetime) -> Event:
    return Event(sensor=SensorId("gate"), kind=EventKind.SWIPE, id="1", at=at, values={"granted": True})


instants = st.integers(-30, 30).map(lambda hours: CUT + timedelta(hours=hours))
told_events = st.one_of(
    st.builds(
        a_sale,
        st.sampled_from("123"),
        instants,
        st.integers(0, 9_999),
        st.sampled_from(["", "here", "takeaway"]),
    ),
    st.builds(
        a_move,
        st.sampled_from("12"),
        st.sampled_from(["packed", "out", "delivered"]),
        instants,
        st.sampled_from(["bag", "other-bag"]),
    ),
    st.builds(a_swipe, instants),
)


def holds(database: Database, centre: str = "shijiawan") -> bool:
    events = database.events(centre)
    return events.meal_days(FIRST, LAST) == meal_days(events.within(MONTH), CHINA)


@given(told=st.lists(st.lists(told_events, max_size=4), min_size=1, max_size=5))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_events_are_told_and_told_again_their_sums_are_those_of_what_is_kept(
    tmp_path_factory: pytest.TempPathFactory, told: Told
) -> None:
    database = blank_database(tmp_path_factory.mktemp("meals") / "centre.db")
    for batch in told:
        database.events("shijiawan").put(batch)
        assert holds(database)
    database.close()


def test_a_slip_that_is_corrected_leaves_the_day_on_which_it_stood(database: Database) -> None:
    events = database.events("shijiawan")
    events.put([a_sale(), a_sale("2", dining="takeaway"), a_move("1", "packed", CUT)])
    events.put([a_sale(at=CUT - timedelta(minutes=1), fen=900)])
    yesterday, *today = events.meal_days(FIRST, LAST)
    assert (yesterday.day, [sold.total_fen for sold in yesterday.sold]) == (date(2026, 11, 20), [900])
    assert [(one.sensor, one.day) for one in today] == [
        ("bag", date(2026, 11, 21)),
        ("till", date(2026, 11, 21)),
    ]
    assert holds(database)


def test_a_day_that_loses_its_only_slip_is_no_day(database: Database) -> None:
    events = database.events("shijiawan")
    events.put([a_sale()])
    events.put([a_sale(at=CUT - timedelta(days=1))])
    assert [one.day for one in events.meal_days(FIRST, LAST)] == [date(2026, 11, 20)]


def test_each_centre_has_its_own_sums_and_its_own_days(database: Database) -> None:
    database.events("shijiawan").put([a_sale()])
    database.events("greenwich", UTC).put([a_sale(at=CUT)])
    assert [one.day for one in database.events("greenwich").meal_days(FIRST, LAST)] == [date(2026, 11, 20)]
    assert [one.day for one in database.events("shijiawan").meal_days(FIRST, LAST)] == [date(2026, 11, 21)]


def test_what_is_refused_counts_in_no_sum(database: Database) -> None:
    events = database.events("shijiawan")
    with pytest.raises(EventsRejectedError):
        events.put([a_sale("1"), a_sale("a\ud800b"), a_sale("3")])
    (day,) = events.meal_days(FIRST, LAST)
    assert [sold.slips for sold in day.sold] == [2]


def test_slips_that_are_older_than_their_sums_are_added_up_by_the_migration(url: str) -> None:
    connections = open_connections(url, PASSWORD)
    database = Database(connections)
    upgrade(connections)
    database.events("shijiawan").put(
        [a_sale(), a_sale("2", CUT - timedelta(days=2)), a_move("1", "out", CUT)]
    )
    database.events("jiuyanqiao").put([a_sale(), a_swipe(CUT)])
    downgrade(connections, "0021")
    upgrade(connections)
    assert len(database.events("shijiawan").meal_days(FIRST, LAST)) == 3
    assert holds(database)
    assert holds(database, "jiuyanqiao")
    database.close()


def test_two_tills_that_tell_at_once_are_both_added_up(url: str) -> None:
    """On PostgreSQL neither sees the other's slips before they are kept; whoever comes second must wait."""
    database = open_database(url, password=PASSWORD)
    database.migrate()

    def tell(first: int) -> None:
        for n in range(first, first + 10):
            database.events("shijiawan").put([a_sale(str(n))])

    threads = [threading.Thread(target=tell, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (day,) = database.events("shijiawan").meal_days(FIRST, LAST)
    assert [sold.slips for sold in day.sold] == [30]
    database.close()
