"""What stands behind an entry of the ledger: the message, the row, the voucher or the agreement that it was made from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from models.calendar import Window
from models.desk import RawMessage
from models.event import Event, EventKind
from models.message import LocalText
from models.money.entry import Posted
from models.money.statement_entry import statement_key
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
    """A booked place, or a room that was hired. The lines name the session; a party's code stays at the desk."""
    kind = posted.entry.document.partition(":")[0]
    sessions = {one.session for one in posted.entry.postings if one.session}
    found = ports.programme.sessions.find(sessions) if ports.programme else []
    facts: dict[str, Fact] = {"id": ":".join(parts)}
    if not found:
        return Origin(kind=kind, facts=facts, page="timetable", gone=True)
    (session, *_) = found
    day = ports.centre.day_of(session.window.start)
    facts |= {"session": session.title, "at": session.window.start}
    return Origin(kind=kind, facts=facts, page="timetable", query={"date": day.isoformat()})


def _tenancy(ports: Ports, _: Posted, parts: Sequence[str]) -> Origin:
    name, month = (*parts, "", "")[:2]
    kept = ports.tenancies.within(date.min, FOREVER) if ports.tenancies else ()
    tenancy = next((one for one in kept if one.id == name), None)
    facts: dict[str, Fact] = {"month": month}
    if tenancy is not None:
        facts |= {"stall": tenancy.stall, "tenant": tenancy.tenant, "first": tenancy.first}
    return Origin(kind="tenancy", facts=facts, page="market", gone=tenancy is None)


def _statement(ports: Ports, posted: Posted, parts: Sequence[str]) -> Origin:
    """One line of a statement, or the first of several that are one match."""
    day = posted.entry.day
    lines = ports.money.statements.lines(day, day) if ports.money is not None else ()
    line = next((one for one in lines if statement_key(one) == posted.entry.document), None)
    facts: dict[str, Fact] = {"id": ":".join(parts)}
    if line is not None:
        facts |= {"at": line.at, "total_fen": line.fen, "text": line.reference}
    query = {"month": f"{day:%Y-%m}"}
    return Origin(kind="statement", facts=facts, page="statements", query=query, gone=line is None)


def _page(kind: str, page: str = "", field: str = "") -> Find:
    """A document of which a page tells; field: under which its number stands in the page's address."""

    def find(_ports: Ports, _posted: Posted, parts: Sequence[str]) -> Origin:
        number = ":".join(parts)
        return Origin(kind=kind, facts={"id": number}, page=page, query={field: number} if field else {})

    return find


DOCUMENTS: Mapping[str, Find] = {
    "event": _event,
    "row": _row,
    "booking": _booking,
    "session": _booking,
    "tenancy": _tenancy,
    "statement": _statement,
    "voucher": _page("voucher", "vouchers", "voucher"),
    "claim": _page("claim", "claims", "month"),
    "fund": _page("fund", "fund"),
    "fund-order": _page("fund-order", "fund"),
    "work": _page("work", "property"),
    "standing": _page("standing", "property"),
    "desk": _page("desk"),
    "opening": _page("opening"),
}
"""What a document begins with -> how it is looked for. To add one: a row here and `ledger.document.<kind>` in both catalogues."""
