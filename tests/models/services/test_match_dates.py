"""A match that is called off leaves the timetable by its rules, or says why it cannot."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.calendar import Window
from models.needs.provider import Match, MatchStatus
from models.ports import Ports
from models.programme.session import Session
from models.services.match_board import board, waiting_need
from models.services.match_slot import free_slots
from models.services.matching import Wanted, agree, end
from models.services.pool import takes_by_topic
from models.services.strangers import RefusedError
from tests.matched import COORDINATOR, helper, matched, need, pool_in
from tests.models.services.test_match_slot import peaks
from tests.timetabled import ORGANISER, programme_in

NURSE = helper("nurse", ["血压"])


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = matched(tmp_path, [need("n0")], [NURSE])
    yield replace(ports, peaks=peaks(ports))
    database.close()


def dated(ports: Ports) -> Match:
    """A match in the timetable."""
    (slot, *_) = free_slots(ports, waiting_need(board(ports), "n0"), NURSE, takes_by_topic(ports)["health"])
    where = {"space": slot.space, "start": slot.window.start.isoformat()}
    return agree(ports, ORGANISER, Wanted(need="n0", provider="nurse", kind="culture-sport", **where))


def sessions(ports: Ports, match: Match) -> list[Session]:
    assert match.start is not None
    found = programme_in(ports).sessions.of_series(match.series, match.start)
    return [one for one in found if one.held]


@pytest.mark.parametrize("to", [MatchStatus.CANCELLED, MatchStatus.REFUSED])
def test_what_is_called_off_frees_its_room(ports: Ports, to: MatchStatus) -> None:
    kept = dated(ports)
    assert len(sessions(ports, kept)) == 1
    end(ports, ORGANISER, kept.id, kept.revision, to)
    assert sessions(ports, kept) == []
    assert dated(ports).start == kept.start


def test_what_is_done_keeps_its_date(ports: Ports) -> None:
    kept = dated(ports)
    end(ports, COORDINATOR, kept.id, kept.revision, MatchStatus.DONE)
    assert len(sessions(ports, kept)) == 1


def test_who_may_not_change_the_timetable_calls_off_nothing_that_stands_in_it(ports: Ports) -> None:
    kept = dated(ports)
    with pytest.raises(RefusedError, match=r"refused\.match\.in_timetable"):
        end(ports, COORDINATOR, kept.id, kept.revision, MatchStatus.CANCELLED)
    assert (pool_in(ports).matches(), len(sessions(ports, kept))) == ([kept], 1)


def test_a_session_that_was_moved_by_hand_has_to_be_cancelled_first(ports: Ports) -> None:
    kept = dated(ports)
    (session,) = sessions(ports, kept)
    later = Window(session.window.end, session.window.end + session.window.length)
    (moved,) = programme_in(ports).sessions.write([replace(session, window=later, detached=True)])
    with pytest.raises(RefusedError, match=r"refused\.match\.booked"):
        end(ports, ORGANISER, kept.id, kept.revision, MatchStatus.CANCELLED)
    assert (pool_in(ports).matches(), sessions(ports, kept)) == ([kept], [moved])
