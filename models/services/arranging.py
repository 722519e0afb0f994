"""Sessions that somebody puts into the timetable or moves by hand: what stands in the way is said before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from models.account import Account
from models.calendar import Window, local_day
from models.centre import SpaceId
from models.message import Message
from models.ports import Ports
from models.programme.booking import OPEN
from models.programme.conflict import Conflict, Diary
from models.programme.draft import draft_fault
from models.programme.recurrence import REACH, session_window
from models.programme.series import Series
from models.programme.session import Session
from models.services.office import place, session_of
from models.services.prices import known_plan
from models.services.programme import move_one
from models.services.regeneration import judge, programme_of
from models.services.strangers import RefusedError, refusal

_NEAR = timedelta(days=1)
"""How far around a session the others are asked for: none is longer."""


class DoubtfulError(RefusedError):
    """It can be done, but somebody should look first; whoever insists gets it. doubts: what speaks against it."""

    def __init__(self, doubts: Sequence[Message]) -> None:
        super().__init__(doubts[0])
        self.doubts = tuple(doubts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a session shall be: local date, minutes after its midnight, length in minutes. units: parts of the space,
    () = the whole, None = as they are as long as the space stays."""

    space: str
    day: date
    start: int
    minutes: int
    units: tuple[str, ...] | None = None

    def window(self, ports: Ports) -> Window:
        """As UTC instants. Raises RefusedError for what is no time of a day."""
        if not (0 <= self.start < 2 * 24 * 60 and 0 < self.minutes <= 24 * 60):
            raise refusal("office.odd_length")
        day = self.day + timedelta(days=self.start // (24 * 60))
        clock = time(self.start % (24 * 60) // 60, self.start % 60)
        start = datetime.combine(day, clock, tzinfo=ports.centre.zone_info)
        return Window(start, start + timedelta(minutes=self.minutes))


def add(ports: Ports, account: Account, wanted: Session, spot: Spot, *, insisted: bool = False) -> Session:
    """Put a single session into the timetable; its id is given here. Raises RefusedError, DoubtfulError."""
    new = _at(ports, replace(wanted, id=uuid4().hex), spot)
    _check(ports, new, spot.minutes)
    _look(ports, new, insisted=insisted)
    return place(ports, account, [new])[0]


def _check(ports: Ports, new: Session, length: int) -> None:
    """What is wrong with a series of this one session is wrong with it."""
    offerings = programme_of(ports).offerings
    alone = Series(
        id="",
        space=new.space,
        units=new.units,
        kind=new.kind,
        organiser=new.organiser,
        coach=new.coach,
        title=new.title,
        first=new.day,
        start=time(0),
        minutes=length,
        places=new.places,
        expected=new.expected,
    )
    fault = draft_fault(alone, ports.centre.spaces, offerings.kinds(), offerings.organisers())
    if fault is not None:
        raise RefusedError(fault)
    known_plan(ports, new.price_plan)


def move(
    ports: Ports, account: Account, key: str, version: int, spot: Spot, *, insisted: bool = False
) -> tuple[Session, Session]:
    """Move or stretch one session alone: (as it was, as it is). Raises RefusedError, DoubtfulError, also where
    somebody booked it."""
    kept = session_of(ports, key)
    if kept.version != version:
        raise refusal("programme.session_changed")
    if not kept.held:
        raise refusal("office.over")
    wanted = _at(ports, kept, spot)
    _look(ports, wanted, insisted=insisted, booked=True)
    return kept, move_one(ports, account, wanted, agreed=insisted)


def put_back(
    ports: Ports, account: Account, key: str, version: int, spot: Spot, *, detached: bool
) -> Session:
    """Undo a move: where it was, and under its series again if it was so before. Raises RefusedError."""
    kept = session_of(ports, key)
    if kept.version != version:
        raise refusal("programme.session_changed")
    return move_one(ports, account, _at(ports, kept, spot), agreed=True, detached=detached)


def one_of(ports: Ports, draft: Series, day: date) -> tuple[Session, Sequence[Message]]:
    """The session that a series has on that date as a draft of the series says it, and what speaks against it.

    Raises RefusedError where it cannot be, or where there is none on that date.
    """
    programme, zone = programme_of(ports), ports.centre.zone_info
    since = local_day(day, zone).start - REACH
    held = (one for one in programme.sessions.of_series(draft.id, since) if one.held and one.day == day)
    kept = next(held, None)
    if kept is None or kept.window.start <= ports.clock():
        raise refusal("series.no_session", day=day.isoformat())
    wanted = replace(
        kept,
        space=draft.space,
        units=draft.units,
        window=session_window(draft, ports.centre.day_of(kept.window.start), zone),
        kind=draft.kind,
        organiser=draft.organiser,
        coach=draft.coach,
        title=draft.title,
        places=draft.places,
        expected=draft.expected,
    )
    _check(ports, wanted, draft.minutes)
    return wanted, _doubts(ports, wanted, booked=True)


def _at(ports: Ports, session: Session, spot: Spot) -> Session:
    if spot.space not in ports.centre.spaces:
        raise refusal("office.no_space", space=spot.space)
    window = spot.window(ports)
    units = (session.units if spot.space == session.space else ()) if spot.units is None else spot.units
    day = session.day if session.series else ports.centre.day_of(window.start)
    return replace(session, space=SpaceId(spot.space), units=units, window=window, day=day)


def _look(ports: Ports, wanted: Session, *, insisted: bool, booked: bool = False) -> None:
    doubts = _doubts(ports, wanted, booked=booked)
    if doubts and not insisted:
        raise DoubtfulError(doubts)


def _doubts(ports: Ports, wanted: Session, *, booked: bool) -> Sequence[Message]:
    near = Window(wanted.window.start - _NEAR, wanted.window.end + _NEAR)
    diary = Diary()
    diary.enter(one for one in programme_of(ports).sessions.within(near) if one.id != wanted.id)
    found = judge(ports).conflicts(wanted, diary)
    forbidding = next((one for one in found if one.forbids), None)
    if forbidding:
        raise RefusedError(said(ports, forbidding))
    doubts = [said(ports, one) for one in found]
    seats = _booked(ports, wanted.id) if booked else 0
    return [*doubts, Message("doubt.booked", {"n": seats})] if seats else doubts


def _booked(ports: Ports, key: str) -> int:
    bookings = programme_of(ports).bookings.of_sessions([key])
    return sum(one.seats for one in bookings if one.status in OPEN)


def said(ports: Ports, conflict: Conflict) -> Message:
    """A conflict as a sentence (`doubt.<kind>`); of another session, with the hours that it has."""
    if conflict.other is None:
        return Message(f"doubt.{conflict.kind}")
    zone = ports.centre.zone_info
    start, end = (at.astimezone(zone) for at in (conflict.other.window.start, conflict.other.window.end))
    return Message(f"doubt.{conflict.kind}", {"start": f"{start:%m-%d %H:%M}", "end": f"{end:%H:%M}"})
