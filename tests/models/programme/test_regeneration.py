"""The timetable becomes what the series say, and nothing that is booked, changed alone or begun is ever touched."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendar import Calendar, CalendarDay, DayType, Window
from models.centre import Closure, Space, SpaceId
from models.hold import SessionStatus
from models.programme.conflict import Diary, Judge
from models.programme.regeneration import LEFT_SERIES, Plan, Present, Proposal, plan
from models.programme.series import HolidayPolicy, Series
from models.programme.session import CancelledBy, Session
from tests.builders import a_space
from tests.models.programme.test_recurrence import SHANGHAI, WORKING_WEEK, a_series

NOW = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)
UNTIL = date(2026, 12, 16)
MONDAYS = [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14)]
GYM = a_space("gym")


def planned(
    series: Series,
    kept: list[Session],
    *,
    booked: dict[str, int] | None = None,
    agreed: tuple[str, ...] = (),
    calendar: Calendar | None = None,
    space: Space = GYM,
    now: datetime = NOW,
) -> Plan:
    diary = Diary()
    diary.enter(kept)
    judge = Judge({space.id: space}, {}, calendar or Calendar({}), SHANGHAI)
    present = Present(now=now, until=UNTIL, booked=booked or {}, agreed=agreed)
    return plan(series, kept, diary, judge, present)


def after(kept: list[Session], made: Plan) -> list[Session]:
    written = {one.id: replace(one, version=one.version + 1) for one in made.writes}
    return sorted(({one.id: one for one in kept} | written).values(), key=lambda one: one.window)


def mondays(series: Series | None = None) -> list[Session]:
    return list(planned(series or a_series(), []).added)


def days(sessions: tuple[Session, ...]) -> list[date]:
    return [one.day for one in sessions]


def other(day: date, start: time, minutes: int = 60) -> Session:
    begins = datetime.combine(day, start, tzinfo=SHANGHAI).astimezone(UTC)
    window = Window(begins, begins + timedelta(minutes=minutes))
    return replace(mondays()[0], id=f"other.{day}.{start}", series="other", day=day, window=window)


def a_calendar(*statutory: date) -> Calendar:
    return Calendar({day: CalendarDay(day=day, day_type=DayType.STATUTORY) for day in statutory})


def test_a_series_becomes_sessions_up_to_the_horizon_and_twice_is_once() -> None:
    made = planned(a_series(), [])
    assert days(made.added) == MONDAYS
    assert [one.id for one in made.added][:1] == ["s.20261123"]
    assert planned(a_series(), after([], made)) == Plan()


def test_what_has_begun_is_never_made_or_changed() -> None:
    daily = a_series("FREQ=DAILY")  # 9:30; it is noon
    today = date(2026, 11, 18)
    assert today not in days(planned(daily, []).added)
    begun = other(today, time(9, 30), 240)
    mine = replace(begun, series="s", id="s.20261118")
    assert mine.id not in {one.id for one in planned(replace(daily, minutes=30), [mine]).writes}
    assert mine.id not in {one.id for one in planned(replace(daily, left_out=(today,)), [mine]).writes}


def test_a_holiday_that_is_announced_late_cancels_and_one_that_is_taken_back_restores() -> None:
    kept = mondays()
    made = planned(a_series(), kept, calendar=a_calendar(MONDAYS[1]))
    (gone,) = made.cancelled
    assert (gone.day, gone.status, gone.reason, gone.cancelled_by) == (
        *(MONDAYS[1], SessionStatus.CANCELLED),
        *(LEFT_SERIES, CancelledBy.CENTRE),
    )
    later = after(kept, made)
    assert planned(a_series(), later, calendar=a_calendar(MONDAYS[1])) == Plan()
    (back,) = planned(a_series(), later).added
    assert (back.id, back.status, back.reason, back.cancelled_at, back.version) == (
        *(gone.id, SessionStatus.CONFIRMED, "", None, 2),
    )


def test_what_the_office_called_off_stays_called_off() -> None:
    kept = mondays()
    kept[1] = replace(kept[1], status=SessionStatus.CANCELLED, reason="coach is ill")
    kept[2] = replace(kept[2], status=SessionStatus.RELEASED)
    assert set(days(planned(replace(a_series(), minutes=60), kept).writes)) == {MONDAYS[0], MONDAYS[3]}


def test_a_booked_session_is_left_alone_and_told_with_what_can_be_done() -> None:
    kept = mondays(replace(a_series(), places=20))
    booked = {kept[1].id: 12}
    cases = {
        Proposal.ADOPT: replace(a_series(), places=20, title={"en": "Tai chi for all"}),
        Proposal.MOVE: replace(a_series(), places=20, start=time(14)),
        Proposal.KEEP: replace(a_series(), places=11, start=time(14)),
        Proposal.CANCEL: replace(a_series(), places=20, left_out=(MONDAYS[1],)),
    }
    for proposal, series in cases.items():
        made = planned(series, kept, booked=booked)
        (left,) = made.untouched
        assert (left.session, left.seats, left.proposal) == (kept[1], 12, proposal)
        assert kept[1].id not in {one.id for one in made.writes}
        assert len(made.changed) == (0 if proposal is Proposal.CANCEL else 3)


def test_a_booked_session_goes_with_its_series_once_a_person_agreed_but_is_never_cancelled_so() -> None:
    kept = mondays(replace(a_series(), places=20))
    key, booked = kept[1].id, {kept[1].id: 12}
    later = replace(a_series(), places=20, start=time(14))
    assert key in {one.id for one in planned(later, kept, booked=booked, agreed=(key,)).changed}
    gone = replace(later, left_out=(MONDAYS[1],))
    assert planned(gone, kept, booked=booked, agreed=(key,)).untouched[0].proposal is Proposal.CANCEL
    fewer = replace(later, places=11)
    assert planned(fewer, kept, booked=booked, agreed=(key,)).untouched[0].proposal is Proposal.KEEP


def test_a_session_that_was_changed_alone_stands_for_its_date() -> None:
    kept = mondays()
    kept[1] = replace(kept[1], detached=True, window=other(MONDAYS[1], time(18)).window)
    made = planned(replace(a_series(), minutes=60, left_out=(MONDAYS[1],)), kept)
    assert sorted(days(made.writes)) == [MONDAYS[0], *MONDAYS[2:]]


def test_a_date_for_which_there_is_no_room_is_told_and_the_others_are_made() -> None:
    taken = other(MONDAYS[1], time(10))
    made = planned(a_series(), [taken])
    assert days(made.added) == [MONDAYS[0], *MONDAYS[2:]]
    (conflict,) = made.conflicts
    assert (conflict.kind, conflict.session.day, conflict.other) == ("space_taken", MONDAYS[1], taken)


def test_a_change_that_finds_no_room_leaves_the_session_where_it_was() -> None:
    kept = [*mondays(), other(MONDAYS[1], time(14))]
    made = planned(replace(a_series(), start=time(14)), kept)
    assert days(made.changed) == [MONDAYS[0], *MONDAYS[2:]]
    assert made.cancelled == ()


def test_a_change_into_a_place_that_is_not_freed_after_all_is_taken_back() -> None:
    daily = replace(
        a_series("FREQ=DAILY;COUNT=3", HolidayPolicy.KEEP), first=date(2026, 11, 23), minutes=8 * 60
    )
    kept = list(planned(daily, []).added)
    night = replace(daily, start=time(20), minutes=24 * 60)  # each wants the morning of the next day
    blocked = other(date(2026, 11, 26), time(8))
    made = planned(night, [*kept, blocked], space=a_space("gym", opens=time(0), closes=time(0)))
    # The last one cannot move, so the one before may not have its morning, and so on.
    assert made.writes == ()
    assert {conflict.session.day for conflict in made.conflicts} == {
        date(2026, 11, day) for day in (23, 24, 25)
    }


def test_a_closure_takes_the_unbooked_sessions_off_and_names_the_booked_ones() -> None:
    kept = mondays()
    shut = replace(GYM, closures=(Closure(first=MONDAYS[0], last=MONDAYS[1], reason={"en": "Repairs"}),))
    made = planned(a_series(), kept, space=shut, booked={kept[1].id: 3})
    assert days(made.cancelled) == [MONDAYS[0]]
    assert [(left.session.day, left.proposal) for left in made.untouched] == [(MONDAYS[1], Proposal.CANCEL)]
    assert {conflict.kind for conflict in made.conflicts} == {"closed"}


def test_a_session_outside_opening_hours_is_made_and_told() -> None:
    made = planned(replace(a_series(), start=time(22)), [])
    assert days(made.added) == MONDAYS
    assert [conflict.kind for conflict in made.conflicts] == ["outside_hours"] * 4


drafts = st.builds(
    lambda rule, policy, start, minutes, places, left_out: replace(
        a_series(rule, policy), start=time(start), minutes=minutes, places=places, left_out=tuple(left_out)
    ),
    st.sampled_from(
        ["FREQ=WEEKLY;BYDAY=MO", WORKING_WEEK, "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=SA,SU"]
    ),
    st.sampled_from(HolidayPolicy),
    st.integers(6, 21),
    st.sampled_from([30, 90, 600, 1440]),
    st.sampled_from([0, 5, 20]),
    st.lists(st.sampled_from(MONDAYS), max_size=2),
)
calendars = st.lists(st.sampled_from([date(2026, 11, 20) + timedelta(days=n) for n in range(25)]), max_size=8)


@settings(max_examples=60)
@given(
    drafts,
    drafts,
    calendars,
    st.sets(st.integers(0, 30), max_size=6),
    st.sets(st.integers(0, 30), max_size=4),
)
def test_no_edit_touches_a_booked_session_or_doubles_a_date_and_twice_is_once(
    before: Series, draft: Series, statutory: list[date], booked: set[int], foreign: set[int]
) -> None:
    strangers = [other(date(2026, 11, 19) + timedelta(days=n), time(12)) for n in sorted(foreign)]
    kept = after(strangers, planned(before, strangers))
    mine = [one for one in kept if one.series == "s"]
    seats = {one.id: 5 for n, one in enumerate(mine) if n in booked}
    calendar = a_calendar(*statutory)
    made = planned(draft, kept, booked=seats, calendar=calendar)
    then = after(kept, made)
    assert [one for one in then if one.id in seats] == [one for one in kept if one.id in seats]
    assert [one for one in then if one.series == "other"] == strangers
    held = [one for one in then if one.held]
    assert len({(one.series, one.day, one.id if one.series == "other" else "") for one in held}) == len(held)
    cells = [slot for one in held for slot in one.window.slots()]
    assert len(cells) == len(set(cells))
    again = planned(draft, then, booked=seats, calendar=calendar)
    assert again.writes == ()
    assert {one.session.id for one in again.untouched} == {one.session.id for one in made.untouched}


@pytest.mark.parametrize("space", ["cellar"])
def test_a_series_in_a_space_that_is_gone_is_told_and_makes_nothing(space: str) -> None:
    made = planned(replace(a_series(), space=SpaceId(space)), [])
    assert made.writes == ()
    assert {conflict.kind for conflict in made.conflicts} == {"no_space"}
