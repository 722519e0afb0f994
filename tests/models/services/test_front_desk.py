"""The front desk's day, and places for those who walk in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.ports import Ports
from models.programme.booking import BookingStatus
from models.programme.who import Who
from models.services.front_desk import desk_day, guests, timely_deeds, walk_in
from models.services.office import cancel, not_come
from models.services.strangers import RefusedError
from tests.timetabled import ORGANISER, TODAY, at, programme_in, timetabled

KEY = "0123456789abcdef" * 2


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = timetabled(tmp_path)
    yield ports
    database.close()


def when(ports: Ports, now: datetime) -> Ports:
    return replace(ports, clock=lambda: now)


def test_the_day_is_sorted_by_what_the_desk_has_to_do(ports: Ports) -> None:
    day = desk_day(when(ports, at(TODAY, 14.6)), TODAY)
    assert [one.session.id for one in day.now] == ["lifts", "soon", "brush"]
    assert [one.session.id for one in day.later] == ["fit", "yoga", "square"]
    assert {one.session.id for one in day.over} == {"tai-chi", "ghost", "paper", "off"}
    chosen = day.find("")
    assert chosen is not None
    assert chosen.session.id == "lifts"
    assert day.find("elsewhere") is None


def test_those_expected_come_before_those_who_wait_in_their_order(ports: Ports) -> None:
    found = [(one.booking.id, one.turn) for one in guests(ports, "fit")]
    assert found == [("fit-0", 0), ("fit-1", 0), ("fit-2", 1), ("fit-3", 2)]


def test_a_walk_in_pressed_twice_is_booked_once_and_checked_in(ports: Ports) -> None:
    now = when(ports, at(TODAY, 15.1))
    for _ in range(2):
        walk_in(now, ORGANISER, "brush", KEY, " 李* 88 ", 1, comes=True)
    mine = [one for one in guests(now, "brush") if one.booking.id == KEY]
    assert [(one.code, one.booking.status) for one in mine] == [("李* 88", BookingStatus.CHECKED_IN)]
    (party,) = programme_in(ports).bookings.parties([KEY])
    assert party.delete_after is not None
    assert party.delete_after > now.clock() + timedelta(days=700)


def test_a_walk_in_is_kept_with_the_group_that_they_pay_as(ports: Ports) -> None:
    kept = walk_in(ports, ORGANISER, "brush", KEY, "李* 88", 1, comes=False, pays_as=Who.SENIOR_60)
    (party,) = programme_in(ports).bookings.parties([KEY])
    assert (kept.pays_as, party.pays_as) == (Who.SENIOR_60, Who.SENIOR_60)


def test_a_walk_in_to_a_full_session_waits(ports: Ports) -> None:
    kept = walk_in(ports, ORGANISER, "fit", KEY, "李* 88", 1, comes=True)
    assert kept.status is BookingStatus.WAITING


@pytest.mark.parametrize("code", ["", "   ", "x" * 21, "王 13812345678"])
def test_a_code_that_is_none_or_tells_too_much_is_refused(ports: Ports, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        walk_in(ports, ORGANISER, "brush", KEY, code, 1, comes=False)
    assert refused.value.message.key == "refused.front.code"
    assert not programme_in(ports).bookings.parties([KEY])


def test_nobody_is_noted_absent_before_the_grace_is_over(ports: Ports) -> None:
    with pytest.raises(RefusedError) as refused:
        not_come(when(ports, at(TODAY, 15.2)), ORGANISER, "brush", "brush-0")
    assert refused.value.message.key == "refused.office.grace"
    kept = not_come(when(ports, at(TODAY, 15.25)), ORGANISER, "brush", "brush-0")
    assert kept.status is BookingStatus.NO_SHOW


@pytest.mark.parametrize("hour", [13, 14.5, 15, 15.24, 15.25, 15.3, 16.4, 16.5, 18])
def test_what_is_offered_is_what_the_office_allows(ports: Ports, hour: float) -> None:
    (session,) = programme_in(ports).sessions.find(["brush"])
    now = when(ports, at(TODAY, hour))
    for name, deed in (("not_come", not_come), ("cancel", cancel)):
        try:
            deed(now, ORGANISER, "brush", "brush-0" if name == "cancel" else "brush-1")
            allowed = True
        except RefusedError:
            allowed = False
        assert (name in timely_deeds(session, now.clock())) is allowed
