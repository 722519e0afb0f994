"""What must be written so that the timetable is what the series say, and what is left to a person.

Never touched: a session that somebody booked or waits for, one that was changed alone, one that has begun.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count

from models.hold import SessionStatus
from models.programme.conflict import Conflict, ConflictKind, Diary, Judge
from models.programme.recurrence import REACH, Occurrence, expand
from models.programme.series import Series
from models.programme.session import CancelledBy, Session

AHEAD = timedelta(days=180)
"""How far ahead series become sessions (domain.md 4.3)."""

LEFT_SERIES = "left_series"
"""The reason of a session that was cancelled because its series no longer has its date; such a one may come back."""

_WHERE_AND_WHEN = ("space", "units", "window")
_OF_THE_SERIES = (
    *_WHERE_AND_WHEN,
    *("kind", "organiser", "coach", "title", "places", "expected", "price_plan"),
)
"""What a session has from its series."""


class Proposal(StrEnum):
    """What a person can do with a booked session that is not as its series wants it."""

    ADOPT = "adopt"  # place and time stay: nobody who booked is harmed
    MOVE = "move"  # another time or place: those who booked must agree
    KEEP = "keep"  # fewer places than are booked: leave it as it is
    CANCEL = "cancel"  # its date is gone: the office cancels it and tells those who booked


@dataclass(frozen=True, slots=True, kw_only=True)
class Untouched:
    """A booked session that was left alone. wanted: what the series wants instead, None = nothing on that date.

    seats: those that are booked or waited for.
    """

    session: Session
    wanted: Session | None
    seats: int
    proposal: Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """added, changed, cancelled: sessions as they must be written. conflicts: also of what could not be added.

    linked: those that only belong to another half of their series now.
    """

    added: tuple[Session, ...] = ()
    changed: tuple[Session, ...] = ()
    cancelled: tuple[Session, ...] = ()
    linked: tuple[Session, ...] = ()
    untouched: tuple[Untouched, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def writes(self) -> tuple[Session, ...]:
        return (*self.cancelled, *self.changed, *self.added, *self.linked)

    def plus(self, other: "Plan") -> "Plan":
        return Plan(
            added=self.added + other.added,
            changed=self.changed + other.changed,
            cancelled=self.cancelled + other.cancelled,
            linked=self.linked + other.linked,
            untouched=self.untouched + other.untouched,
            conflicts=self.conflicts + other.conflicts,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The moment at which a plan is made. booked: session -> seats booked or waited for; agreed: booked sessions that
    may be changed all the same, because a person said so; taken: ids of kept sessions of whatever series."""

    now: datetime
    until: date
    booked: Mapping[str, int]
    agreed: Collection[str] = ()
    taken: Collection[str] = frozenset()


def planned_session(series: Series, occurrence: Occurrence, taken: Collection[str]) -> Session:
    """The session of an occurrence that takes place. Its id is the series' and the date's: making it twice is once.

    taken: ids that are not to be had. A session keeps its id for ever, also under another date or series.
    """
    assert occurrence.window is not None
    return Session(
        id=_free_id(f"{series.id}.{occurrence.day:%Y%m%d}", taken),
        series=series.id,
        day=occurrence.day,
        space=series.space,
        units=series.units,
        kind=series.kind,
        organiser=series.organiser,
        coach=series.coach,
        title=series.title,
        window=occurrence.window,
        places=series.places,
        expected=series.expected,
        price_plan=series.price_plan,
    )


def _free_id(plain: str, taken: Collection[str]) -> str:
    if plain not in taken:
        return plain
    return next(numbered for n in count(2) if (numbered := f"{plain}.{n}") not in taken)


def plan(series: Series, kept: Sequence[Session], diary: Diary, judge: Judge, present: Present) -> Plan:
    """One series against its kept sessions. `diary` holds every kept session, and afterwards what is planned here.

    Raises RuleError.
    """
    since = present.now.astimezone(judge.zone).date() - REACH
    occurrences = expand(series, since, present.until, judge.calendar, judge.zone)
    wanted = {one.day: planned_session(series, one, present.taken) for one in occurrences if one.window}
    own = {one.day: one for one in kept if one.series == series.id and since <= one.day <= present.until}
    fitting = _Fitting(diary, judge, present)
    for day in sorted(wanted.keys() | own.keys()):
        fitting.take(own.get(day), wanted.get(day))
    return fitting.result()


@dataclass(frozen=True, slots=True)
class _Step:
    """What becomes of one date. kept: as it stands now, None = nothing does; to: what shall be written."""

    kept: Session | None
    to: Session


