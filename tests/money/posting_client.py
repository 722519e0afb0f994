"""A process that has random entries to post and tells each until it is sure that it was taken.

Started as `python -m tests.money.posting_client PORT NAME COUNT`; prints "done" at the end.
"""

import pickle
import random
import socket
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from models.money.apportion import apportion
from models.money.entry import Entry, EntrySource, Posting

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
BUCKETS = ("fund.debt", "fund.property", "fund.volunteer")
MOST_AT_ONCE = 5
BETWEEN_TRIES_S = 0.1
PATIENCE_S = 60.0


def entries_of(name: str, count: int) -> list[Entry]:
    """The same for the same name: sales, splits of proceeds, and reversals of sales before them."""
    chance, made = random.Random(name), []
    for n in range(count):
        day = date(2026, 9, 1) + timedelta(days=chance.randrange(90))
        kind = chance.choice((_sale, _sale, _split, _back))
        made.append(kind(f"{name}:{n}", day, chance, made))
    return made


def _sale(key: str, day: date, chance: random.Random, _made: list[Entry]) -> Entry:
    fare, subsidy = chance.randint(1, 10_000), chance.randint(1, 900)
    lines = {"takings": fare, "receivable.subsidy": subsidy, "income.canteen.fare": -fare}
    return _entry(key, day, EntrySource.SALE, lines | {"income.canteen.subsidy": -subsidy})


def _split(key: str, day: date, chance: random.Random, _made: list[Entry]) -> Entry:
    base = chance.randint(100, 10**8)
    parts = dict(zip(BUCKETS, (-part for part in apportion(base, (50, 40, 10))), strict=True))
    return _entry(key, day, EntrySource.FUND, {"fund.open": base} | parts)


def _back(key: str, day: date, chance: random.Random, made: list[Entry]) -> Entry:
    """Of a sale that was not taken back yet."""
    gone = {one.reverses for one in made}
    open_ones = [one for one in made if one.source is EntrySource.SALE and one.key not in gone]
    if not open_ones:
        return _sale(key, day, chance, made)
    old = chance.choice(open_ones)
    lines = {line.account: -line.fen for line in old.postings}
    return _entry(key, day, EntrySource.REVERSAL, lines, reverses=old.key)


def _entry(key: str, day: date, source: EntrySource, lines: dict[str, int], reverses: str = "") -> Entry:
    postings = tuple(Posting(account=account, fen=fen) for account, fen in lines.items())
    return Entry(key=key, source=source, day=day, at=AT, postings=postings, reverses=reverses)


def told(port: int, name: str, entries: list[Entry]) -> None:
    """Each part in its order, until the server says that it has it."""
    chance, place, until = random.Random(f"parts of {name}"), 0, time.monotonic() + PATIENCE_S
    while place < len(entries):
        some = entries[place : place + chance.randint(1, MOST_AT_ONCE)]
        while not _taken(port, name, some):
            if time.monotonic() > until:
                raise TimeoutError(f"{name}: nobody took entry {place}")
            time.sleep(BETWEEN_TRIES_S)
        place, until = place + len(some), time.monotonic() + PATIENCE_S


def _taken(port: int, name: str, entries: list[Entry]) -> bool:
    line = f"{name} {pickle.dumps(entries).hex()}\n".encode()
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as server:
            server.sendall(line)
            return server.makefile("rb").readline() == b"ok\n"
    except OSError:
        return False


def lines_of(entries: list[Entry]) -> Iterator[tuple[str, int]]:
    return ((line.account, line.fen) for entry in entries for line in entry.postings)


def main(port: str, name: str, count: str) -> None:
    told(int(port), name, entries_of(name, int(count)))
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
