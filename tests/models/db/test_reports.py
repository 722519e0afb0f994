"""Versions of reports come back as they were kept, each step is taken by one person only, and nothing said is unsaid."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.db import Database
from models.report.life import Deed
from models.report.ports import ReportChangedError
from models.report.version import ReportStatus, ReportVersion, Signature
from models.services.reporting import make, step
from models.services.strangers import RefusedError
from tests.monthly import a_month_house

AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
INPUTS, STATEMENT = b"what was read", b"what was said of it"
FIRST = ReportVersion(
    month=date(2026, 10, 1),
    number=0,
    run="r-1",
    status=ReportStatus.DRAFT,
    made_at=AT,
    made_by="wang",
    inputs=sha256(INPUTS).hexdigest(),
    statement=sha256(STATEMENT).hexdigest(),
    coverage=0.93,
)
CHECKED = replace(
    FIRST,
    status=ReportStatus.CHECKED,
    signatures=(Signature(act="checked", by="li", at=AT, reason="looked at it"),),
)
TOLD = AuditEntry(at=AT, actor="wang", action="report.make", subject="2026-10.0", centre="shijiawan")


def test_a_version_comes_back_with_the_bytes_that_it_was_made_from(database: Database) -> None:
    reports = database.reports("shijiawan")
    reports.add(FIRST, INPUTS, STATEMENT, TOLD)
    assert list(reports.versions(FIRST.month)) == [FIRST]
    assert (reports.content(FIRST.inputs), reports.content(FIRST.statement)) == (INPUTS, STATEMENT)
    assert database.reports("jiuyanqiao").versions() == []
    assert database.reports("jiuyanqiao").content(FIRST.inputs) is None


def test_versions_are_told_newest_month_and_newest_version_first(database: Database) -> None:
    reports = database.reports("shijiawan")
    later = replace(FIRST, month=date(2026, 11, 1))
    for version in (FIRST, later, replace(FIRST, number=1)):
        reports.add(version, INPUTS, STATEMENT, TOLD)
    assert [(one.month.month, one.number) for one in reports.versions()] == [(11, 0), (10, 1), (10, 0)]


def test_a_number_is_given_once_and_the_refused_one_leaves_no_trace(database: Database) -> None:
    reports = database.reports("shijiawan")
    reports.add(FIRST, INPUTS, STATEMENT, TOLD)
    with pytest.raises(ReportChangedError, match="2026-10 0"):
        reports.add(replace(FIRST, run="r-2"), b"other inputs", STATEMENT, TOLD)
    assert reports.content(sha256(b"other inputs").hexdigest()) is None
    assert len(database.audit().recent(10)) == 1


def test_of_two_who_take_a_step_from_the_same_state_one_is_told_that_it_changed(database: Database) -> None:
    reports = database.reports("shijiawan")
    reports.add(FIRST, INPUTS, STATEMENT, TOLD)
    assert reports.move(CHECKED, TOLD) == replace(CHECKED, revision=2)
    with pytest.raises(ReportChangedError):
        reports.move(replace(FIRST, status=ReportStatus.SIGNED), TOLD)
    assert list(reports.versions()) == [replace(CHECKED, revision=2)]


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE report_version SET inputs = 'another'",
        "UPDATE report_content SET digest = 'another'",
        "DELETE FROM report_version",
        "DELETE FROM report_content",
    ],
)
def test_the_database_itself_refuses_to_unsay_what_a_report_said(database: Database, deed: str) -> None:
    reports = database.reports("shijiawan")
    reports.add(FIRST, INPUTS, STATEMENT, TOLD)
    with pytest.raises(DBAPIError, match="is kept"), database.connections.writing() as connection:
        connection.execute(text(deed))
    assert list(reports.versions()) == [FIRST]


@pytest.mark.parametrize("deed", [Deed.CHECK, Deed.SIGN])
def test_of_two_who_sign_at_once_one_is_written_and_the_other_told(database: Database, deed: Deed) -> None:
    trail_of = database.audit()
    house = a_month_house(FIRST.month, measured=True, reports=database.reports("test"), audit=trail_of.append)
    seen = make(house, "system", FIRST.month)
    if deed is Deed.SIGN:
        seen = step(house, _somebody("li", Role.FINANCE), seen, Deed.CHECK)
    start = Barrier(2)

    def sign(name: str) -> str:
        start.wait(20)
        try:
            return step(house, _somebody(name, Role.MANAGER), seen, deed).signatures[-1].by
        except RefusedError as error:
            return error.message.key

    with ThreadPoolExecutor(2) as pool:
        told = set(pool.map(sign, ["wang", "zhao"]))
    (kept,) = database.reports("test").versions()
    winner = kept.signatures[-1].by
    assert told == {winner, "refused.report.changed"}
    assert [one.act for one in kept.signatures].count(deed) == 1
    trail = [record.entry for record in trail_of.recent(20)]
    assert [one.actor for one in trail if one.action == f"report.{deed}"] == [winner]


def _somebody(name: str, role: Role) -> Account:
    return Account(id=1, name=name, grants=(Grant(role=role),))
