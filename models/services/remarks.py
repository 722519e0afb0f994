"""Remarks beside the figures: written, read and taken away by people."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.account import Account, Permission
from models.calendar import Window
from models.centre import SpaceId
from models.ports import Ports
from models.remark import LONGEST_TEXT, Remark, RemarkKind, Remarks
from models.services.deed import note
from models.services.strangers import refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody filled in, as it was typed: ISO days, clock times or "" for whole days, a space's id or ""."""

    text: str
    kind: str
    first: str
    last: str = ""
    start: str = ""
    end: str = ""
    space: str = ""


def remarks(ports: Ports, window: Window, space: SpaceId | None = None) -> Sequence[Remark]:
    """What was noted about a space (None = about anything in the house) within a window."""
    if ports.remarks is None:
        return []
    return [remark for remark in ports.remarks.within(window) if remark.about(space)]


def write_remark(ports: Ports, account: Account, written: Written) -> Remark:
    """Keep a remark. Raises RefusedError when something was not filled in as it must be."""
    kept = _kept(ports, account)
    text = " ".join(written.text.split())
    if not 0 < len(text) <= LONGEST_TEXT:
        raise refusal("remark_text", most=LONGEST_TEXT)
    if written.kind not in set(RemarkKind):
        raise refusal("remark_kind", kind=written.kind[:40])
    if written.space and written.space not in ports.centre.spaces:
        raise refusal("no_space", name=written.space[:40])
    remark = Remark(
        id=secrets.token_hex(8),
        space=SpaceId(written.space) if written.space else None,
        window=_window(ports, written),
        kind=RemarkKind(written.kind),
        text=text,
        by=account.name,
        at=ports.clock(),
    )
    kept.put(remark)
    note(ports, account, "remark.write", remark.id, text=text)
    return remark


def remove_remark(ports: Ports, account: Account, remark: str) -> None:
    """Take a remark away. Raises RefusedError."""
    if not _kept(ports, account).remove(remark):
        raise refusal("remark_gone")
    note(ports, account, "remark.remove", remark)


def _kept(ports: Ports, account: Account) -> Remarks:
    if ports.remarks is None or not account.may(Permission.USE_NOTE, ports.centre.id):
        raise refusal("no_remarks")
    return ports.remarks


def _window(ports: Ports, written: Written) -> Window:
    """From the start of the first to the end of the last: days where no time was given."""
    first = _day(written.first)
    last = _day(written.last) if written.last else first
    start = _instant(ports, first, written.start)
    end = _instant(ports, last if written.end else last + timedelta(days=1), written.end)
    if end <= start:
        raise refusal("remark_order")
    return Window(start, end)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise refusal("no_day", day=typed[:20]) from None


def _instant(ports: Ports, day: date, clock: str) -> datetime:
    try:
        at = time.fromisoformat(clock.strip()) if clock.strip() else time(0)
    except ValueError:
        raise refusal("no_time", time=clock[:20]) from None
    return datetime.combine(day, at.replace(tzinfo=None), tzinfo=ports.centre.zone_info)
