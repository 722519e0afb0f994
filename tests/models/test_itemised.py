"""Sums that close, to the last tenth."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.itemised import NEWEST, Item, itemised
from tests.measured import local

AT = local(15)
CHANGES = st.lists(
    st.builds(
        Item,
        at=st.integers(0, 600).map(lambda n: AT - timedelta(minutes=n)),
        key=st.sampled_from(["sum.entries", "sum.lean", "sum.camera"]),
        persons=st.integers(-9, 9).map(float) | st.floats(-9, 9),
        sensor=st.sampled_from(["a", "b", None]),
    ),
    max_size=60,
)


@given(CHANGES, st.floats(0, 40))
def test_start_and_lines_are_the_number_shown_exactly(changes: list[Item], start: float) -> None:
    shown = float(round(start + sum(item.persons for item in changes)))
    lines = itemised(start, changes, shown, AT - timedelta(hours=11), AT)
    assert sum(line.tenths for line in lines) == round(shown * 10)
    total = 0
    for line in lines:
        total += line.tenths
        assert line.total == total
    assert all(abs(line.tenths) <= 6 for line in lines if line.key == "sum.rounded")


def test_whole_persons_stay_whole_beside_fractions() -> None:
    changes = [Item(at=AT, key=f"sum.{n}", persons=3.0 if n % 2 else 0.33) for n in range(10)]
    lines = itemised(0.0, changes, 17.0, AT, AT)
    assert {line.tenths for line in lines if line.key in {"sum.1", "sum.5", "sum.9"}} == {30}


def test_the_last_hour_is_told_one_by_one_and_what_is_older_by_the_hour() -> None:
    old, new = AT - NEWEST - timedelta(minutes=7), AT - timedelta(minutes=7)
    changes = [
        Item(at=at + timedelta(minutes=n), key="sum.entries", persons=1.0)
        for at in (old, new)
        for n in (0, 1, 2)
    ]
    lines = [line for line in itemised(0.0, changes, 6.0, old, AT) if line.key == "sum.entries"]
    assert [(line.tenths, line.changes) for line in lines] == [(30, 3), (10, 1), (10, 1), (10, 1)]
    assert (lines[0].first, lines[0].last) == (old, old + timedelta(minutes=2))


def test_what_is_rounded_off_many_small_changes_is_not_lost_to_the_last_line() -> None:
    changes = [
        Item(at=AT - timedelta(minutes=n), key="sum.lean", persons=0.24, sensor=None) for n in range(50)
    ]
    lines = itemised(0.0, changes, 12.0, AT - timedelta(hours=2), AT)
    assert sum(line.tenths for line in lines if line.key == "sum.lean") == 120
    assert "sum.rounded" not in {line.key for line in lines}
