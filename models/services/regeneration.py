"""Series become sessions half a year ahead: on start, daily and after the calendar changed. Twice is the same as once."""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from models.calendar import Window
from models.message import Message
from models.ports import Ports
from models.programme.activity import OrganiserKind
from models.programme.booking import OPEN
from models.programme.conflict import Diary, Judge
from models.programme.ports import (
    ChangedMeanwhileError,
    DoubleBookedError,
    FullError,
    Programme,
    SeriesChangedError,
)
from models.programme.recurrence import REACH
from models.programme.regeneration import AHEAD, Plan, Present, plan
from models.programme.rule import RuleError
from models.programme.series import Series
from models.programme.session import Session
from models.services.strangers import RefusedError, refusal

log = logging.getLogger(__name__)

ATTEMPTS = 5
"""How often a plan is made anew because somebody else wrote meanwhile."""

BEHIND = 4 * REACH
"""How far back sessions are read: one that was moved alone still stands for its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regeneration:
    """What a run did and what it left to a person. faulty: series whose rule cannot be read, and why; series: those
    that were looked at, where somebody asked what is left, or that were kept with their sessions."""

    plan: Plan
    faulty: Mapping[str, Message] = field(default_factory=dict)
    series: Sequence[Series] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is kept of the half year ahead, and what a plan needs to judge by."""

    sessions: Sequence[Session]
    diary: Diary
    judge: Judge
    present: Present


def programme_of(ports: Ports) -> Programme:
    """The programme. Raises RefusedError where this deployment keeps none."""
    if ports.programme is None:
        raise refusal("programme.no_programme")
    return ports.programme


def regenerate(ports: Ports) -> Regeneration:
    """Make the timetable what all series say, oldest series first. Where they cannot be written together, each is
    written alone, so that one stops no other. Raises StoreError, RefusedError when none can be written."""
    programme = programme_of(ports)
    try:
        return carry_out(ports, lambda seen: _all_planned(_oldest_first(programme), seen))
    except RefusedError:
        return _one_by_one(ports, programme)


def left_over(ports: Ports) -> Regeneration:
    """What a run now would leave to a person; nothing is written. Raises StoreError, RefusedError."""
    series = _oldest_first(programme_of(ports))
    return replace(_all_planned(series, outlook(ports)), series=series)


def _one_by_one(ports: Ports, programme: Programme) -> Regeneration:
    made, faulty = Plan(), dict[str, Message]()
    refused = list[RefusedError]()
    series = _oldest_first(programme)
    for one in series:
        try:
            alone = carry_out(ports, partial(_planned_alone, programme, one.id))
        except RefusedError as error:
            log.warning("series '%s' is not planned: %s", one.id, error)
            refused.append(error)
            faulty[one.id] = error.message
        else:
            made = made.plus(alone.plan)
            faulty |= alone.faulty
    if len(refused) == len(series):
        raise refused[0]
    return Regeneration(plan=made, faulty=faulty)


def outlook(ports: Ports, agreed: Collection[str] = (), far: Collection[str] = ()) -> Outlook:
    """What is kept now. agreed: booked sessions that a person lets go with their series. far: ids to look for beyond
    the half year. Raises StoreError."""
    programme, now = programme_of(ports), ports.clock()
    near = programme.sessions.within(Window(now - BEHIND, now + AHEAD + REACH))
    sessions = [*near, *programme.sessions.find(set(far) - {one.id for one in near})]
    ahead = [one.id for one in sessions if one.series and one.window.start > now]
    diary = Diary()
    diary.enter(sessions)
    return Outlook(
        sessions=sessions,
        diary=diary,
        judge=judge(ports),
        present=Present(
            now=now,
            until=ports.centre.day_of(now + AHEAD),
            booked=_booked(programme, ahead),
            agreed=agreed,
            taken=frozenset(one.id for one in sessions),
        ),
    )


def judge(ports: Ports) -> Judge:
    """Who says what a session of this centre runs into. Raises StoreError."""
    organisers = programme_of(ports).offerings.organisers()
    return Judge(
        ports.centre.spaces,
        {one.id: one for one in organisers if one.kind is OrganiserKind.COACH},
        ports.calendar,
        ports.centre.zone_info,
    )


def carry_out(
    ports: Ports,
    make: Callable[[Outlook], Regeneration],
    agreed: Collection[str] = (),
    series: Sequence[Series] = (),
) -> Regeneration:
    """Plan and write, again where somebody else came first; `series` are kept in the same breath.

    Raises RefusedError when that never ends or somebody changed one of the series, StoreError.
    """
    programme, far = programme_of(ports), set[str]()
    for _ in range(ATTEMPTS):
        seen = outlook(ports, agreed, far)
        made = make(seen)
        if unseen := _unseen(programme, seen, made.plan):
            far |= unseen
            continue
        try:
            kept = _write(programme, made.plan, agreed, series)
        except SeriesChangedError as error:
            raise refusal("programme.series_changed") from error
        except (ChangedMeanwhileError, DoubleBookedError, FullError):
            continue
        return replace(made, series=kept) if series else made
    raise refusal("programme.too_busy")


def _unseen(programme: Programme, seen: Outlook, made: Plan) -> set[str]:
    """Ids of what is new that are kept all the same: somebody moved a session far away, and it stands for its date."""
    new = {one.id for one in made.added} - set(seen.present.taken)
    return {one.id for one in programme.sessions.find(new)} if new else set()


def _write(
    programme: Programme, made: Plan, agreed: Collection[str], series: Sequence[Series]
) -> Sequence[Series]:
    touched = {one.id for one in (*made.changed, *made.cancelled)} - set(agreed)
    if series or made.writes:
        return programme.put(series, made.writes, unbooked=touched)
    return ()


def _booked(programme: Programme, sessions: Collection[str]) -> Mapping[str, int]:
    """Session -> seats that are booked or waited for."""
    seats: Counter[str] = Counter()
    for booking in programme.bookings.of_sessions(sessions):
        if booking.status in OPEN:
            seats[booking.session] += booking.seats
    return seats


def _all_planned(all_series: Sequence[Series], seen: Outlook) -> Regeneration:
    made, faulty = Plan(), dict[str, Message]()
    own: dict[str, list[Session]] = defaultdict(list)
    for one in seen.sessions:
        own[one.series].append(one)
    for series in all_series:
        try:
            made = made.plus(planned(series, seen, own[series.id]))
        except RuleError as error:
            faulty[series.id] = error.message
    return Regeneration(plan=made, faulty=faulty)


def _planned_alone(programme: Programme, key: str, seen: Outlook) -> Regeneration:
    return _all_planned([one for one in _oldest_first(programme) if one.id == key], seen)


def _oldest_first(programme: Programme) -> list[Series]:
    return sorted(programme.offerings.all_series(), key=_age)


def _age(series: Series) -> tuple[object, str]:
    return series.first, series.id


def planned(series: Series, seen: Outlook, kept: Sequence[Session] | None = None) -> Plan:
    """The plan of one series. kept: its sessions, where they are not as they are kept. Raises RuleError."""
    return plan(series, seen.sessions if kept is None else kept, seen.diary, seen.judge, seen.present)
