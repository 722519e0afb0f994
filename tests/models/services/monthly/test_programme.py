"""What was offered in a month, series by series."""

from dataclasses import replace
from datetime import date, timedelta

from models.hold import SessionStatus
from models.metric.period import month_of
from models.ports import Ports
from models.programme.attendance import AttendanceSource
from models.programme.regeneration import LEFT_SERIES
from models.programme.session import Session
from models.report.home import Home
from models.report.inputs.programme import ProgrammeInputs
from models.services.monthly.programme import programme_inputs
from tests.builders import a_session
from tests.measured import local
from tests.monthly import COURSE_CAME, GROUP_CAME, a_month_house, with_programme

APRIL = date(2026, 4, 1)


def april(*more: Session) -> ProgrammeInputs:
    house = with_programme(a_month_house(APRIL), APRIL)
    assert house.programme is not None
    house.programme.sessions.write(more)
    return read(house)


def read(house: Ports) -> ProgrammeInputs:
    return programme_inputs(house, month_of(APRIL))


def single(hour: int, day: date, key: str, **more: object) -> Session:
    return replace(a_session(local(hour, day=day), space="gym", key=key), **more)  # type: ignore[arg-type]


def test_a_series_is_one_row_and_single_sessions_of_a_sort_are_one() -> None:
    told = april(*(single(15, date(2026, 4, n), f"more-{n}", organiser="elders") for n in (6, 7)))
    assert [one.key for one in told.offered] == [
        *("single.activity.centre.charity", "single.programme.group.sport", "dance", "yoga")
    ]
    assert [one.planned for one in told.offered] == [1, 2, 30, 30]


def test_who_counted_is_kept_beside_how_many_came() -> None:
    told = {one.series: one for one in april().offered}
    assert told["dance"].said_by == {AttendanceSource.MANUAL: 30 * GROUP_CAME}
    assert told["yoga"].said_by == {AttendanceSource.CHECKIN: 28 * COURSE_CAME}
    assert told["dance"].outcome.attended == 30 * GROUP_CAME


def test_drafts_dates_that_a_series_gave_up_and_sessions_of_other_months_are_none_of_it() -> None:
    draft = single(15, date(2026, 4, 6), "draft", status=SessionStatus.PLANNED)
    left = single(16, date(2026, 4, 6), "left", status=SessionStatus.CANCELLED, reason=LEFT_SERIES)
    before = single(15, APRIL - timedelta(days=1), "before")
    night = a_session(
        local(3, 30, day=APRIL), space="gym", key="night"
    )  # until 4:30, and of the business day of 31 March
    assert april(draft, left, before, night) == april()


def test_what_has_not_begun_is_not_planned_yet() -> None:
    house = with_programme(a_month_house(APRIL), APRIL)
    now = replace(house, clock=lambda: local(9, 30, day=date(2026, 4, 10)))
    told = {one.series: one for one in read(now).offered}
    assert (told["dance"].planned, told["yoga"].planned) == (10, 9)


def test_a_party_that_came_often_is_one_and_one_that_never_came_is_none() -> None:
    assert april().parties == 1
    assert read(a_month_house(APRIL)).parties is None


def test_each_row_has_one_home() -> None:
    told = april()
    homes = [one for home in Home for one in told.of(home)]
    assert sorted(one.key for one in homes) == sorted(one.key for one in told.offered)
    assert [one.key for one in told.of(Home.ACTIVITY)] == ["single.activity.centre.charity"]
