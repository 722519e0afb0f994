"""Counted heads from a file."""

from collections.abc import Collection, Sequence

import msgspec

from models.account import Account
from models.exchange.batch import BatchRow
from models.message import Message
from models.ports import Ports
from models.programme.attendance import Attendance, AttendanceSource
from models.services import office
from models.services.bringing import Kept, Table, Wanted, Way, as_json, gone
from models.services.imported_bookings import session_of
from models.services.regeneration import programme_of
from models.services.strangers import RefusedError


def _find_counts(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    found: dict[str, str] = {}
    for each in wanted:
        session = session_of(ports, each.values)
        counted = _counted(ports, session.id) if session else None
        if counted is not None:
            found[each.subject] = _count_told(counted)
    return found


def _counted(ports: Ports, session: str) -> Attendance | None:
    counts = programme_of(ports).attendances.of_sessions([session])
    return next((one for one in counts if one.source is AttendanceSource.MANUAL), None)


def _count_told(one: Attendance) -> str:
    return as_json({"session": one.session, "people": one.people, "concession": one.concession})


def _count(ports: Ports, wanted: Wanted) -> str:
    session = session_of(ports, wanted.values)
    values = {name: wanted.values[name] for name in ("people", "concession")}
    return as_json({"session": session.id if session else "", **values})


def _count_fault(ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    session, people, concession = (
        session_of(ports, wanted.values),
        wanted.values["people"],
        wanted.values["concession"],
    )
    if session is None:
        return Message("import.no_session")
    if ports.clock() < session.window.start:
        return Message("import.not_yet")
    if concession is not None and concession > people:
        return Message("refused.office.odd_count", {"people": people})
    return None


def _write_count(ports: Ports, account: Account, wanted: Wanted) -> None:
    session = session_of(ports, wanted.values)
    if session is None:
        raise RefusedError(Message("import.no_session"))
    office.count_heads(ports, account, session.id, wanted.values["people"], wanted.values["concession"])


def _undo_count(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    session = msgspec.json.decode(row.after)["session"]
    kept = _counted(ports, session)
    if kept is None or _count_told(kept) != row.after:
        raise gone()
    before = msgspec.json.decode(row.before) if row.before else None
    if before is None:
        office.uncount(ports, account, session)
    else:
        office.count_heads(ports, account, session, before["people"], before["concession"])


ATTENDANCE = Way(find=_find_counts, told=_count, fault=_count_fault, write=_write_count, undo=_undo_count)
