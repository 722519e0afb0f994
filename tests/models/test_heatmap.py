"""Hours by weekday and kind of day: what a day is for decides its row, not its weekday alone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Calendar, CalendarDay, DayType
from models.heatmap import DayKind, Row, heatmap, ranked
from models.metric import METRICS
from models.use_figures import known
from models.use_grid import UseGrid, use_grid
from tests.builders import a_fact, a_grid

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 16)
SATURDAY = MONDAY + timedelta(days=5)
UTILISATION = METRICS["utilisation"]


def a_use(days: int = 7, hours: tuple[int, ...] = (10, 19), people: float | None = 10.0) -> UseGrid:
    """One open quarter hour at the start of each of these hours, from Monday on."""
    starts = [
        datetime(2026, 11, 16, hour, tzinfo=SHANGHAI).astimezone(UTC) + timedelta(days=day)
        for day in range(days)
        for hour in hours
    ]
    facts = [a_fact(start, people) for start in starts]
    return use_grid(a_grid(facts), MONDAY, MONDAY + timedelta(days=days - 1), SHANGHAI)


def calendar(**types: DayType) -> Calendar:
    days = {"monday": MONDAY, "saturday": SATURDAY}
    return Calendar({days[name]: CalendarDay(day=days[name], day_type=kind) for name, kind in types.items()})


def test_an_ordinary_week_has_its_workdays_and_its_rest_days() -> None:
    heat = heatmap(a_use(), Calendar({}))
    work = [Row(DayKind.WORK), *(Row(DayKind.WORK, n) for n in range(5))]
    assert list(heat.rows) == [*work, Row(DayKind.REST), Row(DayKind.REST, 5), Row(DayKind.REST, 6)]
    assert heat.days == (5, 1, 1, 1, 1, 1, 2, 1, 1)


def test_a_make_up_saturday_is_worked_and_a_statutory_monday_is_a_holiday() -> None:
    special = calendar(saturday=DayType.MAKEUP, monday=DayType.STATUTORY)
    heat = heatmap(a_use(), special)
    days = dict(zip(heat.rows, heat.days, strict=True))
    assert days[Row(DayKind.WORK)] == 5
    assert days[Row(DayKind.WORK, 5)] == 1
    assert days[Row(DayKind.REST)] == 1
    assert Row(DayKind.WORK, 0) not in days
    assert days[Row(DayKind.HOLIDAY)] == 1
    assert Row(DayKind.HOLIDAY, 0) not in days, "the weekday of a holiday is chance"


def test_only_the_wanted_kinds_of_day_have_rows() -> None:
    heat = heatmap(a_use(), Calendar({}), [DayKind.REST])
    assert {row.kind for row in heat.rows} == {DayKind.REST}


@given(st.sampled_from((1, 2, 4)))
def test_the_rows_of_weekdays_add_up_to_the_row_of_their_kind(step: int) -> None:
    heat = heatmap(a_use(), Calendar({}), step=step)
    whole = {row.kind: n for n, row in enumerate(heat.rows) if row.weekday is None}
    for kind in (DayKind.WORK, DayKind.REST):
        parts = sum(
            heat.sums[n] for n, row in enumerate(heat.rows) if row.kind is kind and row.weekday is not None
        )
        assert parts[..., 0] == pytest.approx(heat.sums[whole[kind]][..., 0])


def test_a_cell_is_a_ratio_of_sums_and_never_a_mean_of_rates() -> None:
    full = a_fact(datetime(2026, 11, 16, 10, tzinfo=SHANGHAI), 40, capacity=40)
    short = a_fact(datetime(2026, 11, 17, 10, tzinfo=SHANGHAI), 0, capacity=40, measured_min=5)
    grid = use_grid(a_grid([full, short]), MONDAY, MONDAY + timedelta(days=1), SHANGHAI)
    cell = heatmap(grid, Calendar({})).cell(0, 6)
    assert known(UTILISATION, cell) == pytest.approx(15 / 20)


def test_the_hours_that_are_shown_go_from_the_first_to_the_last_open_one() -> None:
    assert heatmap(a_use(), Calendar({})).open_columns() == range(6, 16)
    assert heatmap(a_use(hours=()), Calendar({})).open_columns() == range(0)


def test_hours_are_ranked_by_what_is_known_of_them_alone() -> None:
    facts = [
        a_fact(datetime(2026, 11, 16, hour, tzinfo=SHANGHAI), people)
        for hour, people in ((9, 4.0), (10, 20.0), (11, None), (12, 0.0))
    ]
    heat = heatmap(use_grid(a_grid(facts), MONDAY, MONDAY, SHANGHAI), Calendar({}))
    assert [spot.hour for spot in ranked(heat.spots(), UTILISATION)] == [10, 9, 12]
