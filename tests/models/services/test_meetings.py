"""A meeting from its call to its minutes: who may, what the room says, who was first."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.needs.meeting import Meeting, MeetingStatus, Party, Subject, Vote
from models.needs.sitting import is_sound
from models.ports import Ports
from models.services.arranging import DoubtfulError
from models.services.meetings import (
    Called,
    call,
    cancel_meeting,
    close_meeting,
    correct,
    count_present,
    day_and_start,
    drop_motion,
    meeting,
    meetings,
    open_meeting,
    put_motion,
    vote,
)
from models.services.office import session_of
from models.services.strangers import RefusedError
from tests.timetabled import TODAY, timetabled

COORDINATOR = Account(id=2, name="li", grants=(Grant(role=Role.COORDINATOR),))
VIEWER = Account(id=3, name="office", grants=(Grant(role=Role.VIEWER),))
EVENING = Called(
    title="November council",
    day=TODAY,
    start=19 * 60,
    minutes=90,
    seats=dict.fromkeys(Party, 2),
    space="meeting",
    kind="culture-sport",
)


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = timetabled(tmp_path)
    yield replace(ports, loop=database.loop(ports.centre.id))
    database.close()


def begun(ports: Ports) -> Meeting:
    """An open meeting with a motion, two of each party there."""
    one = call(ports, COORDINATOR, EVENING)
    one = put_motion(ports, COORDINATOR, one.id, one.revision, Subject.PROJECT, "Mend the stairs", about="p1")
    one = open_meeting(ports, COORDINATOR, one.id, one.revision)
    for party in Party:
        one = count_present(ports, COORDINATOR, one.id, one.revision, party, 2)
    return one


def test_a_meeting_is_voted_closed_and_corrected_and_every_step_is_told(ports: Ports) -> None:
    one = begun(ports)
    ayes = [Vote(party=party, ayes=2, noes=0) for party in Party]
    one = vote(ports, COORDINATOR, one.id, one.revision, one.motions[0].id, ayes)
    one = close_meeting(ports, COORDINATOR, one.id, one.revision, "All were heard.")
    one = correct(ports, COORDINATOR, one.id, one.revision, "Two of the residents came late.")
    assert (one.status, one.motions[0].decision, one.closed_by) == (MeetingStatus.CLOSED, "2026-1", "li")
    assert is_sound(one)
    assert meeting(ports, VIEWER, one.id) == one
    assert meetings(ports, VIEWER) == [one]


def test_a_title_may_hold_the_wide_blank_of_a_chinese_keyboard(ports: Ports) -> None:
    assert call(ports, COORDINATOR, replace(EVENING, title="十一月\u3000议事会")).title == "十一月 议事会"


def test_a_meeting_keeps_the_quorum_that_its_house_had_when_it_was_called(ports: Ports) -> None:
    strict = replace(ports.centre, council=replace(ports.centre.council, quorum_points=6_700))
    one = call(replace(ports, centre=strict), COORDINATOR, EVENING)
    assert open_meeting(ports, COORDINATOR, one.id, one.revision).quorum_points == 6_700


def test_its_room_is_taken_in_the_timetable_until_it_is_cancelled(ports: Ports) -> None:
    one = call(ports, COORDINATOR, EVENING)
    session = session_of(ports, one.session)
    assert (session.space, session.expected, session.held) == ("meeting", 8, True)
    with pytest.raises(RefusedError) as refused:
        call(ports, COORDINATOR, replace(EVENING, title="another"))
    assert refused.value.message.key == "doubt.space_taken"
    assert len(meetings(ports, COORDINATOR)) == 1
    cancel_meeting(ports, COORDINATOR, one.id, one.revision)
    assert not session_of(ports, one.session).held
    assert call(ports, COORDINATOR, replace(EVENING, title="another")).status is MeetingStatus.PLANNED


def test_a_doubtful_room_is_asked_about_and_taken_when_somebody_insists(ports: Ports) -> None:
    at_night = replace(EVENING, start=23 * 60)
    with pytest.raises(DoubtfulError):
        call(ports, COORDINATOR, at_night)
    assert call(ports, COORDINATOR, at_night, insisted=True).space == "meeting"


def test_a_meeting_elsewhere_takes_no_room(ports: Ports) -> None:
    one = call(ports, COORDINATOR, replace(EVENING, space="", kind=""))
    assert (one.session, one.space) == ("", "")
    day, begin, end = day_and_start(ports, one)
    assert (day, begin.hour, end.hour, end.minute) == (TODAY, 19, 20, 30)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"minutes": 5}, "length"),
        ({"minutes": 600}, "length"),
        ({"start": 8 * 60}, "past"),
        ({"seats": {Party.RESIDENT: 3}}, "seats"),
    ],
)
def test_what_is_filled_in_wrongly_is_refused_and_leaves_no_meeting(
    ports: Ports, change: dict[str, object], fault: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        call(ports, COORDINATOR, replace(EVENING, **change))  # type: ignore[arg-type]
    assert refused.value.message.key == f"refused.meeting.{fault}"
    assert meetings(ports, COORDINATOR) == []


def test_who_saw_an_older_state_is_told_that_it_changed(ports: Ports) -> None:
    one = begun(ports)
    with pytest.raises(RefusedError) as refused:
        count_present(ports, COORDINATOR, one.id, one.revision - 1, Party.RESIDENT, 1)
    assert refused.value.message.key == "refused.meeting.changed"
    assert meeting(ports, COORDINATOR, one.id) == one


@pytest.mark.parametrize(
    "deed",
    [
        lambda ports, who, one: call(ports, who, EVENING),
        lambda ports, who, one: open_meeting(ports, who, one.id, one.revision),
        lambda ports, who, one: count_present(ports, who, one.id, one.revision, Party.RESIDENT, 1),
        lambda ports, who, one: put_motion(ports, who, one.id, one.revision, Subject.OTHER, "x"),
        lambda ports, who, one: drop_motion(ports, who, one.id, one.revision, "x"),
        lambda ports, who, one: vote(
            ports, who, one.id, one.revision, "x", [Vote(party=Party.RESIDENT, ayes=1, noes=0)]
        ),
        lambda ports, who, one: close_meeting(ports, who, one.id, one.revision, ""),
        lambda ports, who, one: cancel_meeting(ports, who, one.id, one.revision),
        lambda ports, who, one: correct(ports, who, one.id, one.revision, "x"),
    ],
)
@pytest.mark.parametrize("role", [Role.VIEWER, Role.FRONT_DESK, Role.OPERATOR, Role.FINANCE, Role.AUDITOR])
def test_who_may_not_lead_meetings_does_nothing_to_one(
    ports: Ports, deed: Callable[[Ports, Account, Meeting], Meeting], role: Role
) -> None:
    one = call(ports, COORDINATOR, replace(EVENING, space="", kind=""))
    with pytest.raises(RefusedError) as refused:
        deed(ports, Account(id=9, name="somebody", grants=(Grant(role=role),)), one)
    assert refused.value.message.key == "refused.meeting.not_allowed"
    assert meetings(ports, COORDINATOR) == [one]


def test_a_motion_without_votes_is_taken_back(ports: Ports) -> None:
    one = begun(ports)
    assert drop_motion(ports, COORDINATOR, one.id, one.revision, one.motions[0].id).motions == ()


def test_a_meeting_that_is_not_there_is_said_to_be_none(ports: Ports) -> None:
    with pytest.raises(RefusedError) as refused:
        meeting(ports, COORDINATOR, "nothing")
    assert refused.value.message.key == "refused.meeting.none"
