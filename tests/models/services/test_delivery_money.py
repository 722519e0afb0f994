"""What bringing meals home took in and cost."""

from datetime import date, timedelta
from pathlib import Path

from models.centre import SensorId
from models.event import Event, EventKind
from models.money.entry import Entry, EntrySource, Posting
from models.services.delivery_money import delivery_money
from tests.models.services.offices import an_office

NOV = date(2026, 11, 1)


def test_meals_are_counted_and_costs_told_by_who_brings_them(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    ports, at = office.ports, office.now
    assert delivery_money(ports, NOV).cost_fen is None
    for kitchen in ("bags", "other"):
        steps = (("packed", 0), ("delivered", 20))
        ports.events.put(
            [
                Event(
                    sensor=SensorId(kitchen),
                    kind=EventKind.DELIVERY,
                    id=f"1:{state}",
                    at=at + timedelta(minutes=minutes),
                    values={"order": "1", "state": state},
                )
                for state, minutes in steps
            ]
        )
    postings = (
        Posting(account="cost.delivery", fen=500, party="staff"),
        Posting(account="cost.delivery", fen=100, party="volunteers"),
        Posting(account="cash", fen=-600),
    )
    entry = Entry(key="v", source=EntrySource.VOUCHER, day=date(2026, 11, 18), at=at, postings=postings)
    assert ports.money is not None
    ports.money.ledger.post([entry], by="li", at=at)
    told = delivery_money(ports, NOV)
    assert (told.meals, told.fee_fen, told.cost_fen) == (2, None, 600)
    assert told.costs == {"staff": 500, "volunteers": 100}
