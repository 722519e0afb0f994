"""What each source counted is kept apart and replaced by itself alone."""

from dataclasses import replace

from models.db import Database
from models.programme.attendance import Attendance, AttendanceSource
from tests.builders import NOON
from tests.models.db.offices import CENTRE

COUNTED = Attendance(
    session="s1", source=AttendanceSource.MANUAL, people=14, concession=9, at=NOON, by="wang"
)


def test_sources_stand_beside_each_other(database: Database) -> None:
    attendances = database.programme(CENTRE).attendances
    seen = replace(COUNTED, source=AttendanceSource.SENSOR, people=12, concession=None, by="")
    attendances.put([COUNTED, seen, replace(COUNTED, session="s2")])
    attendances.put([replace(seen, people=13)])
    assert attendances.of_sessions(["s1"]) == [COUNTED, replace(seen, people=13)]
    assert attendances.of_sessions([]) == []
