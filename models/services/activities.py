"""Activities: planned, held, counted and called off, and what volunteers gave for them."""

from dataclasses import dataclass, replace
from datetime import date
from secrets import token_hex

from models.account import Account, Permission
from models.audit import AuditEntry
from models.calendar import business_date
from models.exchange.activity_columns import LONGEST_NAME, MOST_PEOPLE, MOST_VOLUNTEERS
from models.message import LocalText
from models.needs.activity import Activity, ActivityStatus, VolunteerWork
from models.needs.discretion import masked
from models.needs.ports import Activities, LoopChangedError
from models.ports import Ports
from models.services.deed import done_by
from models.services.held import SESSION
from models.services.loop import activities_of
from models.services.regeneration import programme_of
from models.services.strangers import refusal

LONGEST_DAY = 16 * 60
"""Minutes that one volunteer can give on a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What somebody typed. attendances: of what is over already, None = not counted yet."""

    kind: str
    name: LocalText
    day: date
    space: str = ""
    project: str = ""
    attendances: int | None = None
    persons: int | None = None


def plan(ports: Ports, account: Account, typed: Planned) -> Activity:
    """One that the programme does not know. Raises RefusedError."""
    kept = allowed(ports, account)
    one = checked(ports, typed, token_hex(6))
    return kept.put(one, done_by(ports, account, "activity.plan", one.id, kind=one.kind, day=f"{one.day}"))


def checked(ports: Ports, typed: Planned, key: str, revision: int = 1) -> Activity:
    """The activity that was typed, every field held against what exists. Raises RefusedError."""
    is_over = typed.day <= today(ports)
    counted = typed.attendances is not None or typed.persons is not None
    if typed.kind not in {one.key for one in programme_of(ports).offerings.kinds()}:
        raise refusal("activity.kind", name=typed.kind[:LONGEST_NAME])
    if not typed.name or any(len(text) > LONGEST_NAME for text in typed.name.values()):
        raise refusal("activity.name", most=LONGEST_NAME)
    if typed.space and typed.space not in ports.centre.spaces:
        raise refusal("no_space")
    if typed.project and (ports.loop.projects is None or ports.loop.projects.find(typed.project) is None):
        raise refusal("activity.no_project")
    if counted and not is_over:
        raise refusal("activity.not_yet")
    _people(typed.attendances, typed.persons)
    return Activity(
        id=key,
        kind=typed.kind,
        name={locale: masked(text) for locale, text in typed.name.items()},
        day=typed.day,
        status=ActivityStatus.HELD if counted else ActivityStatus.PLANNED,
        space=typed.space,
        project=typed.project,
        attendances=typed.attendances,
        persons=typed.persons,
        revision=revision,
    )


def count(
    ports: Ports, account: Account, key: str, seen: int, attendances: int | None, persons: int | None
) -> Activity:
    """It was held, and so many came; None = nobody counted. Of a session the programme counts. Raises RefusedError."""
    one = _seen(ports, account, key, seen)
    if one.day > today(ports):
        raise refusal("activity.not_yet")
    if one.session and attendances is not None:
        raise refusal("activity.counted_there")
    if one.status is ActivityStatus.CANCELLED:
        raise refusal("activity.is_called_off")
    _people(attendances, persons)
    held = replace(one, status=ActivityStatus.HELD, attendances=attendances, persons=persons)
    told = {"attendances": _said(attendances), "persons": _said(persons)}
    return _put(ports, held, done_by(ports, account, "activity.count", one.id, **told))


def call_off(ports: Ports, account: Account, key: str, seen: int) -> Activity:
    """Raises RefusedError, also for one of the programme: that is called off in the timetable."""
    one = _seen(ports, account, key, seen)
    if one.session:
        raise refusal("activity.called_off_there")
    gone = replace(one, status=ActivityStatus.CANCELLED, attendances=None, persons=None)
    return _put(ports, gone, done_by(ports, account, "activity.call_off", one.id))


