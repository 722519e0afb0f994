"""What stands behind an entry of the ledger: the message, the row, the voucher or the agreement that it was made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from models.calendar import Window
from models.desk import RawMessage
from models.event import Event, EventKind
from models.message import LocalText
from models.money.entry import Posted
from models.ports import Ports
from models.services.raw import between
from models.services.strangers import RefusedError

BEFORE, LATER = timedelta(minutes=2), timedelta(hours=1)
"""How far from its own instant a message may have been received that still is found."""

FOREVER = date(2999, 12, 31)

Fact = str | int | date | LocalText
"""A word, a number, an amount in fen (a name that ends so), a day, an instant, or a name that is data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """kind: what is written before the first colon of a document, a row of DOCUMENTS; "" = the entry names none.

    facts: what is known of it, by `ledger.origin.<name>` of the catalogue; page, query: where it can be seen, "" = nowhere;
    raw: the messages that told of it, where they are still kept; gone: it is not there any more.
    """

    kind: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    page: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    raw: Sequence[RawMessage] = ()
    gone: bool = False


Find = Callable[[Ports, Posted, Sequence[str]], Origin]


def origin(ports: Ports, posted: Posted) -> Origin:
    """Where an entry came from. A document of a kind that nobody knows is told as it is written."""
    document = posted.entry.document
    kind, *parts = document.split(":")
    if not document:
        return Origin(kind="")
    if kind not in DOCUMENTS:
        return Origin(kind="", facts={"document": document})
    return DOCUMENTS[kind](ports, posted, parts)


def _event(ports: Ports, posted: Posted, parts: Sequence[str]) -> Origin:
    sensor, kind = (*parts, "", "")[:2]
    number = ":".join(parts[2:])
    instant = Window(posted.entry.at, posted.entry.at + timedelta(microseconds=1))
    kinds = [one for one in EventKind if one.value == kind]
    found = [one for one in ports.events.within(instant, kinds) if (one.sensor, one.id) == (sensor, number)]
    return Origin(
        kind="event",
        facts={"sensor": sensor, "id": number, **(_told(found[0]) if found else {})},
        page="sensors",
        query={"sensor": sensor},
        raw=_raw(ports, sensor, posted.entry.at, number),
        gone=not found,
    )


def _told(event: Event) -> dict[str, Fact]:
    known = ("meal", "total_fen", "subsidy_fen", "covers")
    values = {name: value for name, value in event.values.items() if name in known}
    return {"at": event.at, **{name: _fact(value) for name, value in values.items()}}


def _fact(value: object) -> Fact:
    return value if isinstance(value, str | int) else str(value)


def _raw(ports: Ports, sensor: str, at: datetime, number: str) -> list[RawMessage]:
    """The archive keeps messages for days only, and may be out of reach: then there are none to show."""
    try:
        received = between(ports, sensor, Window(at - BEFORE, at + LATER))
    except RefusedError:
        return []
    return [one for one in received if number and number.encode() in one.payload]


def _row(ports: Ports, _: Posted, parts: Sequence[str]) -> Origin:
    name, number = (*parts, "", "")[:2]
    batches = ports.batches
    batch = next((one for one in batches.all() if one.id == name), None) if batches else None
    if batch is None or batches is None:
        return Origin(kind="row", facts={"batch": name, "row": number}, page="imports", gone=True)
    row = next((one for one in batches.rows(name) if str(one.row) == number), None)
    facts: dict[str, Fact] = {"file": batch.file, "row": number, "by": batch.by, "at": batch.at}
    if row is not None:
        facts |= {"key": row.key, "content": row.after}
    return Origin(kind="row", facts=facts, page="imports", gone=row is None or row.undone)


def _booking(ports: Ports, posted: Posted, parts: Sequence[str]) -> Origin:
    """The lines of a fee name its session; a party's code stays at the desk."""
    sessions = {one.session for one in posted.entry.postings if one.session}
    found = ports.programme.sessions.find(sessions) if ports.programme else []
    facts: dict[str, Fact] = {"id": ":".join(parts)}
    if not found:
        return Origin(kind="booking", facts=facts, page="timetable", gone=True)
    (session, *_) = found
    day = ports.centre.day_of(session.window.start)
    facts |= {"session": session.title, "at": session.window.start}
    return Origin(kind="booking", facts=facts, page="timetable", query={"date": day.isoformat()})


def _tenancy(ports: Ports, _: Posted, parts: Sequence[str]) -> Origin:
    name, month = (*parts, "", "")[:2]
    kept = ports.tenancies.within(date.min, FOREVER) if ports.tenancies else ()
    tenancy = next((one for one in kept if one.id == name), None)
    facts: dict[str, Fact] = {"month": month}
    if tenancy is not None:
        facts |= {"stall": tenancy.stall, "tenant": tenancy.tenant, "first": tenancy.first}
    return Origin(kind="tenancy", facts=facts, page="market", gone=tenancy is None)


def _page(kind: str, page: str) -> Find:
    """A document that a page of its own shows under its number."""

    def find(_ports: Ports, _posted: Posted, parts: Sequence[str]) -> Origin:
        number = ":".join(parts)
        return Origin(kind=kind, facts={"id": number}, page=page, query={kind: number})

    return find


DOCUMENTS: Mapping[str, Find] = {
    "event": _event,
    "row": _row,
    "booking": _booking,
    "tenancy": _tenancy,
    "voucher": _page("voucher", "vouchers"),
    "statement": _page("statement", "statements"),
    "fund": _page("fund", "fund"),
    "work": _page("work", "property"),
}
"""What a document begins with -> how it is looked for. To add one: a row here and `ledger.document.<kind>` in both catalogues."""
