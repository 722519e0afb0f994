"""What waited longer than it may is given up, least important first, and no jump of a clock makes anything old."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.accounting import SPOOLED, STORED, Shed
from ingest.age import STEP_S, AgeLimit
from ingest.spool import Settlement, Spool
from models.centre import CentreId
from tests.ingest.spools import append, check_account, payloads


@dataclass
class Bench:
    """A spool of which messages may wait for two hours, and a clock that is turned by hand."""

    spool: Spool
    now: float = 0.0

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.limit = AgeLimit(self.spool, hours=2, monotonic=lambda: self.now)

    def let_pass(self, hours: float) -> int:
        given_up = 0
        for _ in range(round(hours * 3600 / STEP_S)):
            self.now += STEP_S
            given_up += self.limit.look()
        return given_up


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with closing(Spool(tmp_path / "spool.db")) as spool:
        yield Bench(spool)


def test_waits_as_long_as_it_may_and_is_then_counted_with_its_reason(bench: Bench) -> None:
    append(bench.spool, range(1500))
    assert bench.let_pass(2) == 0
    append(bench.spool, range(1500, 1510))

    assert bench.let_pass(0.25) == 1500

    assert payloads(bench.spool) == list(range(1500, 1510))
    assert check_account(bench.spool).shed == {Shed.SPOOL_OLD: 1500}
    bench.spool.hand.let_go()
    assert bench.let_pass(2) == 10


def test_the_clock_on_the_wall_has_no_say(bench: Bench) -> None:
    """The messages' own times of receipt lie decades before now, as when a clock is set after the start."""
    append(bench.spool, range(10))

    assert bench.let_pass(1.75) == 0
    assert payloads(bench.spool) == list(range(10))


def test_a_restart_does_not_begin_the_waiting_anew(bench: Bench) -> None:
    append(bench.spool, range(10))
    bench.let_pass(1.5)
    bench.restart()

    assert bench.let_pass(0.5) == 0
    assert bench.let_pass(0.25) == 10


def test_parked_messages_wait_no_longer_and_settled_ones_are_left_alone(bench: Bench) -> None:
    append(bench.spool, range(10))
    settlement = Settlement(upto=10, parked=[(number, CentreId("c")) for number in range(1, 5)])
    settlement.tally.add(SPOOLED, "", -6)
    settlement.tally.add(STORED, "", 6)
    bench.spool.settle(settlement)

    assert bench.let_pass(2.25) == 4

    account = check_account(bench.spool)
    assert (account.stored, account.spooled, account.shed) == (6, 0, {Shed.SPOOL_OLD: 4})


def test_what_is_being_worked_on_is_not_given_up(bench: Bench) -> None:
    append(bench.spool, range(10))
    bench.spool.pending(4)

    assert bench.let_pass(3) == 6
