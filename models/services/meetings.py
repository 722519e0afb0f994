"""Meetings of the four parties: called, counted, voted, closed; each deed is refused in words or told in the audit trail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import uuid4

from models.account import Account, Permission
from models.centre import SpaceId
from models.needs import sitting
from models.needs.meeting import (
    LONGEST_TITLE,
    Addendum,
    Meeting,
    MeetingStatus,
    Motion,
    Party,
    Subject,
    Vote,
)
from models.needs.ports import LoopChangedError, Meetings
from models.needs.sitting import Numbers, SittingError
from models.payload import legible, one_line
from models.ports import Ports
from models.programme.session import CancelledBy, Session
from models.services.arranging import Spot, add
from models.services.deed import done_by
from models.services.loop import meetings_of
from models.services.offerings import CENTRE_ITSELF
from models.services.office import cancel_session, session_of
from models.services.strangers import RefusedError, refusal

Kept = TypeVar("Kept")

SHORTEST, LONGEST = 15, 8 * 60
"""Minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What was filled in. start: minutes after midnight, local; space, kind: of the room's session, "" = met elsewhere."""

    title: str
    day: date
    start: int
    minutes: int
    seats: dict[Party, int]
    space: str = ""
    kind: str = ""


def meetings(ports: Ports, account: Account) -> list[Meeting]:
    """The newest first. Raises RefusedError, StoreError."""
    return _asked(ports, account, Permission.MEETING_READ).all()


def meeting(ports: Ports, account: Account, key: str) -> Meeting:
    """Raises RefusedError, StoreError."""
    return _found(_asked(ports, account, Permission.MEETING_READ), key)


def call(ports: Ports, account: Account, called: Called, *, insisted: bool = False) -> Meeting:
    """Call a meeting; its room is taken in the timetable, so that nobody else has it. Raises RefusedError, DoubtfulError."""
    kept = _asked(ports, account, Permission.MEETING_EDIT)
    title = one_line(called.title) if legible(called.title) else ""
    if not title or len(title) > LONGEST_TITLE:
        raise refusal("meeting.title", most=LONGEST_TITLE)
    if not SHORTEST <= called.minutes <= LONGEST:
        raise refusal("meeting.length", least=SHORTEST, most=LONGEST)
    seats = _possible(lambda: sitting.seats_of(called.seats))
    spot = Spot(space=called.space, day=called.day, start=called.start, minutes=called.minutes)
    at = spot.window(ports).start
    if at + timedelta(minutes=called.minutes) <= ports.clock():
        raise refusal("meeting.past")
    session = _room(ports, account, called, title, spot, insisted=insisted) if called.space else ""
    new = Meeting(
        id=uuid4().hex,
        at=at,
        lasts=called.minutes,
        title=title,
        status=MeetingStatus.PLANNED,
        seats=seats,
        quorum_points=ports.centre.council.quorum_points,
        space=called.space,
        session=session,
    )
    told = done_by(ports, account, "meeting.call", new.id, at=at.isoformat(), space=called.space)
    return kept.put(new, told)


def _room(ports: Ports, account: Account, called: Called, title: str, spot: Spot, *, insisted: bool) -> str:
    held = Session(
        id="",
        day=called.day,
        space=SpaceId(called.space),
        kind=called.kind,
        organiser=CENTRE_ITSELF,
        title={"zh-Hans": title, "en": title},
        window=spot.window(ports),
        expected=sum(called.seats.values()),
    )
    return add(ports, account, held, spot, insisted=insisted).id


def open_meeting(ports: Ports, account: Account, key: str, revision: int) -> Meeting:
    """The meeting begins: people are counted, motions voted on. Raises RefusedError."""
    return _do(ports, account, key, revision, "open", sitting.opened)


def count_present(
    ports: Ports, account: Account, key: str, revision: int, party: Party, present: int
) -> Meeting:
    """So many of a party are there. Raises RefusedError."""
    return _do(ports, account, key, revision, "count", lambda one: sitting.seated(one, party, present))


