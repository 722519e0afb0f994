"""Gaps in a device's running numbers: exact for what is lost, silent for repeats, late messages and restarts."""

import random
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.spool import Settlement, Spool
from models.centre import CentreId, SensorId
from models.completeness import MEMORY, Run, after

DOOR = (CentreId("c"), SensorId("door"))


def _run(numbers: list[int], span: int = 0) -> Run:
    run = Run()
    for number in numbers:
        run = after(run, number, span)
    return run


@pytest.mark.parametrize(
    ("numbers", "span", "missed"),
    [
        ([1, 2, 3], 0, 0),
        ([1, 2, 5, 6], 0, 2),
        ([1, 4, 3, 2, 5], 0, 0),
        ([1, 2, 3, 0, 1, 2], 0, 0),
        ([1, 2, 500, 501, 0, 1, 2], 0, 497),
        ([1, 2, 900_000, 900_001], 0, 0),
        ([254, 255, 0, 1], 256, 0),
        ([254, 1, 2], 256, 2),
        ([254, 1, 0, 255, 2], 256, 0),
    ],
    ids=[
        "none",
        "two lost",
        "late",
        "restarted",
        "restarted after a loss",
        "renumbered",
        "wrapped",
        "lost at the wrap",
        "late at the wrap",
    ],
)
def test_counts_what_never_came(numbers: list[int], span: int, missed: int) -> None:
    run = _run(numbers, span)

    assert run.missed == missed
    assert run.received == len(numbers)


@given(st.sets(st.integers(1, 298), max_size=40), st.integers(0, 2**32))
def test_what_was_lost_is_missed_exactly_in_whatever_order_the_rest_came(lost: set[int], seed: int) -> None:
    """Swapped within five places, as several connections do; the first and the last one came."""
    chance = random.Random(seed)
    came = [number for number in range(300) if number not in lost]
    inner = sorted(came[1:-1], key=lambda number: number + chance.uniform(0, 5))

    run = _run([came[0], *inner, came[-1]])

    assert run.missed == len(lost)
    assert run.received == len(came)


def test_is_kept_with_the_settlement_over_a_restart(tmp_path: Path) -> None:
    for numbers in ([1, 2, 4], [5, 8]):
        with closing(Spool(tmp_path / "spool.db")) as spool:
            spool.settle(Settlement(numbers=[(DOOR, number, 0) for number in numbers]))

    with closing(Spool(tmp_path / "spool.db")) as spool:
        run = spool.snapshot().runs[DOOR]
        assert (run.last, run.received, run.missed) == (8, 5, 3)
        assert run.seen < 2 ** (MEMORY + 1)
