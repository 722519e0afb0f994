"""Peak lists are written once."""

from dataclasses import replace
from datetime import UTC, date, datetime

from models.calendar import DayType
from models.centre import SpaceId
from models.db import Database
from models.metric.peak import PeakList

GYM = SpaceId("gym")
QUARTER = date(2026, 10, 1)
PEAK = PeakList(
    space=GYM,
    valid_from=QUARTER,
    slots={DayType.WORKDAY: frozenset({37, 38}), DayType.REST: frozenset()},
    busy=29.5,
    coverage=0.75,
    made_at=datetime(2026, 10, 2, 4, 0, 0, 5, tzinfo=UTC),
)


def test_a_list_comes_back_as_it_was(database: Database) -> None:
    decided = replace(PEAK, valid_from=date(2026, 11, 5), busy=None, coverage=None, by="wang", why="节日")
    database.peaks("shijiawan").keep([decided, PEAK])
    assert database.peaks("shijiawan").within([GYM], QUARTER, date(2026, 12, 31)) == [PEAK, decided]
    assert database.peaks("shijiawan").within([GYM], QUARTER, QUARTER) == [PEAK]
    assert database.peaks("other").within([GYM], QUARTER, QUARTER) == []


def test_a_list_that_is_kept_is_never_changed(database: Database) -> None:
    hall = replace(PEAK, space=SpaceId("hall"))
    database.peaks("shijiawan").keep([PEAK])
    database.peaks("shijiawan").keep([replace(PEAK, slots={}, busy=1.0), hall])
    assert database.peaks("shijiawan").within([GYM, hall.space], QUARTER, QUARTER) == [PEAK, hall]
