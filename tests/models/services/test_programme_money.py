"""What a programme earned and cost, its part of the rooms included."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from models.calendar import Window
from models.centre import SpaceId
from models.hold import SessionStatus
from models.metric import METRICS
from models.metric.period import month_of
from models.metric.shown import Standing, shown
from models.money.slot_money import Amounts
from models.ports import Ports
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.session import Session
from models.services.open_minutes import OpenMinutes
from models.services.programme_money import SINGLE, ProgrammeMoney, programme_money
from models.services.slot_money import book, month_money
from tests.builders import a_centre, a_session, a_space, some_ports
from tests.measured import DAY, local
from tests.models.money.summed import Line, books

NOVEMBER = month_of(DAY)
ROOM = SpaceId("room")


@dataclass
class Told:
    """The part of a programme that says what was held and who came."""

    kept: Sequence[Session]
    came: Sequence[Attendance] = ()

    @property
    def sessions(self) -> "Told":
        return self

    attendances = bookings = offerings = sessions

    def within(self, window: Window, _spaces: Collection[SpaceId] = ()) -> list[Session]:
        return [one for one in self.kept if one.window.overlap(window)]

    def tallies(self, _ids: Collection[str]) -> list[Any]:
        return []

    def find(self, ids: Collection[str]) -> list[Session]:
        return [one for one in self.kept if one.id in ids]

    def of_sessions(self, ids: Collection[str]) -> list[Attendance]:
        return [one for one in self.came if one.session in ids]

    def all_series(self) -> list[Any]:
        return []


def held(series: str, hour: int, hours: float = 1, **more: Any) -> Session:
    return a_session(local(hour), hours, series=series, key=f"{series}-{hour}", places=20, **more)


def heads(session: Session, people: int) -> Attendance:
    return Attendance(session=session.id, source=AttendanceSource.MANUAL, people=people, at=local(22))


YOGA, CHESS = held("yoga", 9, 2), held("chess", 12)
WHOLE = 30 * 840
"""Open minutes of the room in November."""


def ports_of(
    *written: Line, sessions: Sequence[Session] = (YOGA, CHESS), came: Sequence[Attendance] = ()
) -> Ports:
    ports = some_ports(a_centre([a_space("room")]), clock=lambda: local(23))
    told: Any = Told(sessions, came)
    return replace(ports, money=books(*written), programme=told)


RENT = Line(account="cost.repair", fen=WHOLE, day=DAY, space="room")
"""A fen for every open minute of the month."""


def by_series(ports: Ports) -> dict[str, ProgrammeMoney]:
    return {one.series: one for one in programme_money(ports, NOVEMBER)}


def value(key: str, one: ProgrammeMoney) -> float | None:
    return METRICS[key].value(one.sums)


def test_a_programme_earns_its_fees_and_bears_its_coach_and_its_part_of_the_room() -> None:
    found = by_series(
        ports_of(
            RENT,
            Line(account="income.course", fen=-9_000, day=DAY, space="room", session=YOGA.id, series="yoga"),
            Line(account="cost.course", fen=5_000, day=DAY, series="yoga"),
        )
    )
    keys = ("income", "direct_cost", "shared_cost", "contribution")
    assert [value(key, found["yoga"]) for key in keys] == [9_000, 5_000, 120, 3_880]
    assert [value(key, found["chess"]) for key in keys] == [0, 0, 60, -60]
    assert list(found) == ["yoga", "chess"]


def test_what_no_programme_took_stays_with_the_room() -> None:
    ports = ports_of(RENT)
    taken = sum(value("shared_cost", one) or 0 for one in programme_money(ports, NOVEMBER))
    months = month_money(book(ports, NOVEMBER), OpenMinutes(ports))
    whole = Amounts.summed(one.total for one in months[NOVEMBER.first].spaces[ROOM].values())
    assert (taken, whole.direct_fen) == (180, WHOLE)


def test_halls_that_are_taken_twice_at_a_time_bear_no_more_than_there_is() -> None:
    crowd = [held(f"s{n}", 9, 14) for n in range(60)]
    ports = ports_of(RENT, sessions=crowd)
    assert sum(value("shared_cost", one) or 0 for one in programme_money(ports, NOVEMBER)) == WHOLE


def test_an_attendance_costs_what_the_sessions_did_over_those_who_came() -> None:
    found = by_series(ports_of(RENT, came=[heads(YOGA, 12)]))
    assert value("cost_per_attendance", found["yoga"]) == 10


def test_where_too_few_sessions_were_counted_no_cost_of_an_attendance_is_shown() -> None:
    again = held("yoga", 14, 3)
    found = by_series(ports_of(RENT, sessions=[YOGA, again], came=[heads(YOGA, 12)]))
    told = shown(METRICS["cost_per_attendance"], found["yoga"].sums)
    assert (told.standing, told.value, told.coverage) == (Standing.HIDDEN, None, 0.4)


@pytest.mark.parametrize("status", [SessionStatus.CANCELLED, SessionStatus.RELEASED, SessionStatus.PLANNED])
def test_what_was_not_held_took_no_room(status: SessionStatus) -> None:
    assert by_series(ports_of(RENT, sessions=[replace(YOGA, status=status)])) == {}


def test_what_lies_ahead_has_cost_nothing_yet() -> None:
    later = replace(
        YOGA, window=Window(local(9, day=DAY + timedelta(days=3)), local(11, day=DAY + timedelta(days=3)))
    )
    assert by_series(ports_of(RENT, sessions=[later])) == {}


def test_sessions_of_no_series_stand_together_with_what_they_brought() -> None:
    hire = replace(held("", 15), id="hire")
    line = Line(account="income.room", fen=-600, day=DAY, space="room", session="hire")
    found = by_series(ports_of(RENT, line, sessions=[hire]))
    assert value("income", found[SINGLE]) == 600


def test_a_house_without_books_or_without_a_programme_has_nothing_to_tell() -> None:
    assert programme_money(ports_of(), NOVEMBER) == ()
    assert programme_money(replace(ports_of(RENT), programme=None), NOVEMBER) == ()
