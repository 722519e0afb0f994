"""Activities and volunteer work, on both databases: one session is one activity, and nobody overwrites what he has not seen."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier

import pytest

from models.audit import AuditEntry
from models.db import Database
from models.db.activities import SqlActivities
from models.needs.activity import Activity, ActivityStatus, VolunteerWork
from models.needs.ports import LoopChangedError

AT = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 1)
FAIR = Activity(
    id="a1",
    kind="charity-fair",
    name={"zh-Hans": "义仓义集", "en": "Charity fair"},
    day=DAY,
    status=ActivityStatus.HELD,
    attendances=84,
    persons=60,
    project="p1",
)
WORK = VolunteerWork(id="w1", activity="a1", day=DAY, volunteers=6, minutes=720, by="chen", at=AT)


@pytest.fixture
def activities(database: Database) -> SqlActivities:
    return SqlActivities(database.connections, "shijiawan")


def told(action: str = "activity.plan") -> AuditEntry:
    return AuditEntry(at=AT, actor="chen", action=action, subject="a1", centre="shijiawan")


def trail(database: Database) -> list[str]:
    return [one.entry.action for one in database.audit().recent(50)]


def test_an_activity_is_kept_whole_and_its_revision_raised(
    activities: SqlActivities, database: Database
) -> None:
    kept = activities.put(FAIR, told())
    assert kept == replace(FAIR, revision=2)
    assert activities.all() == [kept]
    assert SqlActivities(database.connections, "elsewhere").all() == []
    assert trail(database) == ["activity.plan"]


def test_whoever_has_not_seen_the_newest_revision_writes_nothing(
    activities: SqlActivities, database: Database
) -> None:
    kept = activities.put(FAIR, told())
    activities.put(replace(kept, attendances=90), told("activity.count"))
    with pytest.raises(LoopChangedError):
        activities.put(replace(kept, attendances=70), told("activity.count"))
    with pytest.raises(LoopChangedError):
        activities.remove(kept, told("activity.remove"))
    assert [one.attendances for one in activities.all()] == [90]
    assert len(trail(database)) == 2


def test_a_session_of_the_programme_is_one_activity_and_no_other(activities: SqlActivities) -> None:
    activities.put(replace(FAIR, session="s1"), told())
    with pytest.raises(LoopChangedError):
        activities.put(replace(FAIR, id="a2", session="s1"), told())
    activities.put(replace(FAIR, id="a3"), told())
    activities.put(
        replace(FAIR, id="a4"), told()
    )  # what was held elsewhere has no session, and may be as often
    assert [one.id for one in activities.all()] == ["a1", "a3", "a4"]


def test_of_two_who_begin_the_same_at_once_one_is_told(activities: SqlActivities) -> None:
    both = Barrier(2)

    def put(people: int) -> bool:
        both.wait()
        try:
            activities.put(replace(FAIR, attendances=people), told())
        except LoopChangedError:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(put, [1, 2])) == [False, True]


def test_work_is_counted_in_minutes_of_all_and_goes_with_its_activity(
    activities: SqlActivities, database: Database
) -> None:
    kept = activities.put(FAIR, told())
    activities.put_work(WORK, told("volunteer.enter"))
    activities.put_work(replace(WORK, id="w2", activity="a9", project="p2"), told("volunteer.enter"))
    assert [one.minutes for one in activities.work()] == [720, 720]
    activities.remove(kept, told("activity.remove"))
    assert [one.id for one in activities.work()] == ["w2"]
    assert activities.remove_work("w2", told("volunteer.remove"))
    assert not activities.remove_work("w2", told("volunteer.remove"))
    assert trail(database).count("volunteer.remove") == 1
