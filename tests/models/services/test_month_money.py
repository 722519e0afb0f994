"""A month in money beside others, and its takings as tills, book and statements tell them."""

from datetime import date, timedelta

from models.centre import SensorId
from models.event import Event, EventKind
from models.money.chart import Line
from models.money.entry import Entry, EntrySource, Posting
from models.services.month_money import month_table, tie_out
from models.services.statements import match_all
from tests.builders import NOON
from tests.fakes import MemoryEvents
from tests.models.services.offices import Office
from tests.models.services.test_statements import CHEN, bring, day, office, row, sell

__all__ = ["office"]

MONTH = date(2026, 11, 1)


def post(office: Office, key: str, day: date, **fens: int) -> None:
    assert office.ports.money is not None
    postings = tuple(Posting(account=name.replace("_", "."), fen=fen) for name, fen in fens.items())
    entry = Entry(key=key, source=EntrySource.IMPORT, day=day, at=NOON, postings=postings)
    office.ports.money.ledger.post([entry], by="chen", at=NOON)


def test_a_month_stands_beside_the_one_before_and_the_middle_of_those_before(office: Office) -> None:
    for n, fen in enumerate((900, 100, 500), start=8):
        post(office, f"gym{n}", date(2026, n, 3), takings=fen, income_gym=-fen)
    post(office, "food", MONTH, cost_food=250, bank=-250)
    sell(office, a=1500)
    table = month_table(office.ports, MONTH)
    assert table.now is not None
    assert (table.now.income_fen, table.now.cost_fen, table.now.contribution_fen) == (1500, 250, 1250)
    gym, canteen = table.lines
    assert (gym.line, gym.now.income_fen, gym.usual_income_fen) == (Line.GYM, 0, 500)
    assert (canteen.line, canteen.now.contribution_fen, canteen.usual_income_fen) == (Line.CANTEEN, 1250, 0)
    assert gym.before is not None
    assert gym.before.income_fen == 500


def test_a_month_without_entries_is_not_known_and_not_nothing(office: Office) -> None:
    table = month_table(office.ports, MONTH)
    assert (table.now, table.before, list(table.lines)) == (None, None, [])


def test_tills_book_and_statements_are_told_day_by_day_with_what_is_left_on_each_side(office: Office) -> None:
    sell(office, a=1500, b=2350)
    bring(office, row(office, "B1", "15.00", "115.00") + row(office, "B2", "99.00", "214.00", days=1))
    match_all(office.ports, CHEN, day(office))
    assert isinstance(office.ports.events, MemoryEvents)
    values = {"total_fen": 1600, "subsidy_fen": 100}
    office.ports.events.put(
        [Event(sensor=SensorId("till"), kind=EventKind.SALE, id="1", at=NOON, values=values)]
    )
    found = tie_out(office.ports, MONTH)
    today = office.ports.centre.day_of(NOON)
    assert [
        (one.day, one.tills_fen, one.booked_fen, one.open_fen, one.shown_fen, one.loose_fen)
        for one in found.days
    ] == [
        (today, 1500, 3850, 2350, 1500, 0),
        (today + timedelta(days=1), 0, 0, 0, 0, 9900),
    ]
    (bank,) = found.means
    assert (bank.lines, bank.in_fen, bank.loose, bank.breaks) == (2, 11_400, 1, 0)
    assert (bank.first_fen, bank.last_fen) == (10_000, 21_400)
