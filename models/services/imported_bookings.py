"""Bookings from a file: seats for parties that it names by their code."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

import msgspec

from models.account import Account
from models.exchange.batch import BatchRow
from models.message import Message
from models.ports import Ports
from models.programme.booking import Booking, BookingSource, BookingStatus, Party
from models.programme.session import Session
from models.programme.who import Who
from models.services import office
from models.services.bringing import Kept, Table, Values, Wanted, Way, as_json, gone, subject_id
from models.services.regeneration import programme_of

PARTY_KEPT = timedelta(days=730)
"""How long the code of an imported party is kept (domain.md 4.6)."""


def session_of(ports: Ports, values: Values) -> Session | None:
    """The session that a file names: by the number of an earlier import, or by our own."""
    name = str(values["session"])
    known = ports.batches.latest("sessions", [name]) if ports.batches else {}
    found = programme_of(ports).sessions.find([known[name].subject if name in known else name])
    return found[0] if found else None


def _bookings(ports: Ports, sessions: Collection[str]) -> Mapping[str, Booking]:
    return {one.id: one for one in programme_of(ports).bookings.of_sessions(sessions)}


def _find_bookings(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    sessions = {one.id for each in wanted if (one := session_of(ports, each.values))}
    kept = _bookings(ports, sessions)
    return {each.subject: _booking_told(kept[each.subject]) for each in wanted if each.subject in kept}


def _booking_told(one: Booking) -> str:
    return as_json({"session": one.session, "party": one.party, "seats": one.seats})


def _booking(ports: Ports, wanted: Wanted) -> Booking:
    session = session_of(ports, wanted.values)
    return Booking(
        id=wanted.subject,
        session=session.id if session else "",
        party=subject_id("party", ports.centre.id, str(wanted.values["party"])),
        seats=wanted.values["seats"],
        source=BookingSource.IMPORT,
        booked_at=ports.clock(),
        external_id=wanted.key,
    )


def _booking_fault(ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    session = session_of(ports, wanted.values)
    if session is None:
        return Message("import.no_session")
    if wanted.before:
        return Message("import.booking_differs")
    if not session.held or ports.clock() >= session.window.end:
        return Message("refused.office.over")
    if wanted.values["seats"] > session.places:
        return Message(
            "refused.office.odd_seats", {"seats": wanted.values["seats"], "places": session.places}
        )
    return None


def _write_booking(ports: Ports, account: Account, wanted: Wanted) -> None:
    booking = _booking(ports, wanted)
    who = wanted.values["pays_as"]
    party = Party(
        id=booking.party,
        code=wanted.values["party"],
        delete_after=ports.clock() + PARTY_KEPT,
        pays_as=Who(who) if who else None,
    )
    office.book(ports, account, booking, party)


def _undo_booking(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    kept = _bookings(ports, [msgspec.json.decode(row.after)["session"]]).get(row.subject)
    if kept is None or _booking_told(kept) != row.after:
        raise gone()
    if kept.status is not BookingStatus.CANCELLED:
        office.withdraw(ports, account, row.subject)


BOOKINGS = Way(
    find=_find_bookings,
    told=lambda ports, wanted: _booking_told(_booking(ports, wanted)),
    fault=_booking_fault,
    write=_write_booking,
    undo=_undo_booking,
)
