"""Counters that wrap, reset and lie."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.counter import Counter, CounterFlag, Crossing, Totals

START = datetime(2026, 11, 20, tzinfo=UTC)
SEQUENCES = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "counter_sequences.json").read_text(encoding="utf-8")
)["counter_sequences"]
COUNTED = [s for s in SEQUENCES if s["id"] not in {"negative-occupancy", "closing-recalibration"}]


def feed(bits: int, samples: list[tuple[float, int, int]]) -> list[Crossing]:
    counter = Counter(bits)
    return [counter.feed(Totals(START + timedelta(seconds=t), i, o)) for t, i, o in samples]


@pytest.mark.parametrize("sequence", COUNTED, ids=lambda s: s["id"])
def test_a_recorded_sequence_gives_exactly_its_deltas_and_flags(sequence: dict) -> None:
    crossings = feed(sequence["width"], [(s["t"], s["in"], s["out"]) for s in sequence["samples"]])
    assert [c.entries for c in crossings] == [d or 0 for d in sequence["delta_in"]]
    assert [c.exits for c in crossings] == [d or 0 for d in sequence["delta_out"]]
    assert sorted({flag.value for c in crossings for flag in c.flags}) == sorted(sequence["flags"])


def test_a_sixteen_bit_register_wraps_at_65536() -> None:
    assert feed(16, [(0, 65_530, 65_000), (60, 4, 65_002)])[1].entries == 10


def test_both_sides_zeroed_at_midnight_lose_nobody_who_came_after() -> None:
    assert [(c.entries, c.exits) for c in feed(32, [(0, 412, 409), (60, 0, 0), (120, 3, 1)])] == [
        (0, 0),
        (0, 0),
        (3, 1),
    ]


def test_a_reset_counts_the_new_total_although_one_side_stood_at_zero() -> None:
    assert feed(32, [(0, 30, 0), (60, 4, 0)])[1].entries == 4


def test_a_small_dip_counts_nothing_until_the_old_total_is_passed() -> None:
    assert [c.entries for c in feed(32, [(0, 100, 90), (60, 97, 90), (120, 99, 90), (180, 102, 90)])] == [
        0,
        0,
        0,
        2,
    ]


def test_a_fall_that_the_next_sample_undoes_never_was() -> None:
    assert [c.entries for c in feed(32, [(0, 812, 809), (60, 0, 0), (120, 814, 810)])] == [0, 0, 2]


def test_more_than_could_walk_through_is_counted_on_from_and_not_counted() -> None:
    crossings = feed(32, [(0, 100, 90), (60, 4_294_967_295, 90), (120, 103, 92)])
    assert [c.entries for c in crossings] == [0, 0, 3]
    assert crossings[1].flags == {CounterFlag.IMPLAUSIBLE}


def test_after_a_jump_that_stays_the_count_goes_on_from_there() -> None:
    assert [c.entries for c in feed(32, [(0, 100, 90), (60, 90_000, 90), (120, 90_004, 90)])] == [0, 0, 4]


def test_a_late_sample_never_counts_and_never_resets() -> None:
    crossings = feed(32, [(0, 100, 90), (120, 110, 95), (60, 105, 92), (180, 112, 96)])
    assert [(c.entries, c.exits) for c in crossings] == [(0, 0), (10, 5), (0, 0), (2, 1)]


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=60),
    st.sampled_from([16, 32]),
)
def test_an_honest_register_of_any_width_gives_back_every_crossing(
    steps: list[tuple[int, int]], bits: int
) -> None:
    entries, exits, samples = 2**bits - 200, 5_000, [(0.0, 2**bits - 200, 5_000)]
    for n, (more_in, more_out) in enumerate(steps, start=1):
        entries, exits = (entries + more_in) % 2**bits, (exits + more_out) % 2**bits
        samples.append((60.0 * n, entries, exits))
    crossings = feed(bits, samples)
    assert sum(c.entries for c in crossings) == sum(i for i, _ in steps)
    assert sum(c.exits for c in crossings) == sum(o for _, o in steps)


@given(st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1)), max_size=40))
def test_no_sequence_of_totals_gives_a_negative_count(totals: list[tuple[int, int]]) -> None:
    crossings = feed(32, [(60.0 * n, i, o) for n, (i, o) in enumerate(totals)])
    assert all(c.entries >= 0 and c.exits >= 0 for c in crossings)
