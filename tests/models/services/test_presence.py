"""Nobody is only said where enough was measured; whoever leaves from the session before is nobody of this one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.programme.fate import Presence
from models.services.presence import most_people, presence
from tests.builders import NOON, a_session, a_state
from tests.models.services.offices import Office, an_office

SESSION = a_session(NOON)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    yield office
    office.database.close()


def seen(office: Office) -> Presence:
    return presence(office.ports, SESSION, office.now)


def test_well_measured_quarter_hours_without_people_are_nobody(office: Office) -> None:
    office.at(20)
    office.measured(0)
    assert seen(office) is Presence.NOBODY


def test_people_in_any_quarter_hour_are_seen(office: Office) -> None:
    office.at(35)
    office.measured(0, 4)
    assert seen(office) is Presence.SEEN


def test_those_who_leave_at_the_start_are_not_of_this_session(office: Office) -> None:
    office.at(20)
    office.measured(1, used_min=2.5)
    office.ports.live.put(a_state(0, "room", at=office.now), at=office.now)  # type: ignore[attr-defined]
    assert seen(office) is Presence.NOBODY
    office.measured(1, used_min=4)
    assert seen(office) is Presence.SEEN


def test_a_gap_is_no_data_and_not_nobody(office: Office) -> None:
    office.at(35)
    office.measured(0, None)
    office.ports.live.put(a_state(0, "room", at=office.now), at=office.now)  # type: ignore[attr-defined]
    assert seen(office) is Presence.UNKNOWN
    assert most_people(office.ports, SESSION, office.at(70)) is None


def test_before_the_first_facts_are_there_nothing_is_known(office: Office) -> None:
    office.at(16)
    office.ports.live.put(a_state(0, "room", at=office.now), at=office.now)  # type: ignore[attr-defined]
    assert seen(office) is Presence.UNKNOWN


@pytest.mark.parametrize(
    "change",
    [
        {"people": None},
        {"silent": ("room-door",)},
        {"at": NOON - timedelta(minutes=1)},
        {"at": None},
    ],
    ids=str,
)
def test_a_live_state_that_is_old_or_deaf_lets_nothing_be_given_back(
    office: Office, change: dict[str, object]
) -> None:
    office.at(20)
    office.measured(0)
    state = replace(a_state(0, "room", at=office.now), **change)  # type: ignore[arg-type]
    office.ports.live.put(state, at=office.now)  # type: ignore[attr-defined]
    assert seen(office) is Presence.UNKNOWN


def test_somebody_who_has_just_come_in_is_seen(office: Office) -> None:
    office.at(20)
    office.measured(0)
    office.ports.live.put(a_state(1, "room", at=office.now), at=office.now)  # type: ignore[attr-defined]
    assert seen(office) is Presence.SEEN


def test_once_it_is_over_the_facts_speak_alone(office: Office) -> None:
    office.at(66)
    office.measured(0, 0, 0, 0)
    office.ports.live.put(a_state(9, "room", at=office.now), at=office.now)  # type: ignore[attr-defined]
    assert seen(office) is Presence.NOBODY


def test_nobody_can_tell_whose_people_are_in_a_shared_space_or_a_part(office: Office) -> None:
    office.at(66)
    for session in (a_session(NOON, space="gym"), a_session(NOON, space="hall", units=("east",))):
        office.measured(0, 0, 0, 0, space=session.space)
        assert presence(office.ports, session, office.now) is Presence.UNKNOWN
        assert most_people(office.ports, session, office.now) is None


def test_the_most_people_are_those_after_the_session_before_has_left(office: Office) -> None:
    office.at(66)
    office.measured(30, 11, 12, 10)
    assert most_people(office.ports, SESSION, office.now) == 12
    short = a_session(NOON, 0.25)
    assert most_people(office.ports, short, office.now) == 30
