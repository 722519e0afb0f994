"""Two sessions clash where the quarter hours that they touch are the same part of the same space."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Window
from models.centre import SpaceId
from models.hold import SessionStatus
from models.programme.session import Session, clashes

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def _session(key: str, start: int, end: int, *units: str) -> Session:
    """Minutes after nine."""
    return Session(
        id=key,
        day=date(2026, 11, 23),
        space=SpaceId("dance"),
        units=units,
        kind="",
        organiser="",
        title={},
        window=Window(NINE + timedelta(minutes=start), NINE + timedelta(minutes=end)),
    )


@pytest.mark.parametrize(
    ("units", "others", "clash"),
    [((), (), True), ((), ("a",), True), (("a",), ("b",), False), (("a", "b"), ("b", "c"), True)],
)
def test_the_whole_of_a_space_clashes_with_each_of_its_parts(
    units: tuple[str, ...], others: tuple[str, ...], clash: bool
) -> None:
    assert clashes(_session("1", 0, 60, *units), _session("2", 30, 90, *others)) is clash


def test_only_what_is_held_at_the_same_place_clashes() -> None:
    one, other = _session("1", 0, 60), _session("2", 0, 60)
    assert not clashes(one, replace(other, status=SessionStatus.RELEASED))
    assert not clashes(replace(one, status=SessionStatus.CANCELLED), other)
    assert not clashes(one, replace(other, space=SpaceId("gym")))
    assert not clashes(one, replace(other, id="1"))


@given(*[st.integers(0, 120)] * 2, *[st.integers(1, 90)] * 2)
def test_sessions_clash_exactly_when_they_touch_one_quarter_hour(
    first: int, second: int, minutes: int, others: int
) -> None:
    one, other = _session("1", first, first + minutes), _session("2", second, second + others)
    assert clashes(one, other) is bool(set(one.window.slots()) & set(other.window.slots()))