def give(ports: Ports, account: Account, key: str, volunteers: int, minutes: int) -> VolunteerWork:
    """Hours of volunteers. minutes: of all of them together. Raises RefusedError."""
    one = adopted(ports, account, key)
    possible_hours(volunteers, minutes)
    if one.day > today(ports) or one.status is ActivityStatus.CANCELLED:
        raise refusal("activity.not_yet")
    work = VolunteerWork(
        id=token_hex(6),
        activity=one.id,
        day=one.day,
        volunteers=volunteers,
        minutes=minutes,
        by=account.name,
        at=ports.clock(),
        project=one.project,
    )
    told = done_by(ports, account, "volunteer.enter", one.id, volunteers=volunteers, minutes=minutes)
    activities_of(ports).put_work(work, told)
    return work


def possible_hours(volunteers: int, minutes: int) -> None:
    """Raises RefusedError for what nobody can give on a day."""
    if not 0 < volunteers <= MOST_VOLUNTEERS or not 0 < minutes <= volunteers * LONGEST_DAY:
        raise refusal("activity.hours", volunteers=volunteers, minutes=minutes)


def put_activity(ports: Ports, account: Account, one: Activity, deed: str) -> Activity:
    """Of a file, or as it was before one. Raises RefusedError."""
    allowed(ports, account)
    return _put(ports, one, done_by(ports, account, deed, one.id, kind=one.kind, day=f"{one.day}"))


def remove_activity(ports: Ports, account: Account, key: str) -> None:
    """With the hours given for it. Raises RefusedError."""
    kept = allowed(ports, account)
    try:
        kept.remove(_found(kept, key), done_by(ports, account, "activity.remove", key))
    except LoopChangedError as error:
        raise refusal("activity.changed") from error


def take_back(ports: Ports, account: Account, key: str) -> None:
    """Hours that were written down wrongly. Raises RefusedError."""
    kept = allowed(ports, account)
    if not kept.remove_work(key, done_by(ports, account, "volunteer.remove", key[:LONGEST_NAME])):
        raise refusal("activity.changed")


def adopted(ports: Ports, account: Account, key: str) -> Activity:
    """The activity of a key; a session of the programme becomes one when something is said of it. Raises RefusedError."""
    kept = allowed(ports, account)
    if not key.startswith(SESSION):
        return _found(kept, key)
    session = next(iter(programme_of(ports).sessions.find([key.removeprefix(SESSION)])), None)
    if session is None:
        raise refusal("activity.changed")
    known = next((one for one in kept.all() if one.session == session.id), None)
    if known is not None:
        return known
    one = Activity(
        id=token_hex(6),
        kind=session.kind,
        name=session.title,
        day=business_date(session.window.start, ports.centre.zone_info),
        status=ActivityStatus.HELD if session.window.end <= ports.clock() else ActivityStatus.PLANNED,
        session=session.id,
        space=session.space,
    )
    return _put(ports, one, done_by(ports, account, "activity.adopt", one.id, session=session.id))


def allowed(ports: Ports, account: Account) -> Activities:
    """Raises RefusedError."""
    if not account.may(Permission.ACTIVITY_EDIT, ports.centre.id):
        raise refusal("activity.not_allowed")
    return activities_of(ports)


def today(ports: Ports) -> date:
    return ports.centre.business_day_of(ports.clock())


def _people(attendances: int | None, persons: int | None) -> None:
    """Persons are different people, so there are never more of them than attendances."""
    for number in (attendances, persons):
        if number is not None and not 0 <= number <= MOST_PEOPLE:
            raise refusal("activity.people", n=number)
    if attendances is not None and persons is not None and persons > attendances:
        raise refusal("activity.persons", persons=persons, attendances=attendances)


def _said(number: int | None) -> str:
    return "" if number is None else str(number)


def _found(kept: Activities, key: str) -> Activity:
    found = next((one for one in kept.all() if one.id == key), None)
    if found is None:
        raise refusal("activity.changed")
    return found


def _seen(ports: Ports, account: Account, key: str, seen: int) -> Activity:
    """As somebody saw it; a session's is made when it is not there yet."""
    one = adopted(ports, account, key)
    if not key.startswith(SESSION) and one.revision != seen:
        raise refusal("activity.changed")
    return one


def _put(ports: Ports, one: Activity, told: AuditEntry) -> Activity:
    try:
        return activities_of(ports).put(one, told)
    except LoopChangedError as error:
        raise refusal("activity.changed") from error
