"""A month's report from draft to signature: by two persons at least, never with an unanswered gap, and with every version kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.db import Database, open_database
from models.document import canonical, plain
from models.metric.period import month_of
from models.ports import Ports
from models.report.again import Again
from models.report.comparison import CHANGES
from models.report.life import Deed, Obstacle, exceptions
from models.report.making import Imprint, made
from models.report.sheet import Sheet, SheetKey
from models.report.sheets import SHEETS
from models.report.version import ReportStatus, ReportVersion
from models.services.month_inputs import gather
from models.services.reporting import (
    again_of,
    compared,
    history,
    in_the_way,
    make,
    remarks,
    reports_of,
    statement_of,
    step,
    takeable,
)
from models.services.strangers import RefusedError
from tests.builders import a_fact
from tests.monthly import HOURS, PROMISED, a_month_house, slots

OCTOBER = date(2026, 10, 1)


def _somebody(name: str, role: Role) -> Account:
    return Account(id=1, name=name, grants=(Grant(role=role),))


MANAGER, FINANCE = _somebody("wang", Role.MANAGER), _somebody("li", Role.FINANCE)
OPERATOR, OFFICE = _somebody("zhao", Role.OPERATOR), _somebody("chen", Role.VIEWER)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('reports') / 'centre.db'}")
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def house(kept: Database, request: pytest.FixtureRequest) -> Ports:
    """The gym says nothing for two hours a day, which stands in the way of a signature."""
    ports = a_month_house(OCTOBER, reports=kept.reports(request.node.name), audit=kept.audit().append)
    silent = [at + timedelta(hours=3) for day in month_of(OCTOBER).days() for at in slots(day)]
    ports.slots.put([a_fact(at, None) for at in silent])
    return ports


def _refused(error: pytest.ExceptionInfo[RefusedError]) -> str:
    return error.value.message.key


def test_what_has_not_changed_is_not_made_twice(house: Ports) -> None:
    first = make(house, FINANCE, OCTOBER)
    assert make(house, MANAGER, OCTOBER) == first
    assert list(history(house, MANAGER)) == [first]
    assert first.coverage == pytest.approx(HOURS / PROMISED)


def test_late_readings_make_a_revision_that_lists_what_changed_and_why(house: Ports) -> None:
    first = make(house, FINANCE, OCTOBER)
    late = slots(OCTOBER)[0] - timedelta(hours=1)
    house.slots.put([a_fact(late, 8)])
    second = make(house, "system", OCTOBER)
    assert (second.number, second.inputs != first.inputs) == (1, True)
    found = compared(house, second, first)
    assert set(found.reasons) == {"use", "heat"} | {one for one in found.reasons if one == "standard"}
    hours = next(
        one
        for one in found.differences
        if one.place.table == "use" and (one.place.row, one.place.column) == ("gym", "person_hours")
    )
    assert hours.before is not None
    assert hours.after is not None
    assert (hours.after.number or 0) - (hours.before.number or 0) == pytest.approx(8 / 4)
    cover = next(one for one in statement_of(house, second).sheets if one.key == SheetKey.COVER)
    assert {row.key for row in cover.table(CHANGES).rows} >= {"use.total.person_hours"}
    assert remarks(second)[-1].key == "report.remark.revision"


def test_every_version_is_made_again_from_what_is_kept_of_it(house: Ports) -> None:
    first = make(house, FINANCE, OCTOBER)
    house.slots.put([a_fact(slots(OCTOBER)[0] - timedelta(hours=1), 8)])
    second = make(house, FINANCE, OCTOBER)
    assert again_of(house, first) is Again.SAME
    assert again_of(house, second) is Again.SAME
    assert again_of(house, replace(first, run="another")) is Again.OTHER


def test_a_gap_is_signed_only_once_the_manager_answers_for_it(house: Ports) -> None:
    checked = step(house, FINANCE, make(house, "system", OCTOBER), Deed.CHECK)
    assert in_the_way(house, checked) == {Obstacle.COVERAGE}
    with pytest.raises(RefusedError) as error:
        step(house, MANAGER, checked, Deed.SIGN)
    assert _refused(error) == "refused.report.in_the_way"
    with pytest.raises(RefusedError) as error:
        step(house, MANAGER, checked, Deed.EXCEPT, "  ")
    assert _refused(error) == "refused.report.reason"
    answered = step(house, MANAGER, checked, Deed.EXCEPT, "counters were mended")
    signed = step(house, MANAGER, answered, Deed.SIGN)
    assert signed.status is ReportStatus.SIGNED
    assert [one.key for one in remarks(signed)] == [
        "report.remark.signed",
        "report.remark.by",
        "report.remark.exception",
    ]


def test_what_is_sent_back_must_be_checked_and_answered_for_anew(house: Ports) -> None:
    draft = step(house, MANAGER, make(house, "system", OCTOBER), Deed.EXCEPT, "counters were mended")
    checked = step(house, FINANCE, draft, Deed.CHECK)
    back = step(house, MANAGER, checked, Deed.SEND_BACK, "the hall is missing")
    assert (back.status, list(exceptions(back))) == (ReportStatus.DRAFT, [])


def test_books_that_were_closed_after_it_was_made_are_in_the_way_until_it_is_made_anew(
    house: Ports, kept: Database, request: pytest.FixtureRequest
) -> None:
    books = kept.money(request.node.name)
    house = replace(house, money=books)
    draft = make(house, "system", OCTOBER)
    assert in_the_way(house, draft) == {Obstacle.COVERAGE, Obstacle.BOOKS_OPEN}
    answered = step(house, MANAGER, draft, Deed.EXCEPT, "counters were mended, a bill is late")
    books.months.ask(OCTOBER, by="li", at=house.clock())
    books.months.agree(OCTOBER, by="wang", at=house.clock())
    assert in_the_way(house, answered) == {Obstacle.BOOKS_SINCE}
    new = make(house, "system", OCTOBER)
    assert (new.number, in_the_way(house, new)) == (1, {Obstacle.COVERAGE})


def test_nobody_answers_in_advance_for_whatever_may_come(house: Ports) -> None:
    draft = step(house, MANAGER, make(house, "system", OCTOBER), Deed.EXCEPT, "counters were mended")
    assert draft.signatures[-1].answers == (Obstacle.COVERAGE,)
    with pytest.raises(RefusedError) as error:
        step(house, MANAGER, draft, Deed.EXCEPT, "and for the rest")
    assert _refused(error) == "refused.report.nothing_to_answer"
    assert Deed.EXCEPT not in takeable(house, MANAGER, draft)


def test_who_made_it_may_sign_it_once_another_has_checked_it(house: Ports) -> None:
    made = step(house, MANAGER, make(house, MANAGER, OCTOBER), Deed.EXCEPT, "counters were mended")
    assert step(house, MANAGER, step(house, FINANCE, made, Deed.CHECK), Deed.SIGN).made_by == MANAGER.name


def test_nobody_checks_what_he_made_nor_signs_what_he_checked(house: Ports) -> None:
    made = make(house, FINANCE, OCTOBER)
    with pytest.raises(RefusedError) as error:
        step(house, FINANCE, made, Deed.CHECK)
    assert _refused(error) == "refused.report.made_it"
    checked = step(house, MANAGER, made, Deed.CHECK)
    with pytest.raises(RefusedError) as error:
        step(house, MANAGER, checked, Deed.SIGN)
    assert _refused(error) == "refused.report.checked_it"


def test_a_step_is_taken_from_what_was_seen_or_not_at_all(house: Ports) -> None:
    draft = make(house, "system", OCTOBER)
    step(house, FINANCE, draft, Deed.CHECK)
    with pytest.raises(RefusedError) as error:
        step(house, MANAGER, draft, Deed.CHECK)
    assert _refused(error) == "refused.report.changed"
    house.slots.put([a_fact(slots(OCTOBER)[0] - timedelta(hours=1), 8)])
    make(house, "system", OCTOBER)
    with pytest.raises(RefusedError) as error:
        step(house, FINANCE, draft, Deed.CHECK)
    assert _refused(error) == "refused.report.newer"


@pytest.mark.parametrize("deed", [Deed.SIGN, Deed.SEND])
def test_no_step_is_skipped(house: Ports, deed: Deed) -> None:
    with pytest.raises(RefusedError):
        step(house, MANAGER, make(house, "system", OCTOBER), deed)


def test_the_office_sees_only_what_is_signed_and_an_operator_nothing(house: Ports) -> None:
    draft = make(house, "system", OCTOBER)
    assert list(history(house, OFFICE)) == []
    with pytest.raises(RefusedError):
        history(house, OPERATOR)
    checked = step(house, FINANCE, draft, Deed.CHECK)
    signed = step(house, MANAGER, step(house, MANAGER, checked, Deed.EXCEPT, "known"), Deed.SIGN)
    assert list(history(house, OFFICE)) == [signed]
    sent = step(house, MANAGER, signed, Deed.SEND)
    assert list(history(house, OFFICE)) == [sent]


def test_a_month_that_has_not_begun_is_refused_by_name(house: Ports) -> None:
    with pytest.raises(RefusedError) as error:
        make(house, MANAGER, date(2027, 1, 1))
    assert error.value.message.values == {"month": "2027-01"}


def test_what_readers_hold_of_the_month_before_is_remembered_and_a_later_revision_of_it_changes_nothing(
    house: Ports,
) -> None:
    september = make(house, "system", date(2026, 9, 1))
    october = make(house, "system", OCTOBER)
    assert october.last_month == september.statement
    house.slots.put([a_fact(slots(date(2026, 9, 3))[0], 8)])
    assert make(house, "system", date(2026, 9, 1)).number == 1
    assert again_of(house, october) is Again.SAME


def test_what_readers_hold_of_the_same_month_a_year_ago_is_remembered(house: Ports) -> None:
    then = make(house, "system", date(2025, 10, 1))
    october = make(house, "system", OCTOBER)
    assert (october.last_year, october.last_month) == (then.statement, "")
    assert again_of(house, october) is Again.SAME


def test_a_draft_of_a_program_that_said_otherwise_is_made_anew_and_a_signed_one_stands(
    house: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = make(house, "system", OCTOBER)
    monkeypatch.setitem(SHEETS, SheetKey.MARKET, lambda _inputs: Sheet(key=SheetKey.MARKET, tables=()))
    new = make(house, "system", OCTOBER)
    assert (new.number, new.inputs, new.statement != draft.statement) == (1, draft.inputs, True)
    checked = step(house, FINANCE, new, Deed.CHECK)
    signed = step(house, MANAGER, step(house, MANAGER, checked, Deed.EXCEPT, "known"), Deed.SIGN)
    monkeypatch.undo()
    assert make(house, "system", OCTOBER) == signed


def _given_out(ports: Ports, version: ReportVersion) -> ReportVersion:
    version = step(ports, FINANCE, version, Deed.CHECK)
    version = step(ports, MANAGER, version, Deed.EXCEPT, "counters were mended")
    return step(ports, MANAGER, step(ports, MANAGER, version, Deed.SIGN), Deed.SEND)


def test_a_revision_tells_what_changed_since_the_one_that_readers_hold_and_not_since_a_draft(
    house: Ports,
) -> None:
    sent = _given_out(house, make(house, "system", OCTOBER))
    house.slots.put([a_fact(slots(OCTOBER)[0] - timedelta(hours=1), 40)])
    unseen = make(house, "system", OCTOBER)
    house.slots.put([a_fact(slots(date(2026, 10, 2))[0] - timedelta(hours=1), 8)])
    revision = make(house, "system", OCTOBER)
    assert (unseen.number, revision.number, revision.replaces) == (1, 2, sent.statement)
    cover = next(one for one in statement_of(house, revision).sheets if one.key == SheetKey.COVER)
    (hours,) = [row for row in cover.table(CHANGES).rows if row.key == "use.total.person_hours"]
    before, after = (cell.number or 0 for cell in hours.cells[-2:])
    assert after - before == pytest.approx((40 + 8) / 4)
    _given_out(house, revision)
    assert again_of(house, unseen) is Again.SAME
    assert again_of(house, revision) is Again.SAME


def test_of_the_month_before_readers_hold_what_was_signed_and_not_a_newer_draft(house: Ports) -> None:
    september = date(2026, 9, 1)
    sent = _given_out(house, make(house, "system", september))
    house.slots.put([a_fact(slots(september)[0], 8)])
    assert make(house, "system", september).number == 1
    assert make(house, "system", OCTOBER).last_month == sent.statement


def test_what_is_signed_is_sent_beside_a_newer_draft_and_not_after_a_newer_signature(house: Ports) -> None:
    checked = step(house, FINANCE, make(house, "system", OCTOBER), Deed.CHECK)
    answered = step(house, MANAGER, checked, Deed.EXCEPT, "counters were mended")
    signed = step(house, MANAGER, answered, Deed.SIGN)
    house.slots.put([a_fact(slots(OCTOBER)[0] - timedelta(hours=1), 8)])
    draft = make(house, "system", OCTOBER)
    assert set(takeable(house, MANAGER, signed)) == {Deed.SEND}
    assert step(house, MANAGER, signed, Deed.SEND).status is ReportStatus.SENT
    newest = _given_out(house, draft)
    with pytest.raises(RefusedError) as error:
        step(house, MANAGER, signed, Deed.SEND)
    assert (_refused(error), newest.number) == ("refused.report.newer", 1)
    assert takeable(house, MANAGER, signed) == {}


def test_a_signed_month_that_an_older_program_kept_stands_and_its_figures_come_out_again(
    house: Ports,
) -> None:
    """Its inputs lack a field, its statement a table, that programs have had since."""
    inputs = gather(house, OCTOBER)
    bytes_then = canonical({name: one for name, one in plain(inputs).items() if name != "activity"})
    digest = sha256(bytes_then).hexdigest()
    imprint = Imprint(number="TEST-2026-10", run="test-202610-0", digest=digest)
    told = made(inputs, imprint)
    statement = canonical(replace(told, sheets=tuple(map(_without_elsewhere, told.sheets))))
    kept = ReportVersion(
        month=OCTOBER,
        number=0,
        run=imprint.run,
        status=ReportStatus.SIGNED,
        made_at=house.clock(),
        made_by="li",
        inputs=digest,
        statement=sha256(statement).hexdigest(),
        coverage=0.9,
    )
    entry = AuditEntry(at=house.clock(), actor="li", action="report.make", centre=house.centre.id)
    reports_of(house).add(kept, bytes_then, statement, entry)
    assert again_of(house, kept) is Again.NEWER_FORM
    assert make(house, "system", OCTOBER) == kept
    house.slots.put([a_fact(slots(OCTOBER)[0] - timedelta(hours=1), 8)])
    assert make(house, "system", OCTOBER).number == 1


def _without_elsewhere(sheet: Sheet) -> Sheet:
    return replace(sheet, tables=tuple(one for one in sheet.tables if one.key != "elsewhere"))
