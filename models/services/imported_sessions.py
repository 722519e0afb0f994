"""Sessions from a file: found, checked against the timetable, placed and called off again."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from models.account import Account
from models.calendar import Window
from models.centre import SpaceId
from models.exchange.batch import BatchRow
from models.hold import SessionStatus
from models.message import Message
from models.ports import Ports
from models.programme.booking import OPEN
from models.programme.fate import SETTLED
from models.programme.fitting import misfit
from models.programme.session import CancelledBy, Session
from models.services import office
from models.services.bringing import Kept, Table, Values, Wanted, Way, as_json, gone, title_of
from models.services.housekeeping import look_back
from models.services.regeneration import programme_of
from models.services.strangers import RefusedError

_SESSION_TOLD = ("space", "units", "kind", "organiser", "coach", "title", "window", "places", "expected")


def _session_told(one: Session) -> str:
    known = {name: getattr(one, name) for name in _SESSION_TOLD}
    return as_json(known | {"called_off": one.status is SessionStatus.CANCELLED})


def _session_fields(ports: Ports, values: Values) -> dict[str, Any]:
    start, end = (_instant(ports, values["day"], values[name]) for name in ("start", "end"))
    same = ("units", "kind", "organiser", "coach", "places", "expected")
    return {name: values[name] for name in same} | {
        "space": SpaceId(values["space"]),
        "title": title_of(values),
        "window": Window(start, max(start, end)),
        "day": values["day"],
    }


def _state(ports: Ports, *, called_off: bool, kept: Session | None = None) -> dict[str, Any]:
    """Called off by the centre, or held again; nothing where it is so already."""
    off = kept is not None and kept.status is SessionStatus.CANCELLED
    if called_off == off:
        return {}
    if called_off:
        now = ports.clock()
        return {
            "status": SessionStatus.CANCELLED,
            "cancelled_at": now,
            "cancelled_by": CancelledBy.CENTRE,
        }
    return {
        "status": SessionStatus.CONFIRMED,
        "cancelled_at": None,
        "cancelled_by": CancelledBy.NOBODY,
    }


def _instant(ports: Ports, day: Any, clock: Any) -> datetime:
    return datetime.combine(day, clock, tzinfo=ports.centre.zone_info).astimezone(UTC)


def _session(ports: Ports, wanted: Wanted) -> Session:
    fields = _session_fields(ports, wanted.values) | _state(ports, called_off=wanted.values["called_off"])
    return Session(id=wanted.subject, external_id=wanted.key, **fields)


def _find_sessions(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    found = programme_of(ports).sessions.find([one.subject for one in wanted])
    return {one.id: _session_told(one) for one in found}


def _session_fault(ports: Ports, wanted: Wanted, table: Table) -> Message | None:
    one = _session(ports, wanted)
    if not one.held:
        return None
    fault = misfit(one, ports.centre.spaces.get(one.space))
    if fault is not None:
        return fault
    in_the_way = [] if ports.centre.spaces[one.space].shared else table.diary.clashing(one)
    if in_the_way:
        since, until = (at.astimezone(ports.centre.zone_info) for at in _span(in_the_way[0]))
        return Message("refused.office.taken", {"start": f"{since:%m-%d %H:%M}", "end": f"{until:%H:%M}"})
    table.diary.enter([one])
    return None


def _span(one: Session) -> tuple[datetime, datetime]:
    return one.window.start, one.window.end


def _write_session(ports: Ports, account: Account, wanted: Wanted) -> None:
    kept = programme_of(ports).sessions.find([wanted.subject])
    if kept:
        state = _state(ports, called_off=wanted.values["called_off"], kept=kept[0])
        fields = _session_fields(ports, wanted.values) | state
        new = replace(kept[0], **fields, detached=bool(kept[0].series))
    else:
        new = _session(ports, wanted)
    office.place(ports, account, [new], over_capacity=not new.held)
    if (now := ports.clock()) >= new.window.end + SETTLED:
        look_back(ports, new.id, now)


def _undo_session(ports: Ports, account: Account, row: BatchRow, ours: Collection[str]) -> None:
    kept = programme_of(ports).sessions.find([row.subject])
    if not kept or _session_told(kept[0]) != row.after:
        raise gone()
    if row.before:
        before = msgspec.json.decode(row.before)
        fields = {name: before[name] for name in _SESSION_TOLD}
        fields["window"] = msgspec.convert(before["window"], Window)
        fields["units"] = tuple(before["units"])
        fields |= _state(ports, called_off=before["called_off"], kept=kept[0])
        office.place(
            ports, account, [replace(kept[0], **fields, day=ports.centre.day_of(fields["window"].start))]
        )
        return
    others = [one for one in programme_of(ports).bookings.of_sessions([row.subject]) if one.status in OPEN]
    if any(one.id not in ours for one in others):
        raise RefusedError(Message("import.booked_since"))
    void = replace(kept[0], **_state(ports, called_off=True, kept=kept[0]))
    office.place(ports, account, [void], over_capacity=True)


SESSIONS = Way(
    find=_find_sessions,
    told=lambda ports, wanted: _session_told(_session(ports, wanted)),
    fault=_session_fault,
    write=_write_session,
    undo=_undo_session,
)
