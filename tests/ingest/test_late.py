"""Readings of days that are over are told from those of today, by the clock of their centre."""

from datetime import timedelta
from pathlib import Path

from ingest.late import LateDay, Lateness
from ingest.late_journal import LateJournal
from ingest.spool import Settlement, Spool
from models.centre import CentreId, SensorId
from tests.measured import DAY, ZONE, local, totals

CENTRE = CentreId("test")
DOOR = SensorId("gym-door")
TOMORROW = DAY + timedelta(days=1)


def test_only_what_belongs_to_a_business_day_before_todays_is_late() -> None:
    lateness = Lateness({CENTRE: ZONE}, clock=lambda: local(4, day=TOMORROW))
    last = local(4, day=TOMORROW) - timedelta(seconds=1)
    assert lateness.of(CENTRE, totals(last, 1, 1)) == {LateDay(CENTRE, DOOR, DAY)}
    assert lateness.of(CENTRE, totals(local(4, day=TOMORROW), 1, 1)) == set()
    assert lateness.of(CentreId("other"), totals(last, 1, 1)) == set()


def test_a_day_that_was_touched_again_meanwhile_is_not_struck_out(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db")
    journal = LateJournal(spool, CENTRE)
    spool.settle(Settlement(late_days={LateDay(CENTRE, DOOR, DAY), LateDay(CENTRE, DOOR, TOMORROW)}))
    read = journal.left()
    spool.settle(Settlement(late_days={LateDay(CENTRE, DOOR, DAY), LateDay(CentreId("other"), DOOR, DAY)}))
    journal.forget(read)
    assert [day for _, day in journal.left()] == [LateDay(CENTRE, DOOR, DAY)]
    assert len(LateJournal(spool, CentreId("other")).left()) == 1
    spool.close()
