"""One session as the booking office knows it at an instant: who booked, who came, who did not, who called off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from ingest.simulator.bookings import Session, series_id
from ingest.simulator.offer import CONCESSIONS, ENROLLED, KINDS, PARTIES, SELF_ORGANISED
from ingest.simulator.seed import generator
from ingest.simulator.tariff import COURSE_PLANS
from ingest.simulator.teaching import teachers
from ingest.simulator.world import World
from models.centre import Space
from models.hold import Hold, SessionStatus
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.booking import CUT_OFF, GRACE, Booking, BookingSource, BookingStatus
from models.programme.seating import as_hold, seats_taken
from models.programme.session import CancelledBy
from models.programme.session import Session as Planned
from models.services.presence import told_apart

ABSENT = 0.3
"""Share of the seats that stay empty which somebody had booked."""

RELEASED = 0.5
"""Share of ghosts that are given back; the rest are kept to their end."""

COUNTED = 0.35
"""Share of sessions in which somebody counts heads."""

FIRST_BOOKED = timedelta(days=21)
_RELEASED_AFTER = GRACE + timedelta(minutes=5)
_MINUTE = timedelta(minutes=1)


class _Draws(NamedTuple):
    """What chance says of one session, drawn once: the same at every instant at which it is asked."""

    seated: int
    called_off: int
    late: int
    waiting: int
    released: bool
    counted: bool
    by_organiser: bool
    notice_h: float
    parties: list[int]
    leads: list[float]
    arrivals: list[float]
    notices: list[float]


@dataclass(frozen=True, slots=True)
class Record:
    """A session, its space, what chance says of it and who teaches it ("" = nobody of the centre's)."""

    truth: Session
    space: Space
    places: int
    draws: _Draws
    coach: str = ""

    def session_at(self, now: datetime) -> Planned:
        """The session in the timetable."""
        truth, course = self.truth, self.truth.course
        linked = course is not None and not (course.before or course.after)
        status = self._status(now)
        cancelled = status is SessionStatus.CANCELLED
        by = CancelledBy.ORGANISER if self.draws.by_organiser else CancelledBy.CENTRE
        return Planned(
            id=truth.id,
            series=series_id(self.space.id, course) if course and linked else "",
            day=truth.day,
            space=self.space.id,
            kind=(KINDS[self.space.zone] if course else SELF_ORGANISED).key,
            organiser=truth.organiser,
            coach=self.coach,
            title=truth.title,
            window=truth.window,
            places=self.places,
            expected=0 if self.places else truth.seats,
            price_plan=COURSE_PLANS.get(self.space.zone, "") if course else "",
            status=status,
            cancelled_at=self._cancelled_at if cancelled else None,
            cancelled_by=by if cancelled else CancelledBy.NOBODY,
            released_at=truth.window.start + _RELEASED_AFTER if status is SessionStatus.RELEASED else None,
        )

    def hold_at(self, now: datetime) -> Hold:
        """The same as facts see it."""
        return as_hold(self.session_at(now), seats_taken(self.bookings_at(now)))

    def bookings_at(self, now: datetime) -> list[Booking]:
        """Who has booked by now; none where no places are booked."""
        return [one for one in self._bookings(now) if one.booked_at <= now] if self.places else []

    def attendances_at(self, now: datetime) -> list[Attendance]:
        """What was counted once it was over. Of nobody there is no count.

        Sensors' counts too: the house's job looks only at the last days, never at a year that is written at once.
        """
        truth, end = self.truth, self.truth.window.end
        if now < end or not truth.attendees:
            return []
        found = []
        if self.places:
            less = sum(party < CONCESSIONS for party in self.draws.parties[: truth.attendees])
            found.append(_counted(truth, AttendanceSource.CHECKIN, truth.attendees, less))
        if told_apart(self.space, self.session_at(now)):
            found.append(_counted(truth, AttendanceSource.SENSOR, truth.attendees, None))
        if self.draws.counted:
            found.append(_counted(truth, AttendanceSource.MANUAL, truth.attendees, None))
        return found

    @property
    def _cancelled_at(self) -> datetime:
        return self.truth.window.start - timedelta(hours=self.draws.notice_h)

    def _status(self, now: datetime) -> SessionStatus:
        truth = self.truth
        if truth.cancelled:
            return SessionStatus.CANCELLED if now >= self._cancelled_at else SessionStatus.CONFIRMED
        if now < truth.window.start:
            return SessionStatus.CONFIRMED
        if not truth.attendees:
            if self.draws.released:
                given_back = now >= truth.window.start + _RELEASED_AFTER
                return SessionStatus.RELEASED if given_back else SessionStatus.CONFIRMED
            return SessionStatus.NO_SHOW if now >= truth.window.end else SessionStatus.CONFIRMED
        return SessionStatus.DONE if now >= truth.window.end else SessionStatus.RUNNING

    def _bookings(self, now: datetime) -> Iterator[Booking]:
        draws = self.draws
        for n in range(draws.seated):
            came = n < self.truth.attendees
            yield self._seated(n, now, came=came)
        called_off = [(BookingStatus.CANCELLED, 1.0)] * draws.called_off
        late = [(BookingStatus.LATE_CANCELLED, 0.0)] * draws.late
        for n, (status, days) in enumerate([*called_off, *late], draws.seated):
            notice = CUT_OFF * (draws.notices[n] + days) * (1 if not days else 3)
            cancelled_at = self.truth.window.start - notice
            if cancelled_at <= now and not self.truth.cancelled:
                yield self._booking(n, status, early=notice, cancelled_at=cancelled_at)
        first = draws.seated + draws.called_off + draws.late
        if not self.truth.cancelled:
            for n in range(first, first + draws.waiting):
                yield self._booking(n, BookingStatus.WAITING)

    def _seated(self, n: int, now: datetime, *, came: bool) -> Booking:
        status = self._status(now)
        if status is SessionStatus.CANCELLED:
            notice = self.truth.window.start - self._cancelled_at
            return self._booking(n, BookingStatus.CANCELLED, early=notice, cancelled_at=self._cancelled_at)
        if came:
            arrival = self.truth.window.start + self.draws.arrivals[n] * _MINUTE
            if now < arrival:
                return self._booking(n, BookingStatus.CONFIRMED)
            done = BookingStatus.COMPLETED if status is SessionStatus.DONE else BookingStatus.CHECKED_IN
            return self._booking(n, done, checked_in_at=arrival)
        if status is SessionStatus.RELEASED:
            return self._booking(n, BookingStatus.RELEASED)
        others_came = self.truth.attendees and now >= self.truth.window.start + GRACE
        absent = status is SessionStatus.NO_SHOW or others_came
        return self._booking(n, BookingStatus.NO_SHOW if absent else BookingStatus.CONFIRMED)

    def _booking(
        self,
        n: int,
        status: BookingStatus,
        *,
        early: timedelta = timedelta(0),
        cancelled_at: datetime | None = None,
        checked_in_at: datetime | None = None,
    ) -> Booking:
        lead = max(FIRST_BOOKED * self.draws.leads[n], early + 10 * _MINUTE)
        return Booking(
            id=f"{self.truth.id}.{n:02}",
            session=self.truth.id,
            party=f"sim-{self.draws.parties[n]}",
            status=status,
            seated=status is not BookingStatus.WAITING,
            source=BookingSource.SIMULATED,
            booked_at=self.truth.window.start - lead,
            cancelled_at=cancelled_at,
            checked_in_at=checked_in_at,
        )


def record(world: World, space: Space, truth: Session) -> Record:
    """What the office knows of a session of the truth."""
    places = truth.seats if truth.course and space.zone in ENROLLED else 0
    coach = teachers(world)[space.id, truth.course.key] if truth.course else ""
    return Record(truth, space, places, _draws(world, space, truth, places), coach)


def _draws(world: World, space: Space, truth: Session, places: int) -> _Draws:
    draw = generator(world.seed, world.centre.id, space.id, truth.id, "office")
    released, counted, by_organiser, notice = draw.random(4).tolist()
    kept = bool(truth.attendees)
    empty = places - truth.attendees
    seated = truth.attendees + int(draw.binomial(empty, ABSENT if kept else 0.7)) if places else 0
    seated = max(seated, min(2, places))
    called_off, late = (int(n) for n in draw.poisson((0.9, 0.4))) if places else (0, 0)
    waiting = int(draw.poisson(2.5)) if places and seated == places else 0
    n = seated + called_off + late + waiting
    leads = np.sort(draw.beta(1.0, 1.6, n))[::-1]  # whoever waits came last
    return _Draws(
        seated=seated,
        called_off=called_off,
        late=late,
        waiting=waiting,
        released=released < RELEASED,
        counted=counted < COUNTED,
        by_organiser=truth.course is None and by_organiser < 0.7,
        notice_h=2 + 60 * notice,
        parties=draw.permutation(PARTIES)[:n].tolist(),
        leads=leads.tolist(),
        arrivals=draw.integers(-12, 12, seated).tolist(),
        notices=draw.random(n).tolist(),
    )


def _counted(truth: Session, source: AttendanceSource, people: int, concession: int | None) -> Attendance:
    return Attendance(
        session=truth.id,
        source=source,
        people=people,
        concession=concession,
        at=truth.window.end,
        by="simulator",
    )