class _Fitting:
    """Gives the dates of one series their place among everything that is held."""

    def __init__(self, diary: Diary, judge: Judge, present: Present) -> None:
        self._diary, self._judge, self._present = diary, judge, present
        self._moves: list[_Step] = []
        self._accepted: dict[str, _Step] = {}
        self._cancelled: list[Session] = []
        self._untouched: list[Untouched] = []
        self._conflicts: list[Conflict] = []

    def take(self, kept: Session | None, wanted: Session | None) -> None:
        """Sort one date into what moves, what goes and what is not touched."""
        if not _free(kept, wanted, self._present.now):
            return
        if wanted is not None and (shut := self._shut(wanted)):
            self._conflicts += shut
            wanted = None
        if kept is None or not kept.held:
            self._moves += [_Step(kept, _restored(kept, wanted))] if wanted else []
        elif wanted is not None and _alike(kept, wanted):
            self._conflicts += self._judge.conflicts(kept, self._diary)
        elif (seats := self._present.booked.get(kept.id, 0)) and not self._agreed(kept, wanted):
            self._untouched.append(untouched(kept, wanted, seats))
        elif wanted is None:
            self._cancelled.append(_cancelled(kept, self._present.now))
        else:
            self._moves.append(_Step(kept, _restored(kept, wanted)))

    def _agreed(self, kept: Session, wanted: Session | None) -> bool:
        possible = wanted is not None and wanted.places >= self._present.booked.get(kept.id, 0)
        return possible and kept.id in self._present.agreed

    def _shut(self, wanted: Session) -> list[Conflict]:
        found = self._judge.conflicts(wanted, Diary())
        return found if any(one.kind is ConflictKind.CLOSED for one in found) else []

    def result(self) -> Plan:
        """Frees what goes or moves, then gives every move its place, or leaves it where it was."""
        for gone in (*self._cancelled, *(step.kept for step in self._moves if step.kept)):
            self._diary.strike(gone)
        for step in self._moves:
            found = self._judge.conflicts(step.to, self._diary)
            self._conflicts += found
            if any(conflict.forbids for conflict in found):
                self._leave(step)
            else:
                self._diary.enter([step.to])
                self._accepted[step.to.id] = step
        steps = self._accepted.values()
        return Plan(
            added=tuple(step.to for step in steps if not (step.kept and step.kept.held)),
            changed=tuple(step.to for step in steps if step.kept and step.kept.held),
            cancelled=tuple(self._cancelled),
            untouched=tuple(self._untouched),
            conflicts=tuple(self._conflicts),
        )

    def _leave(self, step: _Step) -> None:
        """What finds no room stays where it was, and so does in turn whatever was given that place meanwhile."""
        if step.kept is None or not step.kept.held:
            return
        self._diary.enter([step.kept])
        for other in self._judge.in_the_way(step.kept, self._diary):
            if ousted := self._accepted.pop(other.id, None):
                self._diary.strike(other)
                self._conflicts.append(
                    Conflict(kind=ConflictKind.SPACE_TAKEN, session=ousted.to, other=step.kept)
                )
                self._leave(ousted)


def _free(kept: Session | None, wanted: Session | None, now: datetime) -> bool:
    """Whether the series still has a say: nothing of it has begun, and nobody changed or ended this one alone."""
    begun = any(one is not None and one.window.start <= now for one in (kept, wanted))
    return (
        not begun
        and (kept is None or kept.status is SessionStatus.CONFIRMED or _left(kept))
        and not (kept is not None and kept.detached)
    )


def _left(kept: Session) -> bool:
    return kept.status is SessionStatus.CANCELLED and kept.reason == LEFT_SERIES


def _alike(kept: Session, wanted: Session) -> bool:
    return all(getattr(kept, name) == getattr(wanted, name) for name in _OF_THE_SERIES)


def _restored(kept: Session | None, wanted: Session) -> Session:
    """What the series wants, as the next state of what is kept."""
    return (
        wanted
        if kept is None
        else replace(wanted, id=kept.id, version=kept.version, external_id=kept.external_id)
    )


def _cancelled(kept: Session, now: datetime) -> Session:
    return replace(
        kept,
        status=SessionStatus.CANCELLED,
        reason=LEFT_SERIES,
        cancelled_at=now,
        cancelled_by=CancelledBy.CENTRE,
    )


def untouched(kept: Session, wanted: Session | None, seats: int) -> Untouched:
    """A booked session that stays as it is, with what a person can do about it."""
    return Untouched(session=kept, wanted=wanted, seats=seats, proposal=_proposal(kept, wanted, seats))


def _proposal(kept: Session, wanted: Session | None, seats: int) -> Proposal:
    if wanted is None:
        return Proposal.CANCEL
    if wanted.places < seats:
        return Proposal.KEEP
    stays = all(getattr(kept, name) == getattr(wanted, name) for name in _WHERE_AND_WHEN)
    return Proposal.ADOPT if stays else Proposal.MOVE
