"""The people of a day come back from their packing so that facts made of them are the same."""

from datetime import timedelta
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendar import Window
from models.counter import Crossing
from models.day_account import account_of
from models.occupancy import Occupancy
from models.people_day import packed, rounded, unpacked
from models.slot import business_window, slot_facts
from tests.builders import a_space
from tests.measured import DAY, a_schedule, booked

WINDOW = business_window(DAY, a_schedule())


def present(steps, crossings=(), window: Window = WINDOW) -> Occupancy:
    """steps: (microseconds after the window's start, people, low, high, sure)."""
    at, people, low, high, sure = zip(*[(0, nan, nan, nan, False), *steps], strict=True)
    starts = np.array([(window.start + timedelta(microseconds=n)).timestamp() for n in at])
    columns = (np.array(column, dtype=float) for column in (people, low, high))
    known, least, most = columns
    return Occupancy(window, starts, known, np.array(sure), least, most, tuple(crossings), drift=1.5)


def same(one: Occupancy, other: Occupancy) -> bool:
    columns = ("starts", "people", "low", "high", "sure")
    return (one.window, one.crossings, one.drift) == (other.window, other.crossings, other.drift) and all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=name != "sure") for name in columns
    )


PEOPLE = st.one_of(st.just(nan), st.integers(0, 300).map(float), st.floats(0, 300))
STEPS = st.lists(
    st.tuples(st.integers(1, 86_399_999_999), PEOPLE, st.booleans(), st.booleans()),
    max_size=30,
    unique_by=lambda step: step[0],
).map(sorted)


def steps_of(drawn):
    """Bounds around the people: half a person, or no end above."""
    return [
        (at, p, max(p - 0.5, 0.0), inf if open_ended else p + 0.5, sure) for at, p, open_ended, sure in drawn
    ]


@given(STEPS, st.lists(st.tuples(st.integers(0, 86_399), st.integers(0, 9), st.integers(1, 9)), max_size=10))
def test_what_is_packed_comes_back(drawn, passed) -> None:
    crossings = [Crossing(WINDOW.start + timedelta(seconds=s), i, o) for s, i, o in sorted(passed)]
    kept = rounded(present(steps_of(drawn), crossings))
    assert same(unpacked(packed(kept)), kept)
    assert same(rounded(kept), kept)


@settings(max_examples=50)
@given(STEPS, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 12)), max_size=4))
def test_facts_of_the_packed_people_are_those_of_the_day(drawn, spans) -> None:
    space, schedule, kept = a_space(), a_schedule(), rounded(present(steps_of(drawn)))
    holds = [
        booked(
            WINDOW.start + timedelta(minutes=15 * s),
            WINDOW.start + timedelta(minutes=15 * (s + n)),
            key=f"{s}-{n}",
        )
        for s, n in spans
    ]
    again = account_of(space, schedule, DAY, unpacked(packed(kept)), holds)
    assert again.facts == slot_facts(space, schedule, kept, holds)


def test_whole_people_and_their_bounds_lose_nothing() -> None:
    kept = rounded(present([(1_000_001, 3.0, 2.25, inf, True), (3_600_000_000, nan, nan, nan, False)]))
    assert kept.people.tolist()[1] == 3.0
    assert (kept.low[1], kept.high[1]) == (2.25, inf)
    assert kept.starts[1] == (WINDOW.start + timedelta(microseconds=1_000_001)).timestamp()


def test_steps_that_differ_in_nothing_are_one() -> None:
    kept = rounded(present([(n * 60_000_000, 4.0, 3.0, 5.0, True) for n in range(1, 500)]))
    assert len(kept.starts) == 2


def test_an_occupancy_without_bounds_is_its_own_bound() -> None:
    bare = Occupancy(WINDOW, np.array([WINDOW.start.timestamp()]), np.array([7.0]), np.array([True]))
    kept = unpacked(packed(rounded(bare)))
    assert (kept.low.tolist(), kept.people.tolist(), kept.high.tolist()) == ([7.0], [7.0], [7.0])


@pytest.mark.parametrize(
    "content", [b"", b"\x02" + packed(rounded(present([])))[1:], packed(rounded(present([])))[:-3]]
)
def test_what_is_torn_or_of_another_format_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="people of a day"):
        unpacked(content)


def test_a_busy_day_takes_a_few_kilobytes() -> None:
    random = np.random.default_rng(1)
    steps = [
        (n * 60_000_000 + int(random.integers(0, 10**6)), float(p), max(p - 2.0, 0.0), p + 2.0, True)
        for n, p in enumerate(random.integers(0, 40, 840), start=240)
    ]
    assert len(packed(rounded(present(steps)))) < 8_000
