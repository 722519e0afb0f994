"""Documents become entries by themselves, once however often they are told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models.centre import SensorId
from models.event import Event, EventKind
from models.money.ports import Ledger, Such
from models.services import postings
from models.services.postings import post_events, post_rents
from models.stall import StallId, Tenancy
from tests.builders import NOON
from tests.models.services.offices import Office, an_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    database, centre = office.database, office.ports.centre.id
    office.ports = replace(office.ports, events=database.events(centre), tenancies=database.tenancies(centre))
    yield office
    database.close()


def sold(key: str, fen: int = 1_500, at: datetime = NOON) -> Event:
    values = {"meal": "lunch", "total_fen": fen, "subsidy_fen": fen // 10}
    return Event(sensor=SensorId("old-till"), kind=EventKind.SALE, id=key, at=at, values=values)


def book(office: Office) -> Ledger:
    assert office.ports.money is not None
    return office.ports.money.ledger


def posted(office: Office) -> int:
    return post_events(office.ports, office.now, office.now)


def income(office: Office, *accounts: str) -> dict[date | None, int]:
    found = book(office).sums(["day"], Such(accounts=accounts))
    return {one.day: -one.fen for one in found if one.fen}


def test_a_sale_is_one_entry_however_late_it_comes_and_however_often_it_is_told(office: Office) -> None:
    long_ago = NOON - timedelta(days=400)
    for event in (sold("1"), sold("2", 800, long_ago), sold("1")):
        office.ports.events.put([event])
        posted(office)
    assert (posted(office), book(office).head()) == (0, 2)
    assert income(office, "income.other") == {NOON.date(): 1_500, long_ago.date(): 800}
    (newest,) = book(office).find(limit=1)
    assert (newest.entry.key, newest.entry.document) == ("sale:old-till:2", "event:old-till:sale:2")


def test_a_sale_that_a_replay_corrected_is_taken_back_and_posted_anew(office: Office) -> None:
    office.ports.events.put([sold("1")])
    posted(office)
    office.ports.events.put([sold("1", 900)])
    assert posted(office) == 1
    assert income(office, "income.other") == {NOON.date(): 900}
    assert [one.entry.key for one in book(office).find()] == [
        "sale:old-till:1#2",
        "sale:old-till:1~1",
        "sale:old-till:1",
    ]
    office.ports.events.put([sold("1", 0)])
    posted(office)
    assert income(office, "income.other") == {}


def test_an_amount_that_cannot_be_is_told_in_the_trail_and_keeps_no_other_sale_out(office: Office) -> None:
    impossible = replace(sold("odd"), values={"total_fen": 100, "subsidy_fen": 900})
    office.ports.events.put([impossible, sold("1")])
    assert posted(office) == 1
    assert [(one.action, one.subject) for one in office.told] == [("posting.refused", "old-till:sale:odd")]
    assert posted(office) == 0


def test_more_than_one_turn_can_do_is_left_for_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "CHUNK", 2)
    monkeypatch.setattr(postings, "MOST_AT_ONCE", 4)
    office.ports.events.put([sold(f"{n}") for n in range(5)])
    assert [posted(office) for _ in range(3)] == [4, 1, 0]


def test_rents_follow_the_tenancies_also_when_an_end_is_told_late(office: Office) -> None:
    assert office.ports.tenancies is not None
    first = NOON.date().replace(day=1) - timedelta(days=70)
    let = Tenancy(id="t", stall=StallId("veg"), tenant="T1", first=first, rent_fen=30_000)
    office.ports.tenancies.put(let)
    months = post_rents(office.ports, office.now, office.now)
    assert months == 4
    assert post_rents(office.ports, office.now, office.now) == 0
    office.ports.tenancies.put(replace(let, last=first))
    assert post_rents(office.ports, office.now, office.now) == 4
    assert list(income(office, "income.market.rent")) == [first]


def test_rents_of_a_tenancy_that_begins_later_or_is_no_more_are_taken_back(office: Office) -> None:
    tenancies = office.ports.tenancies
    assert tenancies is not None
    let = Tenancy(id="t", stall=StallId("veg"), tenant="T1", first=date(2026, 8, 1), rent_fen=30_000)
    tenancies.put(let)
    tenancies.put(replace(let, id="u", stall=StallId("fish")))
    assert post_rents(office.ports, office.now, office.now) == 8
    tenancies.put(replace(let, first=date(2026, 10, 1)))
    assert post_rents(office.ports, office.now, office.now) == 2
    assert income(office, "income.market.rent") == {
        date(2026, month, 1): fen for month, fen in ((8, 30_000), (9, 30_000), (10, 60_000), (11, 60_000))
    }
    tenancies.remove("t")
    tenancies.remove("u")
    assert post_rents(office.ports, office.now, office.now) == 6
    assert income(office, "income.market.rent") == {}
    assert post_rents(office.ports, office.now, office.now) == 0
    tenancies.put(let)
    assert post_rents(office.ports, office.now, office.now) == 4


def test_a_deployment_without_books_posts_nothing(office: Office) -> None:
    office.ports = replace(office.ports, money=None)
    assert (posted(office), post_rents(office.ports, office.now, office.now)) == (0, 0)
