"""Meetings come back as they were kept, and a decision's number is taken once, by two meetings at once neither."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.audit import AuditEntry
from models.db import Database
from models.needs.meeting import Meeting
from models.needs.ports import LoopChangedError, Meetings
from models.needs.sitting import Numbers, closed
from tests.models.needs.meeting import AT, CARRIED, OPEN, PLANNED

TOLD = AuditEntry(at=AT, actor="li", action="meeting.call", subject="m1", centre="shijiawan")
DAY = date(2026, 11, 25)


def kept_by(database: Database, centre: str = "shijiawan") -> Meetings:
    kept = database.loop(centre).meetings
    assert kept is not None
    return kept


def an_end(meeting: Meeting, numbers: Numbers) -> Meeting:
    return closed(meeting, "", "li", datetime(2026, 11, 25, 3, tzinfo=UTC), DAY, numbers)


def test_a_meeting_comes_back_as_it_was_kept_and_only_to_its_centre(database: Database) -> None:
    kept = kept_by(database)
    assert kept.put(replace(PLANNED, motions=(CARRIED,)), TOLD).revision == 1
    later = replace(PLANNED, id="m2", at=AT + timedelta(days=7))
    kept.put(later, TOLD)
    assert kept.all() == [later, replace(PLANNED, motions=(CARRIED,))]
    assert kept.find("m2") == later
    assert kept_by(database, "jiuyanqiao").all() == []
    assert kept.find("m3") is None


def test_of_two_changes_of_the_same_revision_one_is_refused_and_tells_nothing(database: Database) -> None:
    kept = kept_by(database)
    kept.put(PLANNED, TOLD)
    assert kept.put(OPEN, TOLD).revision == 2
    with pytest.raises(LoopChangedError):
        kept.put(replace(PLANNED, title="another"), TOLD)
    assert kept.find("m1") == replace(OPEN, revision=2)
    assert len(database.audit().recent(10)) == 2


def test_meetings_that_close_at_once_never_share_a_number_and_leave_none_out(database: Database) -> None:
    kept, many = kept_by(database), 6
    standing = [replace(OPEN, id=f"m{n}", motions=(CARRIED, replace(CARRIED, id="c"))) for n in range(many)]
    for one in standing:
        kept.put(one, TOLD)
    at_once = Barrier(many)

    def close(one: Meeting) -> Meeting:
        at_once.wait()
        return kept.close(one, 2026, TOLD, lambda numbers: an_end(one, numbers))

    with ThreadPoolExecutor(many) as pool:
        ended = list(pool.map(close, standing))
    taken = [motion.decision for one in ended for motion in one.motions]
    assert sorted(taken) == sorted(f"2026-{n}" for n in range(1, 2 * many + 1))


def test_who_closes_what_was_changed_meanwhile_is_refused_and_takes_no_number(database: Database) -> None:
    kept, one = kept_by(database), replace(OPEN, motions=(CARRIED,))
    kept.put(one, TOLD)
    kept.put(replace(one, title="changed"), TOLD)
    with pytest.raises(LoopChangedError):
        kept.close(one, 2026, TOLD, lambda numbers: an_end(one, numbers))
    second = replace(one, id="m2")
    kept.put(second, TOLD)
    ended = kept.close(second, 2026, TOLD, lambda numbers: an_end(second, numbers))
    assert ended.motions[0].decision == "2026-1"


def test_each_year_and_each_centre_counts_its_decisions_from_one(database: Database) -> None:
    numbers = []
    for centre, year in (("shijiawan", 2026), ("shijiawan", 2027), ("jiuyanqiao", 2026)):
        kept, one = kept_by(database, centre), replace(OPEN, id=f"{centre}{year}", motions=(CARRIED,))
        kept.put(one, TOLD)
        ended = kept.close(one, year, TOLD, lambda free, one=one: an_end(one, free))  # type: ignore[misc]
        numbers.append(ended.motions[0].decision)
    assert numbers == ["2026-1", "2027-1", "2026-1"]


@pytest.mark.parametrize("deed", ["DELETE FROM decision", "UPDATE decision SET meeting = 'other'"])
def test_the_database_itself_keeps_the_numbers(database: Database, deed: str) -> None:
    kept, one = kept_by(database), replace(OPEN, motions=(CARRIED,))
    kept.put(one, TOLD)
    kept.close(one, 2026, TOLD, lambda numbers: an_end(one, numbers))
    with pytest.raises(DBAPIError, match="kept"), database.connections.writing() as connection:
        connection.execute(text(deed))
