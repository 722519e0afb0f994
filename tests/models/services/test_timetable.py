"""What a timetable shows: every session once, none covering another, in the hours that are open."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from models.centre import SpaceId
from models.services.timetable import Entry, lanes, side_by_side, timetable
from tests.builders import NOON, a_session
from tests.timetabled import TODAY, timetabled

TIMES = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 20)).map(
        lambda one: (one[0] * 15, one[0] * 15 + one[1] * 15)
    ),
    max_size=40,
)


def an_entry(n: int, start: int, end: int) -> Entry:
    return Entry(session=a_session(NOON, key=f"s{n}"), start=start, end=end)


@given(TIMES)
def test_no_session_covers_another_and_none_is_lost(times: list[tuple[int, int]]) -> None:
    entries = [an_entry(n, *span) for n, span in enumerate(times)]
    placed = side_by_side(entries)
    assert sorted(one.session.id for one in placed) == sorted(one.session.id for one in entries)
    for one in placed:
        assert 0 <= one.lane < one.lanes
        for other in placed:
            if one is not other and one.start < other.end and other.start < one.end:
                assert one.lane != other.lane
                assert one.lanes == other.lanes


def test_a_session_alone_has_the_whole_width() -> None:
    placed = side_by_side([an_entry(1, 600, 660), an_entry(2, 660, 720)])
    assert [(one.lane, one.lanes) for one in placed] == [(0, 1), (0, 1)]


def test_a_day_shows_what_is_booked_waited_for_and_counted(tmp_path: Path) -> None:
    ports, database = timetabled(tmp_path)
    shown = timetable(ports, [TODAY], list(ports.centre.spaces.values()))
    entries = {entry.session.id: entry for column in shown.columns for entry in column.entries}
    fit = entries["fit"]
    assert (fit.seats, fit.waiting, fit.full) == (2, 2, True)
    assert (entries["brush"].seats, entries["brush"].full) == (2, False)
    came = entries["tai-chi"].came
    assert came is not None
    assert came.people == 23
    assert entries["square"].came is None
    assert (entries["square"].start, entries["square"].end) == (19 * 60, 20 * 60 + 30)
    assert (shown.first % 60, shown.last % 60) == (0, 0)
    assert shown.first <= min(one.start for one in entries.values())
    database.close()


def test_an_empty_day_has_columns_with_their_open_hours_and_nothing_in_them(tmp_path: Path) -> None:
    ports, database = timetabled(tmp_path)
    gym = ports.centre.spaces[SpaceId("gym")]
    days = [date(2027, 3, 1) + timedelta(days=n) for n in range(7)]
    shown = timetable(ports, days, [gym])
    assert [len(one.entries) for one in shown.columns] == [0] * 7
    assert all(one.open for one in shown.columns)
    database.close()


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10)), max_size=12))
def test_spans_side_by_side_never_cover_one_another(found: list[tuple[int, int]]) -> None:
    spans = sorted((start, start + length) for start, length in found)
    placed = lanes(spans)
    for n, (start, end) in enumerate(spans):
        lane, of = placed[n]
        assert 0 <= lane < of
        for (other, until), (its, width) in zip(spans[:n], placed, strict=False):
            if start < until and other < end:
                assert (lane != its, of) == (True, width)
