"""Voices are counted where and when they were said, and hidden from those outside where they are few."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from models.needs.heat import by_hour, heat, hours, month_of, outcome, said_once
from models.needs.need import Need, NeedStatus, WantedTime
from models.suppression import Hidden
from tests.matched import need

NEED = need(
    "n", "meals", received_at=datetime(2026, 10, 31, 17, 0, tzinfo=UTC), status=NeedStatus.NEW, grid="g1"
)


def _needs(*voices: int, **more: object) -> list[Need]:
    return [replace(NEED, id=f"n{n}", voices=count, **more) for n, count in enumerate(voices)]  # type: ignore[arg-type]


def _cells(needs: list[Need], *, discreet: bool = False) -> object:
    rows, columns = ("meals", "care"), ("g1", "g2")
    return heat(needs, lambda one: one.topic, lambda one: one.grid, rows, columns, discreet=discreet).cells


def test_voices_stand_where_they_were_said_with_their_totals() -> None:
    needs = [*_needs(3, 4), *_needs(2, topic="care", grid="g2"), *_needs(9, topic="other")]
    assert _cells(needs) == [[7, 0, 7], [0, 2, 2], [7, 2, 9]]


def test_those_outside_are_not_told_of_few() -> None:
    told = heat(
        [*_needs(30), *_needs(3, grid="g2"), *_needs(20, topic="care"), *_needs(40, topic="care", grid="g2")],
        lambda one: one.topic,
        lambda one: one.grid,
        ("meals", "care"),
        ("g1", "g2"),
        discreet=True,
    ).cells
    assert told[0][1] is Hidden.FEW
    assert sum(cell is Hidden.WITHHELD for row in told for cell in row) >= 3


@given(
    st.lists(
        st.tuples(st.sampled_from(["meals", "care"]), st.sampled_from(["g1", "g2"]), st.integers(1, 9)),
        max_size=9,
    )
)
def test_totals_are_the_sums_of_their_rows_and_columns(said: list[tuple[str, str, int]]) -> None:
    needs = [replace(NEED, topic=topic, grid=grid, voices=voices) for topic, grid, voices in said]
    first, second, total = _cells(needs)  # type: ignore[misc]
    assert [a + b for a, b in zip(first, second, strict=True)] == total
    assert total[-1] == sum(voices for _, _, voices in said)


def test_a_month_is_the_local_one() -> None:
    assert month_of(ZoneInfo("Asia/Shanghai"))(NEED) == "2026-11"


def test_an_hour_that_a_span_touches_counts_once() -> None:
    spans = [
        WantedTime(weekday=0, start_minute=570, end_minute=660),
        WantedTime(weekday=0, start_minute=600, end_minute=630),
    ]
    assert hours(spans) == {(0, 9), (0, 10)}
    assert by_hour(_needs(2, 3, wanted=tuple(spans)), lambda one: one.wanted) == {(0, 9): 5, (0, 10): 5}


def test_what_became_of_needs_counts_a_repeat_with_what_it_repeats() -> None:
    needs = [
        *_needs(2, status=NeedStatus.MET),
        *_needs(1, status=NeedStatus.NEW),
        *_needs(4, status=NeedStatus.DUPLICATE, of="n0"),
    ]
    told = outcome(needs)
    assert (told.needs, told.voices, told.repeats, told.waiting, told.closed) == (2, 7, 1, 1, 0.5)
    assert outcome([]).closed is None
    assert len(said_once(needs)) == 2
