"""Own reports come back as they were kept, one change wins, and papers stay what they said until they are too old."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from models.audit import AuditEntry
from models.centre import SpaceId
from models.db import Database
from models.db.tables import MadePaperRow
from models.report.own.choice import Grouping, OwnChoice
from models.report.own.ports import OwnChangedError
from models.report.own.saved import MadePaper, OwnReport, Rhythm
from models.report.own.span import FIXED
from models.report.paper import Paper

AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
TOLD = AuditEntry(at=AT, actor="wang", action="own.keep", subject="a", centre="centre")
CHOICE = OwnChoice(
    metrics=("person_hours", "fill_rate"),
    by=Grouping.HALF_HOUR,
    span=FIXED,
    first=date(2026, 10, 1),
    last=date(2026, 10, 31),
    spaces=(SpaceId("gym"),),
)
ONE = OwnReport(
    id="a", name="课程", choice=CHOICE, by="wang", at=AT, shared=True, rhythm=Rhythm.WEEKLY, to=("r1",)
)
PAPER = MadePaper(key="own.a.2026-11-02", paper=Paper.OWN, first=date(2026, 10, 1), at=AT, report="a")


def test_a_report_comes_back_as_it_was_kept_in_its_own_centre(database: Database) -> None:
    reports = database.own("centre").reports
    kept = reports.put(ONE, TOLD)
    assert reports.all() == [kept] == [replace(ONE, revision=2)]
    assert database.own("other").reports.all() == []


def test_the_second_of_two_changes_is_refused_and_leaves_no_line_in_the_trail(database: Database) -> None:
    reports = database.own("centre").reports
    kept = reports.put(ONE, TOLD)
    changed = reports.put(replace(kept, name="新"), TOLD)
    lines = len(database.audit().recent(99))
    with pytest.raises(OwnChangedError):
        reports.put(replace(kept, name="旧"), TOLD)
    with pytest.raises(OwnChangedError):
        reports.put(ONE, TOLD)
    with pytest.raises(OwnChangedError):
        reports.remove(kept, TOLD)
    assert len(database.audit().recent(99)) == lines
    reports.remove(changed, TOLD)
    assert reports.all() == []


def test_a_paper_says_for_ever_what_it_said_first(database: Database) -> None:
    papers = database.own("centre").papers
    assert papers.add(PAPER, b"first", AT - timedelta(days=1))
    assert not papers.add(replace(PAPER, name="x"), b"second", AT - timedelta(days=1))
    assert (papers.all(), papers.content(PAPER.key)) == ([PAPER], b"first")
    assert database.own("other").papers.content(PAPER.key) is None


def test_what_is_too_old_goes_when_something_new_comes(database: Database) -> None:
    papers = database.own("centre").papers
    papers.add(PAPER, b"old", AT)
    new = replace(PAPER, key="b", at=AT + timedelta(days=500))
    papers.add(new, b"new", AT + timedelta(days=100))
    assert papers.all() == [new]


def test_damaged_bytes_are_not_there(database: Database) -> None:
    papers = database.own("centre").papers
    papers.add(PAPER, b"first", AT)
    with database.connections.writing() as connection:
        connection.execute(update(MadePaperRow).values(statement=b"abc"))
    assert papers.content(PAPER.key) is None
