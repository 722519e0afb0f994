"""A window is off-peak only where it is free, open, well measured and expected to be."""

from dataclasses import replace
from datetime import time

import pytest

from models.advice.ground import Ground
from models.advice.quiet import quiet
from models.advice.snapshot import Snapshot
from tests.advised import TARGET
from tests.advised_ground import MONDAY, a_snapshot

NOON = 24


def _taken(snapshot: Snapshot) -> None:
    snapshot.spaces["a"].taken[1, NOON + 1] = True


def _closed(snapshot: Snapshot) -> None:
    snapshot.spaces["a"].open[1, NOON] = False


def _hushed(snapshot: Snapshot) -> None:
    snapshot.quiet[1, NOON] = True


def _unmeasured(snapshot: Snapshot) -> None:
    snapshot.spaces["a"].measured[:, NOON] = 0


def _busy(snapshot: Snapshot) -> None:
    snapshot.spaces["a"].person[-21:, NOON : NOON + 2] = 30 * 20


@pytest.mark.parametrize("spoiled", [_taken, _closed, _hushed, _unmeasured, _busy])
def test_a_window_that_is_not_free_open_or_known_to_be_quiet_is_left_alone(spoiled: object) -> None:
    assert callable(spoiled)
    snapshot = a_snapshot()
    assert quiet(Ground(snapshot), "a", 2).surely[1, NOON]
    spoiled(snapshot)
    assert not quiet(Ground(snapshot), "a", 2).probably[1, NOON]


def test_a_window_that_another_change_is_measured_in_is_left_alone() -> None:
    running = replace(TARGET, space="a", weekdays=(1,), start=time(12, 30), end=time(13, 30), first=MONDAY)
    found = quiet(Ground(replace(a_snapshot(), running=(running,))), "a", 2).probably[1]
    assert not found[NOON : NOON + 3].any()
    assert found[NOON + 3]
