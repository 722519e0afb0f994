"""Accepted changes of series in a real timetable: moved, put into another room, ended; asked twice, done once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from models.advice.action import Action
from models.advice.recommendation import Recommendation
from models.centre import SpaceId
from models.ports import Ports
from models.programme.booking import Booking, BookingStatus
from models.programme.edit import Scope
from models.programme.series import Series
from models.services import programme
from models.services.advising import advice_of
from models.services.deciding import accept, accept_all
from models.services.enacting import enact
from models.services.strangers import RefusedError
from tests.models.services.test_deciding import CLASS, MONDAY, offered
from tests.timetabled import NOW, ORGANISER, programme_in, timetabled

EVENING = Series(
    id="knots",
    space=SpaceId("craft"),
    kind="culture-sport",
    organiser="centre",
    title={"zh-Hans": "绳结", "en": "Knots"},
    first=date(2026, 11, 3),
    start=time(20),
    minutes=60,
    rule="FREQ=WEEKLY;BYDAY=TU",
    places=8,
)
WHERE = replace(CLASS.target, space=SpaceId("craft"), weekdays=(1,), start=time(20), end=time(21))
CHANGE = replace(CLASS, source=WHERE, parameters={"series": "knots", "weekday": "1"})
MOVE = replace(
    CHANGE,
    action=Action.MOVE_SESSION,
    target=replace(WHERE, weekdays=(2,), start=time(12), end=time(13)),
)
ROOM = replace(CHANGE, action=Action.RIGHT_SIZE, target=replace(WHERE, space=SpaceId("meeting")))
GHOST = replace(CHANGE, action=Action.RELEASE_GHOST, target=WHERE, source=None)


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    made, database = timetabled(tmp_path)
    yield replace(made, advice=database.advice(made.centre.id))
    database.close()


def dates(ports: Ports, series: str) -> list[tuple[date, str, time]]:
    zone = ports.centre.zone_info
    held = [one for one in programme_in(ports).sessions.of_series(series, NOW) if one.held]
    return [(one.day, one.space, one.window.start.astimezone(zone).time()) for one in held]


def accepted(ports: Ports, wanted: Recommendation, series: Series = EVENING) -> Recommendation:
    programme.save(ports, ORGANISER, series)
    offered(ports, wanted)
    return accept(ports, ORGANISER, wanted.id, 1)


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        (MOVE, (date(2026, 12, 2), "craft", time(12))),
        (ROOM, (date(2026, 12, 1), "meeting", time(20))),
        (
            replace(MOVE, target=replace(MOVE.target, space=SpaceId("meeting"))),
            (date(2026, 12, 2), "meeting", time(12)),
        ),
    ],
)
def test_a_series_lies_elsewhere_from_the_first_week_on_and_where_it_was_before(
    ports: Ports, wanted: Recommendation, first: tuple[date, str, time]
) -> None:
    kept = accepted(ports, wanted)
    assert kept.made == (f"advice-{wanted.id}",)
    assert dates(ports, "knots") == [(date(2026, 11, 24), "craft", time(20))]
    moved = dates(ports, kept.made[0])
    assert moved[:2] == [first, (first[0] + timedelta(weeks=1), *first[1:])]
    assert enact(ports, ORGANISER, kept) == kept.made
    assert dates(ports, kept.made[0]) == moved


def test_a_series_that_only_begins_then_moves_as_a_whole_and_only_once(ports: Ports) -> None:
    kept = accepted(ports, MOVE, replace(EVENING, first=MONDAY + timedelta(days=1)))
    assert kept.made == ("knots",)
    moved = dates(ports, "knots")
    assert moved[0] == (date(2026, 12, 2), "craft", time(12))
    assert enact(ports, ORGANISER, kept) == ("knots",)
    assert dates(ports, "knots") == moved


def test_a_ghost_ends_before_the_first_week(ports: Ports) -> None:
    kept = accepted(ports, GHOST)
    assert kept.made == ("knots",)
    assert dates(ports, "knots") == [(date(2026, 11, 24), "craft", time(20))]
    assert enact(ports, ORGANISER, kept) == ("knots",)
    assert programme.one_series(ports, "knots").ended == MONDAY - timedelta(days=1)


def test_of_all_proposals_of_a_week_those_with_a_doubt_are_named_and_left(ports: Ports) -> None:
    programme.save(ports, ORGANISER, EVENING)
    offered(ports, CLASS, replace(MOVE, id="2026-W49-02"))
    (booked,) = [
        one for one in programme_in(ports).sessions.of_series("knots", NOW) if one.day == date(2026, 12, 1)
    ]
    programme_in(ports).bookings.book(
        Booking(id="b", session=booked.id, party="p1", status=BookingStatus.CONFIRMED, booked_at=NOW)
    )
    bulk = accept_all(ports, ORGANISER, {CLASS.id: 1, "2026-W49-02": 1})
    assert [one.id for one in bulk.accepted] == [CLASS.id]
    assert {key: (why.key, why.values) for key, why in bulk.refused.items()} == {
        "2026-W49-02": ("doubt.booked", {"n": 1})
    }
    assert [one.id for one in advice_of(ports).trials.all()] == [CLASS.id]
    assert accept(ports, ORGANISER, "2026-W49-02", 1, insisted=True).made == ("advice-2026-W49-02",)


def test_a_series_that_is_gone_is_refused_by_name(ports: Ports) -> None:
    offered(ports, GHOST)
    with pytest.raises(RefusedError) as refused:
        accept(ports, ORGANISER, GHOST.id, 1)
    assert refused.value.message.key == "refused.programme.no_series"


def test_of_a_class_of_several_days_only_the_one_moves(ports: Ports) -> None:
    kept = accepted(ports, MOVE, replace(EVENING, rule="FREQ=WEEKLY;BYDAY=TU,TH"))
    assert kept.made == (f"advice-{MOVE.id}",)
    moved, rest = dates(ports, kept.made[0]), dates(ports, f"{kept.made[0]}-rest")
    assert moved[0] == (date(2026, 12, 2), "craft", time(12))
    assert rest[:2] == [(date(2026, 12, day), "craft", time(20)) for day in (3, 10)]
    assert [day.isoformat() for day, *_ in dates(ports, "knots")] == [
        "2026-11-19",
        "2026-11-24",
        "2026-11-26",
    ]
    assert enact(ports, ORGANISER, kept) == kept.made
    assert (dates(ports, kept.made[0]), dates(ports, f"{kept.made[0]}-rest")) == (moved, rest)


THREE_DAYS = replace(EVENING, rule="FREQ=WEEKLY;BYDAY=TU,TH,SA")


@pytest.mark.parametrize("leaves", [1, 3, 5])
def test_of_a_class_of_three_days_any_one_moves_and_the_other_two_stay(ports: Ports, leaves: int) -> None:
    source = replace(WHERE, weekdays=(leaves,))
    wanted = replace(MOVE, source=source, parameters={"series": "knots", "weekday": str(leaves)})
    kept = accepted(ports, wanted, THREE_DAYS)
    moved, rest = dates(ports, kept.made[0]), dates(ports, f"{kept.made[0]}-rest")
    assert moved[:2] == [(date(2026, 12, day), "craft", time(12)) for day in (2, 9)]
    stays = [
        MONDAY + timedelta(days=day, weeks=week) for week in (0, 1) for day in (1, 3, 5) if day != leaves
    ]
    assert rest[:4] == [(day, "craft", time(20)) for day in stays]
    assert all(day < MONDAY for day, *_ in dates(ports, "knots"))
    assert enact(ports, ORGANISER, kept) == kept.made
    assert (dates(ports, kept.made[0]), dates(ports, f"{kept.made[0]}-rest")) == (moved, rest)


def test_of_three_days_that_only_begin_then_one_moves_once_and_the_class_keeps_its_name(ports: Ports) -> None:
    kept = accepted(ports, MOVE, replace(THREE_DAYS, first=MONDAY))
    stays = [(day.weekday(), at) for day, _, at in dates(ports, "knots")[:4]]
    assert stays == [(3, time(20)), (5, time(20))] * 2
    before = dates(ports, kept.made[0]), dates(ports, "knots")
    assert [(day.weekday(), at) for day, _, at in before[0][:2]] == [(2, time(12))] * 2
    assert enact(ports, ORGANISER, kept) == kept.made
    assert (dates(ports, kept.made[0]), dates(ports, "knots")) == before


def test_a_second_day_of_three_moves_out_of_what_was_left_of_the_class(ports: Ports) -> None:
    first = accepted(ports, MOVE, THREE_DAYS)
    rest = f"{first.made[0]}-rest"
    later = replace(
        MOVE,
        id="2026-W50-01",
        week="2026-W50",
        source=replace(WHERE, weekdays=(5,)),
        target=replace(MOVE.target, weekdays=(4,), first=MONDAY + timedelta(weeks=1)),
        parameters={"series": rest, "weekday": "5"},
    )
    offered(ports, later)
    kept = accept(ports, ORGANISER, later.id, 1)
    assert dates(ports, kept.made[0])[0] == (date(2026, 12, 11), "craft", time(12))
    assert {day.weekday() for day, *_ in dates(ports, f"{kept.made[0]}-rest")} == {3}
    assert [day for day, *_ in dates(ports, rest)] == [MONDAY + timedelta(days=3), MONDAY + timedelta(days=5)]


ALL_THREE = replace(ROOM.target, weekdays=(1, 3, 5), start=time(10), end=time(11))
SWAP = replace(
    ROOM,
    source=replace(WHERE, weekdays=(1, 3, 5)),
    target=ALL_THREE,
    parameters={"series": "knots", "weekday": "1"},
)


@pytest.mark.parametrize("days", [(1, 3, 5), (1, 2, 5), (0, 3, 5)])
def test_a_class_of_three_days_goes_into_another_room_on_the_days_that_a_person_chose(
    ports: Ports, days: tuple[int, ...]
) -> None:
    kept = accepted(ports, replace(SWAP, target=replace(ALL_THREE, weekdays=days)), THREE_DAYS)
    assert dates(ports, kept.made[0])[:3] == [
        (MONDAY + timedelta(days=day), "meeting", time(10)) for day in days
    ]
    assert all(day < MONDAY for day, *_ in dates(ports, "knots"))


@pytest.mark.parametrize("wanted", [replace(MOVE, target=replace(MOVE.target, weekdays=(5,))), CLASS])
def test_that_the_house_is_shut_at_spring_festival_stands_in_no_change_s_way(
    ports: Ports, wanted: Recommendation
) -> None:
    on_saturdays = replace(wanted, target=replace(wanted.target, weekdays=(5,)))
    kept = accepted(ports, on_saturdays)
    held = [day for day, *_ in dates(ports, kept.made[0])]
    assert held[0] == date(2026, 12, 5)
    assert date(2027, 1, 30) in held
    assert date(2027, 2, 6) not in held, "shut"
    assert date(2027, 2, 13) in held


def test_a_change_that_would_begin_in_a_week_in_which_the_house_is_shut_is_refused(ports: Ports) -> None:
    festival = date(2027, 2, 1)
    wanted = replace(CLASS, target=replace(CLASS.target, weekdays=(5,), first=festival))
    offered(ports, wanted)
    with pytest.raises(RefusedError) as refused:
        accept(ports, ORGANISER, wanted.id, 1)
    assert refused.value.message.key == "doubt.closed"


def test_two_days_of_a_class_do_not_become_one(ports: Ports) -> None:
    with pytest.raises(RefusedError) as refused:
        accepted(ports, replace(SWAP, target=replace(ALL_THREE, weekdays=(1, 5))), THREE_DAYS)
    assert refused.value.message.key == "refused.advice.one_day"
    assert {day.weekday() for day, *_ in dates(ports, "knots")} == {1, 3, 5}


def test_a_class_that_somebody_made_longer_as_it_moves_is_longer_there(ports: Ports) -> None:
    longer = replace(MOVE, target=replace(MOVE.target, end=time(13, 30)))
    kept = accepted(ports, longer, THREE_DAYS)
    assert programme.one_series(ports, kept.made[0]).minutes == 90
    assert programme.one_series(ports, f"{kept.made[0]}-rest").minutes == 60


def test_a_day_of_several_that_moved_only_half_before_the_process_died_is_moved_whole(ports: Ports) -> None:
    several = replace(EVENING, rule="FREQ=WEEKLY;BYDAY=TU,TH", first=MONDAY + timedelta(days=1))
    kept = accepted(ports, MOVE, several)
    (knots,) = [one for one in programme.all_series(ports) if one.id == "knots"]
    programme.carry(
        ports, ORGANISER, programme.change(ports, replace(several, version=knots.version), Scope.ALL, MONDAY)
    )
    assert date(2026, 12, 1) in [day for day, *_ in dates(ports, "knots")]
    assert enact(ports, ORGANISER, kept) == kept.made
    assert [day.weekday() for day, *_ in dates(ports, "knots")[:2]] == [3, 3]
    version = programme.one_series(ports, "knots").version
    enact(ports, ORGANISER, kept)
    assert programme.one_series(ports, "knots").version == version


def test_a_day_of_several_is_not_moved_where_the_room_is_taken(ports: Ports) -> None:
    taken = replace(EVENING, id="taken", start=time(12), rule="FREQ=WEEKLY;BYDAY=WE")
    programme.save(ports, ORGANISER, taken)
    with pytest.raises(RefusedError) as refused:
        accepted(ports, MOVE, replace(EVENING, rule="FREQ=WEEKLY;BYDAY=TU,TH"))
    assert refused.value.message.key == "doubt.space_taken"
