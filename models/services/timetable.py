"""The timetable of some days and spaces: when they are open, what takes place in them, and how full it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from models.calendar import CalendarDay, Window, local_day
from models.centre import Schedule, Space
from models.hold import SessionStatus
from models.ports import Ports
from models.programme.attendance import Attendance, counted
from models.programme.booking import SEATED, BookingStatus
from models.programme.regeneration import LEFT_SERIES
from models.programme.session import Session
from models.services.regeneration import programme_of

_HOUR = 60
FIRST_HOUR, LAST_HOUR = 8, 22
"""What a timetable shows when nothing is open and nothing takes place."""

FAINT = frozenset({SessionStatus.CANCELLED, SessionStatus.PLANNED})
"""States that hold no space: shown, and others may stand in their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One session in a column. start, end: minutes after the column's midnight; lane: which of `lanes` side by side.

    seats, waiting, absent: booked, on the waiting list, not come. came: who was counted, None = nobody counted.
    """

    session: Session
    start: int
    end: int
    seats: int = 0
    waiting: int = 0
    absent: int = 0
    came: Attendance | None = None
    lane: int = 0
    lanes: int = 1

    @property
    def full(self) -> bool:
        return 0 < self.session.places <= self.seats


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One space on one local day. open: spans in minutes after midnight, past 1440 after it."""

    space: Space
    day: CalendarDay
    open: tuple[tuple[int, int], ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """Columns side by side on one axis. first, last: minutes after midnight, whole hours; at: now."""

    at: datetime
    columns: tuple[Column, ...]
    first: int
    last: int


def timetable(ports: Ports, days: Sequence[date], spaces: Sequence[Space]) -> Timetable:
    """Every space on every day, space by space. Raises RefusedError, StoreError."""
    entries = _entries(ports, days, spaces)
    columns = tuple(
        _column(ports, space, day, entries.get((space.id, day), ())) for space in spaces for day in days
    )
    starts = [span[0] for one in columns for span in _spans(one)]
    ends = [span[1] for one in columns for span in _spans(one)]
    return Timetable(
        at=ports.clock(),
        columns=columns,
        first=min(starts, default=FIRST_HOUR * _HOUR) // _HOUR * _HOUR,
        last=-(-max(ends, default=LAST_HOUR * _HOUR) // _HOUR) * _HOUR,
    )


def _spans(column: Column) -> list[tuple[int, int]]:
    return [*column.open, *((one.start, one.end) for one in column.entries)]


def _column(ports: Ports, space: Space, day: date, entries: Sequence[Entry]) -> Column:
    schedule = Schedule(space, ports.calendar, ports.centre.zone_info)
    begins = local_day(day, ports.centre.zone_info).start
    spans = ((minutes(begins, one.start), minutes(begins, one.end)) for one in schedule.windows(day))
    return Column(
        space=space, day=ports.calendar.day(day), open=tuple(spans), entries=tuple(side_by_side(entries))
    )


def minutes(since: datetime, at: datetime) -> int:
    """Whole minutes from one instant to another."""
    return (at - since) // timedelta(minutes=1)


def _entries(
    ports: Ports, days: Sequence[date], spaces: Sequence[Space]
) -> Mapping[tuple[str, date], Sequence[Entry]]:
    programme, zone = programme_of(ports), ports.centre.zone_info
    window = Window(local_day(min(days), zone).start, local_day(max(days), zone).end)
    sessions = programme.sessions.within(window, [space.id for space in spaces])
    shown = [one for one in sessions if one.reason != LEFT_SERIES]
    found = defaultdict[tuple[str, date], list[Entry]](list)
    for entry in entries_of(ports, shown):
        found[entry.session.space, ports.centre.day_of(entry.session.window.start)].append(entry)
    return found


def entries_of(ports: Ports, sessions: Sequence[Session]) -> list[Entry]:
    """The sessions with what is booked and counted in them, each alone in its lane."""
    programme, zone = programme_of(ports), ports.centre.zone_info
    ids = [one.id for one in sessions]
    seats, waiting, absent = Counter[str](), Counter[str](), Counter[str]()
    for booking in programme.bookings.of_sessions(ids):
        seats[booking.session] += booking.seats * (booking.status in SEATED)
        waiting[booking.session] += booking.seats * (booking.status is BookingStatus.WAITING)
        absent[booking.session] += booking.seats * (booking.status is BookingStatus.NO_SHOW)
    counts = defaultdict[str, list[Attendance]](list)
    for attendance in programme.attendances.of_sessions(ids):
        counts[attendance.session].append(attendance)
    entries = []
    for one in sessions:
        begins = local_day(ports.centre.day_of(one.window.start), zone).start
        entries.append(
            Entry(
                session=one,
                start=minutes(begins, one.window.start),
                end=minutes(begins, one.window.end),
                seats=seats[one.id],
                waiting=waiting[one.id],
                absent=absent[one.id],
                came=counted(counts[one.id]),
            )
        )
    return entries


def side_by_side(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with a lane each, so that none covers another; those that touch one another share the width."""
    ordered = sorted(entries, key=lambda one: (one.start, one.session.status in FAINT, -one.end))
    found = lanes([(one.start, one.end) for one in ordered])
    return [replace(one, lane=lane, lanes=of) for one, (lane, of) in zip(ordered, found, strict=True)]


def lanes(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """(lane, lanes side by side) of each span; spans: (start, end) by start, those that touch one another share the width."""
    placed: list[tuple[int, int]] = []
    ends: dict[int, int] = {}
    group, reached = 0, 0
    for start, end in spans:
        if start >= reached:
            placed[group:] = [(lane, len(ends)) for lane, _ in placed[group:]]
            group, ends = len(placed), {}
        lane = next((lane for lane in sorted(ends) if ends[lane] <= start), len(ends))
        ends[lane] = end
        placed.append((lane, 0))
        reached = max(reached, end)
    placed[group:] = [(lane, len(ends)) for lane, _ in placed[group:]]
    return placed
