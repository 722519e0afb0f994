"""Imports: tried without a trace, taken in once however often, refused row by row, undone as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.exchange.batch import Batch, Outcome
from models.exchange.columns import IMPORTS
from models.exchange.drafting import drafted
from models.exchange.sheet import Sheet
from models.hold import SessionStatus
from models.ports import Ports
from models.programme.who import Who
from models.services.imports import (
    WAYS,
    Judged,
    Undone,
    begin,
    dry_run,
    history,
    kinds_for,
    names_of,
    take_in,
    undo,
)
from models.services.offerings import begin as open_house
from models.services.office import book, place
from models.services.strangers import RefusedError
from tests.builders import NOON, a_place
from tests.models.services.offices import PARTY, WANG, Office, an_office

MANAGER = Account(id=2, name="li", grants=(Grant(role=Role.MANAGER),))
SESSIONS = ["id", "space", "date", "start", "end", "title", "kind", "places"]
YOGA = ["A-1", "room", "2026-12-05", "09:00", "10:00", "瑜伽", "culture-sport", "2"]
CHOIR = ["A-2", "hall", "2026-12-05", "09:00", "10:00", "合唱", "文体公益", "20"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    office.ports = replace(office.ports, batches=office.database.batches(office.ports.centre.id))
    open_house(office.ports)
    yield office
    office.database.close()


def trial(ports: Ports, kind: str, header: Sequence[str], *rows: Sequence[str]) -> list[Judged]:
    sheet = Sheet(header=header, rows=rows, numbers=range(2, 2 + len(rows)))
    return dry_run(ports, drafted(IMPORTS[kind], sheet, names_of(ports)))


def outcomes(judged: Sequence[Judged]) -> list[str]:
    return [one.outcome.value for one in judged]


def why(judged: Sequence[Judged]) -> list[str]:
    return [fault.expected.key for one in judged for fault in one.faults]


def bring(
    office: Office, kind: str, header: Sequence[str], *rows: Sequence[str]
) -> tuple[Batch, list[Judged]]:
    office.now += timedelta(seconds=1)
    batch = begin(office.ports, MANAGER, kind, "x.csv", "00")
    return take_in(office.ports, MANAGER, batch, trial(office.ports, kind, header, *rows))


def take_back(office: Office, batch: Batch) -> Undone:
    return undo(office.ports, MANAGER, batch.id)


def kept(office: Office) -> dict[str, tuple[str, int, str]]:
    latest = office.ports.batches.latest("sessions", ["A-1", "A-2"]) if office.ports.batches else {}
    return {
        one.external_id: (one.title["zh-Hans"], one.places, one.status.value)
        for one in office.programme.sessions.find([row.subject for row in latest.values()])
    }


def test_a_dry_run_writes_nothing(office: Office) -> None:
    assert outcomes(trial(office.ports, "sessions", SESSIONS, YOGA, CHOIR)) == ["new", "new"]
    assert (kept(office), history(office.ports), office.told) == ({}, [], [])


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    bring(office, "sessions", SESSIONS, YOGA, CHOIR)
    before = office.programme.sessions.modified_after(0, "", 9)
    assert outcomes(trial(office.ports, "sessions", SESSIONS, CHOIR, YOGA)) == ["same", "same"]
    assert bring(office, "sessions", SESSIONS, YOGA, CHOIR)[0].rows == 0
    assert office.programme.sessions.modified_after(0, "", 9) == before
    assert kept(office) == {"A-1": ("瑜伽", 2, "confirmed"), "A-2": ("合唱", 20, "confirmed")}


def test_what_people_changed_since_is_not_overwritten(office: Office) -> None:
    bring(office, "sessions", SESSIONS, YOGA)
    (session,) = office.programme.sessions.modified_after(0, "", 9)
    place(office.ports, MANAGER, [replace(session, title={"zh-Hans": "普拉提"})])
    assert outcomes(trial(office.ports, "sessions", SESSIONS, YOGA)) == ["same"]
    assert why(trial(office.ports, "sessions", SESSIONS, [*YOGA[:7], "3"])) == ["import.changed_since"]


def test_a_changed_row_changes_its_session_and_undo_puts_back_what_stood_there(office: Office) -> None:
    bring(office, "sessions", SESSIONS, YOGA)
    batch, _ = bring(office, "sessions", SESSIONS, [*YOGA[:5], "普拉提", YOGA[6], "5"])
    assert kept(office) == {"A-1": ("普拉提", 5, "confirmed")}
    assert take_back(office, batch).rows == 1
    assert kept(office) == {"A-1": ("瑜伽", 2, "confirmed")}
    assert outcomes(trial(office.ports, "sessions", SESSIONS, YOGA)) == ["same"]


def test_a_session_of_long_ago_is_settled_and_counted_by_what_sensors_kept_of_it(office: Office) -> None:
    day = f"{NOON:%Y-%m-%d}"  # NOON in UTC is the evening there
    start, end = (NOON.astimezone(office.ports.centre.zone_info) + timedelta(hours=n) for n in (0, 1))
    past = ["A-1", "room", day, f"{start:%H:%M}", f"{end:%H:%M}", "瑜伽", "culture-sport", "0"]
    empty = ["A-2", "hall", *past[2:]]
    office.now = NOON + timedelta(days=200)
    office.measured(3, 7, 5, 0)
    office.measured(0, 0, 0, 0, space="hall")
    batch, _ = bring(office, "sessions", SESSIONS, past, empty)
    ids = {one.external_id: one.id for one in office.programme.sessions.modified_after(0, "", 9)}
    assert {key: state for key, (_, _, state) in kept(office).items()} == {"A-1": "done", "A-2": "no_show"}
    counted = {one.session: one.people for one in office.programme.attendances.of_sessions(ids.values())}
    assert counted[ids["A-1"]] == 7
    assert outcomes(trial(office.ports, "sessions", SESSIONS, past)) == ["same"]
    assert take_back(office, batch).rows == 2


def test_undo_calls_off_what_is_new_and_the_file_can_come_again(office: Office) -> None:
    batch, _ = bring(office, "sessions", SESSIONS, YOGA, CHOIR)
    done = take_back(office, batch)
    assert (done.rows, done.refused, done.batch.undone_by) == (2, {}, "li")
    assert {one.status for one in office.programme.sessions.modified_after(0, "", 9)} == {
        SessionStatus.CANCELLED
    }
    assert outcomes(trial(office.ports, "sessions", SESSIONS, YOGA)) == ["new"]
    bring(office, "sessions", SESSIONS, YOGA)
    assert kept(office) == {"A-1": ("瑜伽", 2, "confirmed")}


def test_undo_refuses_by_row_what_people_changed_or_booked_since(office: Office) -> None:
    batch, _ = bring(office, "sessions", SESSIONS, YOGA, CHOIR)
    by_id = {one.external_id: one for one in office.programme.sessions.modified_after(0, "", 9)}
    place(office.ports, MANAGER, [replace(by_id["A-1"], places=9)])
    book(office.ports, WANG, a_place(session=by_id["A-2"].id), PARTY)
    done = take_back(office, batch)
    assert {row: why.key for row, why in done.refused.items()} == {
        2: "import.changed_since",
        3: "import.booked_since",
    }
    assert {status for _, _, status in kept(office).values()} == {"confirmed"}
    assert done.batch.undone_at is None


def test_double_booking_is_a_fault_of_the_row_in_the_file_and_against_the_timetable(office: Office) -> None:
    late = ["A-3", *YOGA[1:3], "09:45", "11:00", *YOGA[5:]]
    assert why(trial(office.ports, "sessions", SESSIONS, YOGA, late)) == ["refused.office.taken"]
    bring(office, "sessions", SESSIONS, YOGA)
    assert why(trial(office.ports, "sessions", SESSIONS, late)) == ["refused.office.taken"]


def test_the_database_has_the_last_word_when_somebody_came_between(office: Office) -> None:
    judged = trial(office.ports, "sessions", SESSIONS, YOGA, CHOIR)
    bring(office, "sessions", SESSIONS, ["B-1", *YOGA[1:]])
    batch = begin(office.ports, MANAGER, "sessions", "x.csv", "00")
    batch, refused = take_in(office.ports, MANAGER, batch, judged)
    assert (batch.rows, batch.faulty, why(refused)) == (1, 1, ["refused.office.taken"])


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ([*YOGA[:4], "08:00", *YOGA[5:]], "import.expected.after_start"),
        ([*YOGA[:7], "31"], "refused.office.over_capacity"),
    ],
)
def test_what_cannot_be_is_said_before_it_is_written(office: Office, row: list[str], fault: str) -> None:
    assert why(trial(office.ports, "sessions", SESSIONS, row)) == [fault]


BOOKINGS = ["id", "session", "code", "seats"]


def test_bookings_take_seats_of_imported_sessions_and_undo_gives_them_back(office: Office) -> None:
    bring(office, "sessions", SESSIONS, YOGA)
    rows = [["P-1", "A-1", "王* 1", "2"], ["P-2", "A-1", "李* 2", "1"]]
    batch, _ = bring(office, "bookings", BOOKINGS, *rows)
    (session,) = office.programme.sessions.modified_after(0, "", 9)
    seats = {
        (one.status.value, one.seats, one.source.value)
        for one in office.programme.bookings.of_sessions([session.id])
    }
    assert seats == {("confirmed", 2, "import"), ("waiting", 1, "import")}
    assert outcomes(trial(office.ports, "bookings", BOOKINGS, *rows)) == ["same", "same"]
    assert why(trial(office.ports, "bookings", BOOKINGS, ["P-1", "A-1", "王* 1", "1"])) == [
        "import.booking_differs"
    ]
    assert take_back(office, batch).rows == 2
    assert {one.status.value for one in office.programme.bookings.of_sessions([session.id])} == {"cancelled"}
    assert outcomes(trial(office.ports, "bookings", BOOKINGS, *rows)) == ["new", "new"]


def test_bookings_of_a_file_say_as_whom_each_pays_and_a_party_is_known_by_it(office: Office) -> None:
    bring(office, "sessions", SESSIONS, [*YOGA])
    named = [*BOOKINGS, "付费身份"]
    rows = [["P-1", "A-1", "王* 1", "1", "75岁以上"], ["P-2", "A-1", "李* 2", "1", ""]]
    bring(office, "bookings", named, *rows)
    bring(office, "bookings", BOOKINGS, ["P-3", "A-1", "王* 1", "1"])
    (session,) = office.programme.sessions.modified_after(0, "", 9)
    found = office.programme.bookings.of_sessions([session.id])
    assert {one.external_id: one.pays_as for one in found} == {
        "P-1": Who.SENIOR_75,
        "P-2": Who.EVERYBODY,
        "P-3": Who.SENIOR_75,
    }
    odd = trial(office.ports, "bookings", named, ["P-4", "A-1", "王* 1", "1", "grown-up"])
    assert why(odd) == ["import.expected.one_of"]


def test_a_booking_of_nothing_or_of_too_much_is_a_fault(office: Office) -> None:
    bring(office, "sessions", SESSIONS, YOGA)
    rows = [["P-1", "none", "王* 1", "1"], ["P-2", "A-1", "李* 2", "3"]]
    assert why(trial(office.ports, "bookings", BOOKINGS, *rows)) == [
        "import.no_session",
        "refused.office.odd_seats",
    ]


SERIES = ["id", "space", "first", "start", "minutes", "rule", "title", "kind", "places"]
TAICHI = [
    "S-1",
    "room",
    "2026-12-07",
    "08:00",
    "60",
    "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
    "太极",
    "culture-sport",
    "8",
]


def test_a_series_fills_the_timetable_changes_and_is_taken_back(office: Office) -> None:
    first, _ = bring(office, "series", SERIES, TAICHI)
    assert len(office.programme.sessions.modified_after(0, "", 9)) == 3
    second, _ = bring(office, "series", SERIES, [*TAICHI[:3], "09:00", *TAICHI[4:]])
    assert outcomes(trial(office.ports, "series", SERIES, TAICHI)) == ["changed"]
    assert take_back(office, second).rows == 1
    assert outcomes(trial(office.ports, "series", SERIES, TAICHI)) == ["same"]
    assert take_back(office, first).rows == 1
    statuses = {one.status for one in office.programme.sessions.modified_after(0, "", 99)}
    assert statuses == {SessionStatus.CANCELLED}


def test_a_series_with_an_endless_or_foolish_rule_is_bounded_or_a_fault(office: Office) -> None:
    endless = [*TAICHI[:5], "FREQ=DAILY", *TAICHI[6:]]
    assert outcomes(trial(office.ports, "series", SERIES, endless)) == ["new"]
    for rule in ("FREQ=SECONDLY", "COUNT=1000000000;FREQ=DAILY", "FREQ=DAILY;INTERVAL=0"):
        foolish = trial(office.ports, "series", SERIES, [*TAICHI[:5], rule, *TAICHI[6:]])
        assert outcomes(foolish) == ["faulty"]
        assert why(foolish)[0].startswith("rule.")


COUNTS = ["session", "people", "concession"]


def test_head_counts_are_kept_and_undo_puts_back_the_count_before(office: Office) -> None:
    session = office.open()
    office.at(30)
    first, _ = bring(office, "attendance", COUNTS, [session.id, "12", "3"])
    second, _ = bring(office, "attendance", COUNTS, [session.id, "14", ""])

    def counted() -> list[tuple[int, int | None]]:
        return [
            (one.people, one.concession) for one in office.programme.attendances.of_sessions([session.id])
        ]

    assert counted() == [(14, None)]
    assert take_back(office, second).rows == 1
    assert counted() == [(12, 3)]
    assert take_back(office, first).rows == 1
    assert counted() == []


def test_heads_are_not_counted_before_anybody_can_be_there(office: Office) -> None:
    session = office.open()
    office.at(-30)
    rows = [[session.id, "12", ""], ["none", "1", ""]]
    assert why(trial(office.ports, "attendance", COUNTS, *rows)) == ["import.not_yet", "import.no_session"]


def test_only_who_may_import_begins_or_undoes(office: Office) -> None:
    with pytest.raises(RefusedError, match="not_allowed"):
        begin(office.ports, WANG, "sessions", "x.csv", "00")
    batch, _ = bring(office, "sessions", SESSIONS, YOGA)
    with pytest.raises(RefusedError, match="no_batch"):
        undo(office.ports, WANG, batch.id)
    assert kept(office) == {"A-1": ("瑜伽", 2, "confirmed")}


def test_every_outcome_has_a_place_in_the_counts(office: Office) -> None:
    bring(office, "sessions", SESSIONS, YOGA)
    judged = trial(office.ports, "sessions", SESSIONS, YOGA, CHOIR, [*CHOIR[:2], "x", *CHOIR[3:]])
    assert outcomes(judged) == [Outcome.SAME, Outcome.NEW, Outcome.FAULTY]
    assert office.now > NOON


COORDINATOR = Account(id=9, name="zhou", grants=(Grant(role=Role.COORDINATOR),))


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.COORDINATOR, ["providers", "needs", "activities"]),
        (Role.FRONT_DESK, []),
        (Role.AUDITOR, []),
        (Role.FINANCE, [one for one in WAYS if one not in ("providers", "prices", "needs", "activities")]),
    ],
)
def test_everybody_brings_in_the_kinds_of_his_work_and_no_other(
    office: Office, role: Role, kinds: list[str]
) -> None:
    somebody = Account(id=9, name="somebody", grants=(Grant(role=role),))
    assert kinds_for(office.ports, somebody) == kinds


def test_a_coordinator_brings_in_slips_and_neither_sessions_nor_both_in_one_file(office: Office) -> None:
    assert begin(office.ports, COORDINATOR, "needs", "x.csv", "00").kind == "needs"
    for kind in ("sessions", "needs + sessions", "statement", "nothing", ""):
        with pytest.raises(RefusedError, match="import.not_allowed"):
            begin(office.ports, COORDINATOR, kind, "x.csv", "00")


def test_a_coordinator_takes_back_no_batch_of_another_kind(office: Office) -> None:
    batch, _ = bring(office, "sessions", SESSIONS, YOGA)
    with pytest.raises(RefusedError, match="import.not_allowed"):
        undo(office.ports, COORDINATOR, batch.id)
    desk = replace(COORDINATOR, grants=(Grant(role=Role.FRONT_DESK),))
    with pytest.raises(RefusedError, match="import.no_batch"):
        undo(office.ports, desk, batch.id)
