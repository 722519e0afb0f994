"""Today's takings beside such days before it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models.calendar import CHINA, business_date
from models.centre import Centre, SensorRole, SpaceKind
from models.money.chart import Line
from models.money.entry import Entry, EntrySource, Posting
from models.services.postings import post_events
from models.services.strangers import RefusedError
from models.services.takings import HOURS, takings
from tests.builders import NOON, a_centre, a_sensor, a_space
from tests.models.services.offices import Office, an_office
from tests.models.services.test_canteen import a_sale


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    office.ports = replace(office.ports, centre=centre(), events=office.database.events("test"))
    yield office
    office.database.close()


def centre() -> Centre:
    till = a_sensor("till", space="canteen", role=SensorRole.TILL, profile="linli-till")
    silent = a_sensor("bar", space="canteen", role=SensorRole.TILL, profile="linli-till")
    return a_centre((a_space("canteen", kind=SpaceKind.CANTEEN),), [till, silent])


def post(office: Office, account: str, fen: int, at: datetime, to: str = "takings") -> None:
    assert office.ports.money is not None
    entry = Entry(
        key=f"{account}{at}{to}",
        source=EntrySource.IMPORT,
        day=business_date(at, CHINA),
        at=at,
        postings=(Posting(account=to, fen=fen), Posting(account=account, fen=-fen)),
    )
    office.ports.money.ledger.post([entry], by="x", at=at)


def test_what_is_usual_is_the_median_of_such_weekdays_up_to_the_same_hour(office: Office) -> None:
    for weeks, fen in ((1, 300), (2, 100), (3, 200)):
        post(office, "income.gym", fen, NOON - timedelta(weeks=weeks, hours=2))
        post(office, "income.gym", 5_000, NOON - timedelta(weeks=weeks) + timedelta(hours=5))
    post(office, "income.gym", 70_000, NOON - timedelta(days=1))
    post(office, "income.gym", 260, NOON - timedelta(hours=1))
    now = takings(office.ports)
    assert (now.today.fen, now.usual(now.place), now.usual(), len(now.others)) == (260, 200, 5_200, 3)
    assert (now.today.hour(11), now.usual_hour(10), now.usual_hour(11)) == (260, 200, 0)
    assert now.lines() == [Line.GYM]


def test_where_no_such_day_is_known_nothing_is_usual(office: Office) -> None:
    now = takings(office.ports)
    assert (now.today.fen, now.usual(), now.usual_line(Line.GYM), now.lines()) == (0, None, None, [])


def test_only_what_guests_pay_is_taken_and_what_no_statement_shows_is_told(office: Office) -> None:
    office.ports.events.put([a_sale(NOON, "lunch", 1_500, 150, sensor="till")])
    assert takings(office.ports).waiting == 1
    post_events(office.ports, NOON, NOON)
    post(office, "income.market.rent", 9_000, NOON)
    now = takings(office.ports)
    assert (now.waiting, now.today.fen, now.unseen_fen) == (0, 1_350, 10_350)
    assert now.today.line(Line.CANTEEN) == 1_350


def test_what_is_paid_at_the_desk_of_a_care_place_is_taken_and_what_is_owed_or_billed_is_not(
    office: Office,
) -> None:
    post(office, "income.care", 300, NOON)
    post(office, "income.care", 70_000, NOON, to="bank")
    post(office, "income.room", 40_000, NOON, to="receivable.other")
    post(office, "income.room", 50, NOON, to="cash")
    today = takings(office.ports).today
    assert (today.fen, today.line(Line.CARE), today.line(Line.ROOM)) == (350, 300, 50)


def test_the_night_belongs_to_the_day_before_and_comes_last(office: Office) -> None:
    office.now = NOON + timedelta(hours=14)  # 02:00
    post(office, "income.gym", 100, office.now - timedelta(minutes=30))
    now = takings(office.ports)
    assert (now.today.day, now.place, HOURS[now.place]) == (NOON.astimezone(CHINA).date(), 22, 2)
    assert (now.today.until(21), now.today.until(22), isinstance(now.today.day, date)) == (0, 100, True)


def test_every_till_is_told_also_one_that_is_silent(office: Office) -> None:
    office.ports.events.put(
        [a_sale(NOON - timedelta(minutes=n), "lunch", 1_000, 0, sensor="till") for n in (5, 9)]
    )
    tills = {one.sensor.id: (one.sales, one.fen, one.last_at) for one in takings(office.ports).tills}
    assert tills == {"till": (2, 2_000, NOON - timedelta(minutes=5)), "bar": (0, 0, None)}


def test_where_no_books_are_kept_it_is_said(office: Office) -> None:
    with pytest.raises(RefusedError):
        takings(replace(office.ports, money=None))
