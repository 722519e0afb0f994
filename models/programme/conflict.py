"""What stands in the way of a session: the space is taken or shut, the coach is away or teaches elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.calendar import Calendar
from models.centre import Closure, Schedule, Space, SpaceId
from models.programme.activity import Availability, Organiser
from models.programme.session import Session, clashes


class ConflictKind(StrEnum):
    """What is wrong with a session that is wanted."""

    NO_SPACE = "no_space"  # the centre file no longer knows the space, or the part of it
    SPACE_TAKEN = "space_taken"
    CLOSED = "closed"
    TOO_MANY_PLACES = "too_many_places"  # more than the space may hold on that day
    OUTSIDE_HOURS = "outside_hours"
    COACH_AWAY = "coach_away"
    COACH_ELSEWHERE = "coach_elsewhere"


FORBIDDING = frozenset(
    {
        ConflictKind.NO_SPACE,
        ConflictKind.SPACE_TAKEN,
        ConflictKind.CLOSED,
        ConflictKind.TOO_MANY_PLACES,
    }
)
"""With these a session cannot be at all; the others are a person's to judge (a substitute, a late opening)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One thing that is wrong with a session. other: whose way it is in; closure: why the space is shut."""

    kind: ConflictKind
    session: Session
    other: Session | None = None
    closure: Closure | None = None

    @property
    def forbids(self) -> bool:
        return self.kind in FORBIDDING


@dataclass(slots=True)
class Diary:
    """Who is where in which quarter hour: the sessions of a centre, to be asked often."""

    _by_space: dict[tuple[SpaceId, datetime], list[Session]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _by_coach: dict[tuple[str, datetime], list[Session]] = field(default_factory=lambda: defaultdict(list))

    def enter(self, sessions: Iterable[Session]) -> None:
        """Note those that are held."""
        for one in sessions:
            for slot in one.window.slots() if one.held else ():
                self._by_space[one.space, slot.start].append(one)
                if one.coach:
                    self._by_coach[one.coach, slot.start].append(one)

    def strike(self, one: Session) -> None:
        """Forget one that was entered with this space, coach and window."""
        for slot in one.window.slots():
            for page in (
                self._by_space.get((one.space, slot.start)),
                self._by_coach.get((one.coach, slot.start)),
            ):
                if page:
                    page[:] = [other for other in page if other.id != one.id]

    def clashing(self, one: Session) -> list[Session]:
        """Those that want a quarter hour of the same part of its space."""
        return _once(
            other
            for slot in one.window.slots()
            for other in self._by_space.get((one.space, slot.start), ())
            if clashes(one, other)
        )

    def elsewhere(self, one: Session) -> list[Session]:
        """Those that its coach teaches at the same time."""
        return _once(
            other
            for slot in one.window.slots()
            for other in self._by_coach.get((one.coach, slot.start), ())
            if one.coach and other.id != one.id and one.window.overlap(other.window)
        )


def _once(sessions: Iterable[Session]) -> list[Session]:
    return list({one.id: one for one in sessions}.values())


@dataclass(frozen=True, slots=True)
class Judge:
    """Knows what a session may run into. spaces, coaches: of the centre; a coach that it does not know is free."""

    spaces: Mapping[SpaceId, Space]
    coaches: Mapping[str, Organiser]
    calendar: Calendar
    zone: ZoneInfo
    _schedules: dict[SpaceId, Schedule] = field(default_factory=dict, repr=False, compare=False)

    def conflicts(self, one: Session, diary: Diary) -> list[Conflict]:
        """Everything that is wrong with a session, the forbidding things first."""
        space = self.spaces.get(one.space)
        if space is None or not set(one.units) <= space.units.keys():
            return [Conflict(kind=ConflictKind.NO_SPACE, session=one)]
        found = [*self._in_space(one, space), *self._taken(one, diary), *self._of_coach(one, diary)]
        return sorted(found, key=lambda conflict: list(ConflictKind).index(conflict.kind))

    def _in_space(self, one: Session, space: Space) -> Iterator[Conflict]:
        day = one.window.start.astimezone(self.zone).date()
        shut = next((closure for closure in space.closures if closure.first <= day <= closure.last), None)
        if shut:
            yield Conflict(kind=ConflictKind.CLOSED, session=one, closure=shut)
        elif not self._open(one, space):
            yield Conflict(kind=ConflictKind.OUTSIDE_HOURS, session=one)
        most = space.limit(day)
        if most is not None and one.places > most:
            yield Conflict(kind=ConflictKind.TOO_MANY_PLACES, session=one)

    def in_the_way(self, one: Session, diary: Diary) -> list[Session]:
        """Those that have what it wants of its space; nobody has where several sessions may go on at a time."""
        space = self.spaces.get(one.space)
        return [] if space is None or space.shared else diary.clashing(one)

    def _taken(self, one: Session, diary: Diary) -> Iterator[Conflict]:
        for other in self.in_the_way(one, diary):
            yield Conflict(kind=ConflictKind.SPACE_TAKEN, session=one, other=other)

    def _open(self, one: Session, space: Space) -> bool:
        schedule = self._schedules.setdefault(space.id, Schedule(space, self.calendar, self.zone))
        reached = one.window.start
        for span in schedule.within(one.window):
            reached = max(reached, span.end) if span.start <= reached else reached
        return reached >= one.window.end

    def _of_coach(self, one: Session, diary: Diary) -> Iterator[Conflict]:
        coach = self.coaches.get(one.coach)
        if coach and not available(coach, one, self.calendar, self.zone):
            yield Conflict(kind=ConflictKind.COACH_AWAY, session=one)
        for other in diary.elsewhere(one):
            yield Conflict(kind=ConflictKind.COACH_ELSEWHERE, session=one, other=other)


def available(coach: Organiser, one: Session, calendar: Calendar, zone: ZoneInfo) -> bool:
    """Whether a coach can teach the whole of a session; one who names no hours can at any time but when away, one who left never."""
    start, end = one.window.start.astimezone(zone), one.window.end.astimezone(zone)
    same_day = end.date() == start.date()
    closes = end.time() if same_day else time.max

    def covers(hours: Availability) -> bool:
        return (
            calendar.day_type(start.date()) in hours.days
            and start.weekday() in hours.weekdays
            and hours.valid_from <= start.date()
            and (hours.valid_to is None or start.date() <= hours.valid_to)
            and hours.start <= start.time()
            and closes <= hours.end
        )

    if coach.retired or coach.is_away(start.date()):
        return False
    return not coach.availability or any(map(covers, coach.availability))
