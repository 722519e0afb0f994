"""A series that is cut in two has the dates of the whole; what is dragged takes its following or all dates with it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings

from models.calendar import Window
from models.centre import SpaceId
from models.programme.edit import (
    Drag,
    Scope,
    changed,
    dragged,
    dragging,
    ending,
    leaving_out,
    relinked,
    split,
)
from models.programme.recurrence import expand
from models.programme.rule import RuleError
from models.programme.series import HolidayPolicy, Series
from models.programme.session import Session
from tests.models.programme.test_recurrence import (
    CALENDAR,
    SHANGHAI,
    WORKING_WEEK,
    YEAR,
    a_series,
    any_series,
    days_of_2026,
    held,
)

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)
DAY = timedelta(days=1)


def cut(series: Series, day: date, draft: Series | None = None, drag: Drag | None = None) -> list[Series]:
    head, tail = split(series, day, draft or series, "tail", SHANGHAI, drag)
    return [head, tail] if head else [tail]


@settings(max_examples=80)
@given(any_series(), days_of_2026)
def test_a_cut_series_has_together_the_dates_of_the_whole(series: Series, day: date) -> None:
    whole = expand(series, *YEAR, CALENDAR, SHANGHAI)
    try:
        halves = cut(series, day)
    except RuleError as refused:
        assert refused.message.key == "rule.nothing_follows"  # noqa: PT017 -- either it is cut or nothing follows
        assert not [one for one in whole if one.day >= day]
        return
    found = [one for half in halves for one in expand(half, *YEAR, CALENDAR, SHANGHAI)]
    assert [one.day for one in found] == [one.day for one in whole]
    if series.holiday_policy is not HolidayPolicy.SHIFT:  # two series do not know of each other's moved dates
        assert found == whole


def test_the_earlier_half_keeps_its_name_and_the_later_one_is_new() -> None:
    series = replace(a_series(), version=7, external_id="x")
    head, tail = cut(series, MONDAY, replace(series, start=time(15), minutes=60))
    assert (head.id, head.version, head.rule, head.start) == (
        *("s", 7, "FREQ=WEEKLY;UNTIL=20261122;BYDAY=MO"),
        time(9, 30),
    )
    assert (tail.id, tail.version, tail.external_id, tail.start, tail.first) == (
        *("tail", 0, "", time(15)),
        MONDAY,
    )


def test_a_count_goes_on_counting_across_the_cut() -> None:
    series = replace(a_series("FREQ=WEEKLY;BYDAY=MO;COUNT=4", HolidayPolicy.KEEP), first=date(2026, 11, 9))
    head, tail = cut(series, MONDAY)
    assert (held(head), held(tail)) == (
        [date(2026, 11, 9), date(2026, 11, 16)],
        [MONDAY, date(2026, 11, 30)],
    )


def test_every_second_week_stays_every_second_week() -> None:
    series = a_series("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", HolidayPolicy.KEEP)
    for day in held(series)[5:9]:
        assert held(cut(series, day)[1]) == [one for one in held(series) if one >= day]


def test_where_nothing_is_before_the_cut_the_draft_takes_the_place_of_the_series() -> None:
    series = replace(a_series(), version=3)
    assert cut(series, series.first, replace(series, minutes=45)) == [replace(series, minutes=45)]


def test_a_cut_behind_the_last_date_is_refused() -> None:
    with pytest.raises(RuleError, match="nothing_follows"):
        cut(a_series("FREQ=WEEKLY;COUNT=2"), MONDAY)


def test_a_new_rule_begins_at_the_cut() -> None:
    tail = cut(a_series(), WEDNESDAY, replace(a_series(), rule="FREQ=DAILY;COUNT=3"))[1]
    assert held(tail) == [WEDNESDAY, WEDNESDAY + DAY, WEDNESDAY + 2 * DAY]


def a_drag(day: date, by: int, at: time = time(9, 30)) -> Drag:
    return Drag(day=day, on=day + by * DAY, start=at)


@pytest.mark.parametrize("by", range(-6, 7))
@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;COUNT=15", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214"])
def test_the_following_dates_go_with_the_one_that_was_dragged(rule: str, by: int) -> None:
    series, drag = replace(a_series(rule, HolidayPolicy.KEEP), first=date(2026, 9, 7)), a_drag(MONDAY, by)
    revision = dragging(series, drag, Scope.FOLLOWING, "tail", SHANGHAI)
    found = [day for half in revision.kept for day in held(half)]
    assert found == [day if day < MONDAY else day + by * DAY for day in held(series)]
    assert held(revision.last)[0] == MONDAY + by * DAY


def test_all_dates_go_with_the_one_that_was_dragged_and_the_left_out_ones_too() -> None:
    series = replace(a_series("FREQ=WEEKLY;BYDAY=MO,WE", HolidayPolicy.KEEP), left_out=(date(2026, 11, 30),))
    moved = dragging(series, a_drag(MONDAY, 1, time(14)), Scope.ALL, "tail", SHANGHAI).last
    assert (moved.id, moved.start, moved.rule) == ("s", time(14), "FREQ=WEEKLY;BYDAY=TU,WE")
    assert moved.left_out == (date(2026, 12, 1),)
    assert {day + DAY if day.weekday() == 0 else day for day in held(series)} == set(held(moved))


def test_bare_dates_all_move_by_as_many_days() -> None:
    series = replace(a_series(""), first=date(2026, 3, 2), extra_dates=(date(2026, 3, 9), date(2026, 3, 12)))
    assert held(dragged(series, a_drag(date(2026, 3, 9), -1))) == [date(2026, 3, day) for day in (1, 8, 11)]
    revision = dragging(series, a_drag(date(2026, 3, 9), -1), Scope.FOLLOWING, "tail", SHANGHAI)
    assert [held(half) for half in revision.kept] == [
        [date(2026, 3, 2)],
        [date(2026, 3, 8), date(2026, 3, 11)],
    ]


@pytest.mark.parametrize(
    ("rule", "by"),
    [
        ("FREQ=MONTHLY;BYDAY=4MO", 1),
        ("FREQ=DAILY", 1),
        ("FREQ=WEEKLY;BYDAY=MO,TU", 1),  # there is one on Tuesday already
        ("FREQ=WEEKLY;BYDAY=TU", 1),  # the dragged one is none of its Mondays
        ("FREQ=WEEKLY;BYDAY=MO;INTERVAL=2", -1),  # into the week in between
        ("FREQ=WEEKLY;BYDAY=MO;BYMONTH=11", 1),
        ("FREQ=WEEKLY;BYDAY=MO", 7),
    ],
)
def test_what_cannot_follow_a_drag_is_refused_but_for_its_time_of_day(rule: str, by: int) -> None:
    with pytest.raises(RuleError, match="cannot_drag"):
        dragged(a_series(rule), a_drag(MONDAY, by))
    assert dragged(a_series(rule), a_drag(MONDAY, 0, time(7))) == replace(a_series(rule), start=time(7))


def test_an_ended_series_has_nothing_from_that_day_on_and_a_left_out_date_is_one_date() -> None:
    assert held(ending(a_series(), MONDAY).last) == [day for day in held(a_series()) if day < MONDAY]
    assert set(held(a_series())) - set(held(leaving_out(a_series(), MONDAY).last)) == {MONDAY}


def a_session(day: date, series: str = "s") -> Session:
    start = datetime(day.year, day.month, day.day, 1, 30, tzinfo=UTC)
    return Session(
        id=f"{series}.{day:%Y%m%d}",
        series=series,
        day=day,
        space=SpaceId("gym"),
        kind="sport",
        organiser="centre",
        title={"en": "Tai chi"},
        window=Window(start, start + timedelta(minutes=90)),
    )


def test_coming_sessions_go_over_to_the_later_half_under_the_dates_that_they_move_to() -> None:
    series = a_series("FREQ=WEEKLY;BYDAY=MO,WE")
    sessions = [a_session(date(2026, 11, day)) for day in (16, 18, 23, 25, 30)] + [a_session(MONDAY, "other")]
    revision = dragging(series, a_drag(date(2026, 11, 18), 1), Scope.FOLLOWING, "tail", SHANGHAI)
    now = sessions[1].window.start
    assert [(one.id, one.series, one.day.day) for one in relinked(sessions, series, revision, now)] == [
        ("s.20261116", "s", 16),
        ("s.20261118", "s", 18),  # it has begun
        ("s.20261123", "tail", 23),
        ("s.20261125", "tail", 26),
        ("s.20261130", "tail", 30),
        ("other.20261123", "other", 23),
    ]


def test_a_change_of_all_keeps_the_name_and_the_version_that_was_read() -> None:
    series = replace(a_series(), version=4)
    draft = replace(a_series(WORKING_WEEK), id="else", version=9)
    revision = changed(series, draft, Scope.ALL, MONDAY, "tail", SHANGHAI)
    assert revision.kept == (replace(draft, id="s", version=4),)
    assert relinked([a_session(MONDAY)], series, revision, datetime(2026, 1, 1, tzinfo=UTC)) == [
        a_session(MONDAY)
    ]
