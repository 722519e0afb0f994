"""What the booking office of the simulated centre wrote down: its timetable, its series and its neighbours' codes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from ingest.simulator.bookings import Session, bookable, seats_of, series_id, sessions
from ingest.simulator.courses import COURSES, Course
from ingest.simulator.offer import (
    CENTRE,
    ENROLLED,
    FAMILY_NAMES,
    GROUP_ORGANISERS,
    KINDS,
    PAY_LESS,
    SELF_ORGANISED,
)
from ingest.simulator.record import Record, record
from ingest.simulator.seed import number
from ingest.simulator.tariff import COURSE_PLANS
from ingest.simulator.teaching import coaches, teachers
from ingest.simulator.world import World
from models.centre import Space, SpaceId
from models.festival import days_from_festival
from models.hold import Hold
from models.programme.booking import CODE_KEPT, Booking, Party
from models.programme.ports import Chronicle, Offerings
from models.programme.series import HolidayPolicy, Series
from models.programme.session import Session as Planned
from models.programme.session import clashes
from models.programme.who import Who

_DAY = timedelta(days=1)
_AHEAD_DAYS = 400
"""How far beyond the last day of the history the series already know of the next festival."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def holds(world: World, space: Space, first: date, last: date, now: datetime) -> list[Hold]:
    """What facts need to know of the sessions of a space that begin from one date to another, both included."""
    return [record(world, space, one).hold_at(now) for one in _sessions(world, space, first, last)]


def chronicle(
    world: World, first: date, last: date, now: datetime, kept: Iterable[Planned] = ()
) -> Chronicle:
    """All that the office knows at `now`. kept: what is there already and stays as people made it; whatever would stand in
    its way is left out."""
    ids, by_day = set[str](), defaultdict[tuple[SpaceId, date], list[Planned]](list)
    for one in kept:
        ids.add(one.id)
        by_day[one.space, one.day].append(one)
    records = [
        record(world, space, one)
        for space in _rooms(world)
        for one in _sessions(world, space, first, last)
        if one.id not in ids
    ]
    if ids:
        records = [one for one in records if not _in_the_way(one.session_at(now), by_day)]
    bookings = [booking for one in records for booking in one.bookings_at(now)]
    return Chronicle(
        sessions=[one.session_at(now) for one in records],
        parties=list(_parties(world, _last_ends(records, bookings))),
        bookings=bookings,
        attendances=[counted for one in records for counted in one.attendances_at(now)],
    )


def _in_the_way(planned: Planned, kept: Mapping[tuple[SpaceId, date], Sequence[Planned]]) -> bool:
    return any(clashes(planned, other) for other in kept.get((planned.space, planned.day), ()))


def offer(world: World, offerings: Offerings, first: date, last: date) -> None:
    """Enter kinds, organisers and weekly courses, but for what is there already: people may have changed it."""
    kinds, organisers = ({one.key for one in offerings.kinds()}, {one.id for one in offerings.organisers()})
    for kind in (*KINDS.values(), SELF_ORGANISED):
        if kind.key not in kinds:
            offerings.put_kind(kind)
    for organiser in (CENTRE, *GROUP_ORGANISERS, *coaches(world, last)):
        if organiser.id not in organisers:
            offerings.put_organiser(organiser)
    known = {one.id for one in offerings.all_series()}
    offerings.put_series([one for one in weekly(world, first, last) if one.id not in known])


def weekly(world: World, first: date, last: date) -> Iterator[Series]:
    """The weekly courses of every room, as somebody entered them on the first date."""
    for space in _rooms(world):
        for course in COURSES.get(space.zone, ()):
            if not (course.before or course.after):
                yield _series(world, space, course, first, last)


def _series(world: World, space: Space, course: Course, first: date, last: date) -> Series:
    seats = seats_of(course, space.limit(last) or 0)
    enrolled = space.zone in ENROLLED
    days = (first + n * _DAY for n in range((last - first).days + _AHEAD_DAYS))
    away = (day for day in days if day.weekday() in course.weekdays and -3 <= days_from_festival(day) <= 7)
    return Series(
        id=series_id(space.id, course),
        space=space.id,
        kind=KINDS[space.zone].key,
        organiser=CENTRE.id,
        coach=teachers(world)[space.id, course.key],
        title=course.title,
        first=first,
        start=course.start,
        minutes=course.minutes,
        rule=f"FREQ=WEEKLY;BYDAY={','.join(_WEEKDAYS[day] for day in course.weekdays)}",
        left_out=tuple(away),
        holiday_policy=HolidayPolicy.SKIP,
        places=seats if enrolled else 0,
        expected=0 if enrolled else seats,
        price_plan=COURSE_PLANS.get(space.zone, ""),
    )


def _rooms(world: World) -> list[Space]:
    return [space for space in world.centre.spaces.values() if bookable(space)]


def _sessions(world: World, space: Space, first: date, last: date) -> Iterable[Session]:
    days = (first + n * _DAY for n in range((last - first).days + 1))
    return (session for day in days for session in sessions(world, space.id, day))


def _last_ends(records: Iterable[Record], bookings: Iterable[Booking]) -> Mapping[str, datetime]:
    """The end of the last session that each party booked."""
    ends = {one.truth.id: one.truth.window.end for one in records}
    found: dict[str, datetime] = {}
    for booking in bookings:
        end = ends[booking.session]
        found[booking.party] = max(end, found.get(booking.party, end))
    return found


def _parties(world: World, ends: Mapping[str, datetime]) -> Iterator[Party]:
    """Codes as a desk writes them: a family name, a star and four digits."""
    for key, end in sorted(ends.items()):
        drawn = number(world.seed, world.centre.id, key)
        code = f"{FAMILY_NAMES[drawn % len(FAMILY_NAMES)]}* {drawn // 97 % 10_000:04}"
        place = int(key.removeprefix("sim-"))
        who = next((who for below, who in PAY_LESS if place < below), Who.EVERYBODY)
        yield Party(id=key, code=code, pays_as=who, delete_after=end + CODE_KEPT)
