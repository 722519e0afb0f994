"""Gaps are counted once, whatever order messages come in and however often the device is restarted."""

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from models.completeness import JUMP, MEMORY, Run, after


def counted(numbers: list[int], span: int = 0) -> tuple[int, int]:
    run = reduce(lambda run, seq: after(run, seq, span), numbers, Run())
    return run.received, run.missed


def test_a_gap_counts_what_is_missing_in_it() -> None:
    assert counted([5, 6, 7]) == (3, 0)
    assert counted([5, 9]) == (2, 3)


def test_a_late_number_was_not_missed() -> None:
    assert counted([5, 9, 7]) == (3, 2)
    assert counted([5, 9, 8, 7, 6]) == (5, 0)


def test_numbers_that_begin_again_leave_no_gap() -> None:
    assert counted([254, 255, 0, 1], span=256) == (4, 0)
    assert counted([254, 1], span=256) == (2, 2)
    assert counted([254, 1, 0, 255], span=256) == (4, 0)


def test_a_restarted_device_begins_anew() -> None:
    assert counted([500, 0, 1, 2]) == (4, 0)
    assert counted([3, 4, 0, 1]) == (4, 0)
    assert counted([5, 5 + JUMP + 1]) == (2, 0)
    assert counted([5, 9, 0, 1]) == (4, 3), "what was missed before stays missed"


@given(st.integers(0, 10**6), st.sets(st.integers(1, MEMORY - 2)), st.randoms(use_true_random=False))
def test_in_any_order_received_and_missed_are_those_of_the_set(
    start: int, later: set[int], chance: object
) -> None:
    middle = sorted(later)
    chance.shuffle(middle)  # type: ignore[attr-defined]
    numbers = [start, start + MEMORY - 1, *(start + n for n in middle)]
    assert counted(numbers) == (len(numbers), MEMORY - len(numbers))


@given(st.lists(st.integers(0, 2**16 - 1)), st.sampled_from([0, 256, 2**16]))
def test_every_message_is_received_and_nothing_is_missed_below_zero(numbers: list[int], span: int) -> None:
    received, missed = counted(numbers, span)
    assert received == len(numbers)
    assert missed >= 0
