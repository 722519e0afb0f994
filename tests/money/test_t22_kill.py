"""Many clients post at once and the process that takes it is killed again and again: nothing is lost, halved or doubled."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from models.db import Database
from models.money.entry import EntrySource
from tests.money.posting_client import BUCKETS, entries_of, lines_of
from tests.money.posting_server import CENTRE
from tests.ports import free_port
from tests.source import ROOT
from tests.waiting import until


@dataclass
class Takes:
    """The process that takes entries, and its children that do the work; chance: when one of them is killed."""

    process: subprocess.Popen[str]
    port: int
    chance: random.Random = field(default_factory=lambda: random.Random(22))

    def child(self) -> int:
        """The next one that is ready."""
        assert self.process.stdout
        return int(self.process.stdout.readline().removeprefix("ready "))


@contextmanager
def taking(url: str) -> Iterator[Takes]:
    port = free_port()
    process = started("posting_server", url, str(port))
    try:
        yield Takes(process, port)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def started(module: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", f"tests.money.{module}", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)


@contextmanager
def clients(port: int, names: list[str], count: int) -> Iterator[list[subprocess.Popen[str]]]:
    there = [started("posting_client", str(port), name, str(count)) for name in names]
    try:
        yield there
    finally:
        for one in there:
            one.kill()
            one.communicate()


def size(database: Database) -> int:
    return database.money(CENTRE).ledger.head()


def killed_while_they_post(
    takes: Takes, database: Database, names: list[str], count: int, kills: int
) -> None:
    """A kill after each part of the whole, at an instant that nobody chose: while some transaction is under way."""
    whole, child = len(names) * count, takes.child()
    with clients(takes.port, names, count) as there:
        for n in range(1, kills + 1):
            goal = whole * n // (kills + 1) + takes.chance.randrange(whole // (4 * kills))
            assert until(lambda goal=goal: size(database) >= goal)  # type: ignore[misc]
            os.kill(child, signal.SIGKILL)
            child = takes.child()
        assert until(lambda: all(one.poll() is not None for one in there))
        assert [one.returncode for one in there] == [0] * len(there)


SHORT = (6, 100, 3)
FULL = (20, 500, 40)


@pytest.mark.parametrize("sizes", [SHORT, pytest.param(FULL, marks=pytest.mark.long)], ids=["short", "full"])
def test_whoever_is_killed_every_entry_is_there_once_and_balances(
    url: str, database: Database, tmp_path: Path, sizes: tuple[int, ...], figures: list[str]
) -> None:
    several, count, kills = sizes
    names = [f"till-{n}" for n in range(several)]
    with taking(url) as takes:
        killed_while_they_post(takes, database, names, count, kills)

    wanted = {entry.key: entry for name in names for entry in entries_of(name, count)}
    posted = list(database.money(CENTRE).ledger.lines())
    assert len(posted) == len(wanted) == several * count
    assert {one.entry.key: one.entry for one in posted} == wanted
    sums = Counter[str]()
    for account, fen in lines_of(list(wanted.values())):
        sums[account] += fen
    assert {one.account: one.fen for one in database.money(CENTRE).ledger.sums(["account"])} == sums
    assert sum(sums.values()) == 0
    for one in posted:
        if one.entry.source is EntrySource.FUND:
            parts = {line.account: -line.fen for line in one.entry.postings}
            assert sum(parts[bucket] for bucket in BUCKETS if bucket in parts) == -parts["fund.open"]
    assert database.money(CENTRE).ledger.first_fault() is None
    assert database.audit().first_fault() is None
    assert _rows(database) == several * count
    name = database.connections.engine.dialect.name
    figures.append(
        f"T22 kills: {several} clients, {len(posted)} entries, {kills} kills on {name}: none lost or doubled"
    )


def _rows(database: Database) -> Any:
    """What the trail tells of the ledger: a row each."""
    with database.connections.reading() as connection:
        return connection.execute(
            text("SELECT count(*) FROM audit_log WHERE action = 'ledger.post'")
        ).scalar()
