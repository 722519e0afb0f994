"""The simulated statements: the same whenever they are asked for, in step with the book, with planted differences."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ingest.simulator.ledger import happened
from ingest.simulator.statements import OPENING_FEN, UNKNOWN_FEN, keep_bank, keep_takings
from models.centre import SpaceId
from models.metric.period import Period
from models.money.balance_breaks import breaks
from models.money.entry import Entry, EntrySource, Posting
from models.money.matching import matched
from models.money.ports import Money
from models.money.sale_entry import ENTRIES
from models.money.statement import StatementLine, StatementSource
from tests.blank import blank_database
from tests.fakes import MemoryEvents
from tests.ingest.simulator.worlds import shijiawan

UNTIL = datetime(2026, 11, 18, 7, 4, tzinfo=UTC)
WORLD = shijiawan()
TODAY = WORLD.centre.day_of(UNTIL)
RECENT = Period(TODAY - timedelta(days=4), TODAY - timedelta(days=1))
OLD = Period(TODAY - timedelta(days=46), TODAY - timedelta(days=41))


def sold() -> MemoryEvents:
    events = MemoryEvents()
    for period in (OLD, RECENT):
        events.put(
            happened(WORLD, SpaceId("canteen"), list(period.days()), UNTIL, UNTIL - timedelta(days=32))
        )
    return events


SOLD = sold()


def an_entry(key: str, day: date, hour: int, **moved: int) -> Entry:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    postings = tuple(
        Posting(account=account.replace("_", "."), fen=fen, space="gym" if account == "takings" else "")
        for account, fen in moved.items()
    )
    return Entry(key=key, source=EntrySource.IMPORT, day=day, at=at, postings=postings)


RENT = an_entry("row:x:1", TODAY - timedelta(days=3), 4, bank=80_000, receivable_rent=-80_000)
DESK = [
    an_entry(f"row:gym:{n}", OLD.first, 2 + n, takings=3_000 + n, income_gym=-3_000 - n) for n in range(3)
]


def kept(folder: Path) -> Money:
    """A book with everything that was sold, before any statement."""
    database = blank_database(folder / "centre.db")
    money = database.money(WORLD.centre.id)
    entries = [
        ENTRIES[event.kind](event, WORLD.centre.spaces["canteen"], WORLD.centre.zone_info)
        for event in SOLD.within(Period(OLD.first, TODAY).window(WORLD.centre.zone_info))
    ]
    money.ledger.post([*(one for one in entries if one), *DESK, RENT], by="sim-clerk", at=UNTIL)
    return money


def brought(money: Money, until: datetime = UNTIL) -> tuple[int, int]:
    yesterday = WORLD.centre.day_of(until) - timedelta(days=1)
    return (
        keep_takings(WORLD, money, SOLD, OLD.first, until),
        keep_bank(WORLD, money, OLD.first, yesterday),
    )


def services(money: Money, period: Period) -> list[StatementLine]:
    lines = money.statements.lines(period.first, period.last)
    return [line for line in lines if line.source is not StatementSource.BANK]


def test_brought_in_days_or_at_once_they_are_the_same_and_nothing_comes_twice(tmp_path: Path) -> None:
    (tmp_path / "pieces").mkdir()
    whole, pieces = kept(tmp_path), kept(tmp_path / "pieces")
    assert brought(whole)[0] > 300
    assert brought(whole) == (0, 0)
    for days in (3, 0):
        brought(pieces, UNTIL - timedelta(days=days))
    found, again = (services(money, Period(OLD.first, TODAY)) for money in (whole, pieces))
    assert found == again
    assert len({line.ref for line in found}) == len(found)
    assert all(line.day < TODAY for line in found)


def test_long_ago_each_space_shows_one_line_a_day_and_all_of_it_is_found(tmp_path: Path) -> None:
    money = kept(tmp_path)
    brought(money)
    lines = services(money, OLD)
    per_day = Counter(line.day for line in lines)
    assert per_day == {day: 1 + (day == OLD.first) for day in OLD.days()}
    pairs = matched(lines, money.statements.open_items(OLD.first, OLD.last))
    assert {pair.rule for pair in pairs} == {"settlement"}
    assert len(pairs) == len(lines)
    items = money.statements.open_items(OLD.first, OLD.last, accounts=("takings",))
    assert sum(len(pair.items) for pair in pairs) == len(items)


def test_services_pay_out_what_they_show_and_the_banks_balances_follow(tmp_path: Path) -> None:
    money = kept(tmp_path)
    brought(money)
    lines = money.statements.lines(OLD.first, TODAY)
    assert breaks(lines) == []
    bank = [line for line in lines if line.source is StatementSource.BANK]
    assert bank[-1].balance_fen == OPENING_FEN + sum(line.fen for line in bank)
    others = [line.fen for line in bank if line.fen in (80_000, UNKNOWN_FEN)]
    assert sorted(others) == [UNKNOWN_FEN, 80_000]
    before = Period(OLD.first, TODAY - timedelta(days=2))
    assert sum(line.fen for line in bank) - sum(others) == sum(line.fen for line in services(money, before))
    brought(money, UNTIL + timedelta(days=1))
    assert breaks(money.statements.lines(OLD.first, TODAY)) == []


def test_nearly_everything_recent_is_matched_and_what_was_planted_is_left(tmp_path: Path) -> None:
    money = kept(tmp_path)
    brought(money)
    lines = services(money, RECENT)
    pairs = matched(lines, money.statements.open_items(RECENT.first, TODAY))
    unfound = len(lines) - sum(len(pair.lines) for pair in pairs)
    assert 0 < unfound < 0.01 * len(lines)
    assert sum(pair.rule == "reference" for pair in pairs) > len(lines) / 2


def test_what_was_taken_back_is_on_no_statement(tmp_path: Path) -> None:
    money, (gone, *_) = kept(tmp_path), DESK
    undone = Entry(
        key=f"{gone.key}~1",
        source=gone.source,
        day=gone.day,
        at=gone.at,
        postings=tuple(Posting(account=one.account, fen=-one.fen, space=one.space) for one in gone.postings),
        reverses=gone.key,
    )
    money.ledger.post([undone], by="sim-clerk", at=UNTIL)
    brought(money)
    gym = min(services(money, Period(OLD.first, OLD.first)), key=lambda line: line.gross_fen)
    assert gym.gross_fen == 3_001 + 3_002
