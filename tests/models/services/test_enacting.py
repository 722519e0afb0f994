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


def test_a_day_of_several_is_not_moved_where_the_room_is_taken(ports: Ports) -> None:
    taken = replace(EVENING, id="taken", start=time(12), rule="FREQ=WEEKLY;BYDAY=WE")
    programme.save(ports, ORGANISER, taken)
    with pytest.raises(RefusedError) as refused:
        accepted(ports, MOVE, replace(EVENING, rule="FREQ=WEEKLY;BYDAY=TU,TH"))
    assert refused.value.message.key == "doubt.space_taken"