def put_motion(
    ports: Ports,
    account: Account,
    key: str,
    revision: int,
    subject: Subject,
    text: str,
    *,
    about: str = "",
    needs: tuple[str, ...] = (),
) -> Meeting:
    """Raises RefusedError."""
    motion = Motion(id=uuid4().hex, subject=subject, text=text, about=about, needs=needs)
    return _do(ports, account, key, revision, "move", lambda one: sitting.moved(one, motion))


def drop_motion(ports: Ports, account: Account, key: str, revision: int, motion: str) -> Meeting:
    """Raises RefusedError."""
    return _do(ports, account, key, revision, "drop", lambda one: sitting.dropped(one, motion))


def vote(
    ports: Ports, account: Account, key: str, revision: int, motion: str, given: Sequence[Vote]
) -> Meeting:
    """How parties vote on a motion, or vote anew. Raises RefusedError."""

    def voted(one: Meeting) -> Meeting:
        for each in given:
            one = sitting.voted(one, motion, each)
        return one

    return _do(ports, account, key, revision, "vote", voted)


def cancel_meeting(ports: Ports, account: Account, key: str, revision: int) -> Meeting:
    """Call it off; its room is free again. Raises RefusedError."""
    ended = _do(ports, account, key, revision, "cancel", sitting.cancelled)
    if ended.session and session_of(ports, ended.session).held and ports.clock() < ended.at:
        cancel_session(ports, account, ended.session, CancelledBy.CENTRE, ended.title)
    return ended


def correct(ports: Ports, account: Account, key: str, revision: int, text: str) -> Meeting:
    """Put a correction beside minutes that are fixed. Raises RefusedError."""
    addendum = Addendum(text=text, by=account.name, at=ports.clock())
    return _do(ports, account, key, revision, "correct", lambda one: sitting.corrected(one, addendum))


def close_meeting(ports: Ports, account: Account, key: str, revision: int, minutes: str) -> Meeting:
    """Judge the votes, number what was carried, fix the minutes. Raises RefusedError."""
    kept = _asked(ports, account, Permission.MEETING_EDIT)
    standing = _at(kept, key, revision)
    at = ports.clock()
    day = ports.centre.day_of(at)

    def ended(numbers: Numbers) -> Meeting:
        return sitting.closed(standing, minutes, account.name, at, day, numbers)

    told = done_by(ports, account, "meeting.close", key)
    return _possible(lambda: kept.close(standing, day.year, told, ended))


def day_and_start(ports: Ports, one: Meeting) -> tuple[date, time, time]:
    """Local date, begin and end."""
    begin: datetime = one.at.astimezone(ports.centre.zone_info)
    return begin.date(), begin.time(), (begin + timedelta(minutes=one.lasts)).time()


def _do(
    ports: Ports, account: Account, key: str, revision: int, deed: str, change: Callable[[Meeting], Meeting]
) -> Meeting:
    kept = _asked(ports, account, Permission.MEETING_EDIT)
    standing = _at(kept, key, revision)
    told = done_by(ports, account, f"meeting.{deed}", key)
    return _possible(lambda: kept.put(change(standing), told))


def _possible(do: Callable[[], Kept]) -> Kept:
    """What it gives, its faults in words."""
    try:
        return do()
    except SittingError as error:
        raise RefusedError(error.message) from error
    except LoopChangedError as error:
        raise refusal("meeting.changed") from error


def _asked(ports: Ports, account: Account, permission: Permission) -> Meetings:
    if not account.may(permission, ports.centre.id):
        raise refusal("meeting.not_allowed")
    return meetings_of(ports)


def _found(kept: Meetings, key: str) -> Meeting:
    found = kept.find(key)
    if found is None:
        raise refusal("meeting.none")
    return found


def _at(kept: Meetings, key: str, revision: int) -> Meeting:
    """As the person saw it."""
    found = _found(kept, key)
    if found.revision != revision:
        raise refusal("meeting.changed")
    return found
