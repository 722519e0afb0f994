"""The books under load: posting, a month's earnings, the checklist of its closing, proving a year; beside plain SQL."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from config.centre import load_centre
from dashboard.bench.stage import BenchError
from models.calendar import Calendar
from models.centre import Centre
from models.db import Database, open_database
from models.money.entry import Entry, EntrySource, Posting
from models.money.ports import Ledger, Such
from models.money.result import result
from models.ports import UNASKED, Ports
from models.services.closing import closing_sheet
from models.services.month_money import month_table

CENTRE = Path(__file__).parents[2] / "config" / "centres" / "shijiawan.toml"
FIRST, DAYS = date(2025, 1, 1), 365
MONTH = date(2025, 6, 1)
AT_ONCE = 1_000
TIMED = 10_000
"""Entries whose posting is timed, after the year that is there already."""

_INCOME = ("income.gym", "income.course", "income.canteen.fare", "income.delivery", "income.market.sale")
_ALIKE = "SELECT account, SUM(fen) FROM ledger_line WHERE centre = ? GROUP BY account"


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of the result: CPU seconds of ours and of a peer that does the bare work. found: so that both did it."""

    name: str
    ours_s: float
    peer_s: float
    found: int

    @property
    def line(self) -> str:
        times = self.ours_s / self.peer_s if self.peer_s else float("inf")
        return f"{self.name:38}{self.ours_s:9.2f}{self.peer_s:9.3f}{times:9.1f}x{self.found:>12,}"


HEAD = f"{'CPU seconds':38}{'ours':>9}{'peer':>9}{'':>10}{'found':>12}"


def measured(entries: int) -> Iterator[Measured]:
    """A year of so many entries in a database of its own."""
    centre = load_centre(CENTRE)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "centre.db"
        database = open_database(f"sqlite:///{file}")
        database.migrate()
        _post(database, centre, _year(0, entries))
        yield _posting(database, centre, file, entries)
        ports = _ports(database, centre)
        plain = sqlite3.connect(file)
        for name, question in QUESTIONS.items():
            yield _beside(plain, name, centre, lambda asked=question: asked(ports))  # type: ignore[misc]
        plain.close()
        database.close()


def _year(first: int, count: int) -> Iterator[Entry]:
    """Sales spread over the year, each with the fare and what is claimed for it."""
    for n in range(first, first + count):
        day = FIRST + timedelta(days=n * 7 % DAYS)
        fen = 800 + n % 1_900
        lines = [("takings", fen), ("receivable.subsidy", 100), (_INCOME[n % len(_INCOME)], -fen - 100)]
        yield Entry(
            key=f"sale:till:{n}",
            source=EntrySource.SALE,
            day=day,
            at=datetime(day.year, day.month, day.day, 4, n % 60, tzinfo=UTC),
            postings=tuple(Posting(account=account, fen=one, space="canteen") for account, one in lines),
            document=f"event:till:sale:{n}",
        )


def _post(database: Database, centre: Centre, entries: Iterator[Entry]) -> int:
    ledger, done = database.money(centre.id).ledger, 0
    some: list[Entry] = []
    for one in entries:
        some.append(one)
        if len(some) == AT_ONCE:
            done += len(ledger.post(some, by="bench", at=one.at).posted)
            some = []
    return done + (len(ledger.post(some, by="bench", at=some[0].at).posted) if some else 0)


def _posting(database: Database, centre: Centre, file: Path, entries: int) -> Measured:
    """The peer inserts the same lines into a table without keys, checks or trail."""
    ours, found = _timed(lambda: _post(database, centre, _year(entries, TIMED)))
    bare = sqlite3.connect(file.with_name("bare.db"))
    bare.execute("CREATE TABLE line (number INTEGER, account TEXT, fen INTEGER, day TEXT)")

    def peer() -> int:
        rows = [(n, p.account, p.fen, f"{e.day}") for n, e in enumerate(_year(0, TIMED)) for p in e.postings]
        with bare:
            bare.executemany("INSERT INTO line VALUES (?, ?, ?, ?)", rows)
        return len(rows)

    theirs, _ = _timed(peer)
    bare.close()
    return Measured(f"posting {TIMED:,} entries", ours, theirs, found)


def _beside(plain: sqlite3.Connection, name: str, centre: Centre, ours: Callable[[], int]) -> Measured:
    """Beside one sum over all lines by account."""
    took, found = _timed(ours)
    peer, _ = _timed(lambda: len(plain.execute(_ALIKE, (centre.id,)).fetchall()))
    return Measured(name, took, peer, found)


def _ledger(ports: Ports) -> Ledger:
    assert ports.money is not None
    return ports.money.ledger


def _result(ports: Ports) -> int:
    such = Such(months=(MONTH, MONTH), accounts=("income.", "cost."))
    return result(_ledger(ports).sums(["account"], such)).contribution_fen


def _proved(ports: Ports) -> int:
    fault = _ledger(ports).first_fault()
    if fault is not None:
        raise BenchError(f"the book does not hold: {fault.key}")
    return _ledger(ports).head()


QUESTIONS: Mapping[str, Callable[[Ports], int]] = {
    "sums of all accounts": lambda ports: len(_ledger(ports).sums(["account"])),
    "result of a month": _result,
    "a month by line of business": lambda ports: len(month_table(ports, MONTH).lines),
    "checklist of a closing": lambda ports: len(closing_sheet(ports, MONTH).checks),
    "ledger verify": _proved,
}
"""What is asked of the year, each answered by how much was found."""


def _timed(deed: Callable[[], int]) -> tuple[float, int]:
    began = time.process_time()
    found = deed()
    return time.process_time() - began, found


def _ports(database: Database, centre: Centre) -> Ports:
    """What services of money ask for; there are no sensors."""
    now = datetime(2026, 1, 15, 4, tzinfo=UTC)
    return database.ports(centre, Calendar({}), lambda: now, store=UNASKED, aggregates=UNASKED, live=UNASKED)
