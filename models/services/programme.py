"""The programme of a centre: what is offered again and again, what the next dates will be, and changes of it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from models.account import Account
from models.calendar import Window
from models.centre import SpaceId
from models.ports import Ports
from models.programme.conflict import Conflict, Diary
from models.programme.draft import draft_fault, tidied
from models.programme.edit import (
    Drag,
    Revision,
    Scope,
    changed,
    dragging,
    ending,
    leaving_out,
    relinked,
)
from models.programme.fitting import misfit
from models.programme.ports import ChangedMeanwhileError, DoubleBookedError, FullError
from models.programme.recurrence import Occurrence, expand
from models.programme.regeneration import Plan, planned_session
from models.programme.rule import RuleError
from models.programme.series import Series
from models.programme.session import Session
from models.services.deed import note
from models.services.prices import known_plan
from models.services.regeneration import Outlook, Regeneration, carry_out, outlook, planned, programme_of
from models.services.strangers import RefusedError, refusal

PREVIEWED = 20
"""Dates that a preview shows unless somebody asks for more."""

PREVIEW_DAYS = 400
"""How far ahead a preview looks for them: a yearly event shows its next date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewDate:
    """One date to come, with what the calendar does to it and what stands in its way."""

    occurrence: Occurrence
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of a kept series. version: the one that the person saw; revise: (series, id for a new one) -> Revision; tail: that id, "" = any."""

    series: str
    version: int
    action: str
    revise: Callable[[Series, str], Revision]
    tail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What an edit makes or would make: the series instead of the old one, and what happens to the sessions."""

    series: tuple[Series, ...]
    plan: Plan


def all_series(ports: Ports) -> list[Series]:
    """Every series, by id. Raises RefusedError, StoreError."""
    return programme_of(ports).offerings.all_series()


def one_series(ports: Ports, key: str) -> Series:
    """The series of an id. Raises RefusedError."""
    found = next((one for one in all_series(ports) if one.id == key), None)
    if found is None:
        raise refusal("programme.no_series")
    return found


def preview(ports: Ports, draft: Series, most: int = PREVIEWED) -> list[PreviewDate]:
    """The next dates of a draft, new or of a kept series. Raises RefusedError where the draft cannot be."""
    draft = _checked(ports, draft)
    seen = outlook(ports)
    today = ports.centre.day_of(seen.present.now)
    diary = Diary()
    diary.enter(one for one in seen.sessions if one.series != draft.id or not draft.id)
    occurrences = expand(
        draft, today, today + timedelta(days=PREVIEW_DAYS), ports.calendar, ports.centre.zone_info
    )
    return [
        PreviewDate(occurrence=one, conflicts=_conflicts(draft, one, seen, diary))
        for one in occurrences[:most]
    ]


def _conflicts(draft: Series, occurrence: Occurrence, seen: Outlook, diary: Diary) -> tuple[Conflict, ...]:
    if occurrence.window is None:
        return ()
    return tuple(seen.judge.conflicts(planned_session(draft, occurrence, seen.present.taken), diary))


def save(ports: Ports, account: Account, draft: Series) -> Edited:
    """Keep a new series and put its dates into the timetable. Raises RefusedError."""
    new = replace(_checked(ports, draft), id=draft.id or uuid4().hex, version=0)
    made = carry_out(ports, lambda seen: Regeneration(plan=planned(new, seen)), series=(new,))
    note(ports, account, "series.save", new.id, rule=new.rule, space=new.space)
    return Edited(series=tuple(made.series), plan=made.plan)


def change(ports: Ports, draft: Series, scope: Scope, day: date) -> Edit:
    """The series shall be as the draft (its id and version say which one), from `day` on or throughout."""
    draft, zone = _checked(ports, draft), ports.centre.zone_info
    return Edit(
        series=draft.id,
        version=draft.version,
        action="series.change",
        revise=lambda series, tail: changed(series, draft, scope, day, tail, zone),
    )


def drag(ports: Ports, key: str, version: int, where: Drag, scope: Scope) -> Edit:
    """One date was dragged elsewhere, and the following or all shall go with it."""
    zone = ports.centre.zone_info
    return Edit(
        series=key,
        version=version,
        action="series.drag",
        revise=lambda series, tail: dragging(series, where, scope, tail, zone),
    )


def drag_from(ports: Ports, session: Session, to: Window, space: SpaceId, scope: Scope) -> Edit:
    """A session of a series was dropped elsewhere in the timetable, and the following or all shall go with it.

    Raises RefusedError where it has no series, or was changed alone and so tells nothing of the others.
    """
    if not session.series or session.detached:
        raise refusal("series.alone")
    series = one_series(ports, session.series)
    zone, day_of = ports.centre.zone_info, ports.centre.day_of
    # A date that a holiday shifted is moved from where it takes place, not from where the rule has it.
    by = day_of(to.start) - day_of(session.window.start)
    start = to.start.astimezone(zone)
    where = Drag(
        day=session.day,
        on=session.day + by,
        start=start.time(),
        minutes=to.length // timedelta(minutes=1),
        space=space,
    )
    return drag(ports, series.id, series.version, where, scope)


def end(key: str, version: int, day: date) -> Edit:
    """Nothing of the series from `day` on."""
    return Edit(
        series=key, version=version, action="series.end", revise=lambda series, _tail: ending(series, day)
    )


def leave_out(key: str, version: int, day: date) -> Edit:
    """This date alone does not take place."""
    return Edit(
        series=key,
        version=version,
        action="series.leave_out",
        revise=lambda series, _tail: leaving_out(series, day),
    )


def propose(ports: Ports, edit: Edit, agreed: Collection[str] = ()) -> Edited:
    """What an edit would do, and which booked sessions it cannot touch. Writes nothing. Raises RefusedError."""
    series, revision = _revised(ports, edit)
    return Edited(
        series=revision.kept, plan=_planned(series, revision, revision.kept, outlook(ports, agreed))
    )


def carry(ports: Ports, account: Account, edit: Edit, agreed: Collection[str] = ()) -> Edited:
    """Do it. agreed: booked sessions (Proposal ADOPT or MOVE) that a person lets go with the series. Raises RefusedError."""
    series, revision = _revised(ports, edit)
    kept, last = revision.kept, revision.last
    made = carry_out(
        ports, lambda seen: Regeneration(plan=_planned(series, revision, kept, seen)), agreed, kept
    )
    note(ports, account, edit.action, series.id, into=last.id, rule=last.rule, agreed=" ".join(agreed))
    return Edited(series=tuple(made.series), plan=made.plan)


def _revised(ports: Ports, edit: Edit) -> tuple[Series, Revision]:
    series = one_series(ports, edit.series)
    if series.version != edit.version:
        raise refusal("programme.series_changed")
    try:
        revision = edit.revise(series, edit.tail or uuid4().hex)
        for one in revision.kept:
            _next_dates(ports, one)
    except RuleError as error:
        raise RefusedError(error.message) from error
    return series, revision


def _next_dates(ports: Ports, series: Series) -> list[Occurrence]:
    """Asked before anything is kept: a rule that cannot be expanded is refused here."""
    today = ports.centre.day_of(ports.clock())
    return expand(series, today, today + timedelta(days=PREVIEW_DAYS), ports.calendar, ports.centre.zone_info)


def _planned(series: Series, revision: Revision, kept: Sequence[Series], seen: Outlook) -> Plan:
    """The plans of all that an edit leaves, with the sessions that only go over to the other half."""
    moved = relinked(seen.sessions, series, revision, seen.present.now)
    made = Plan()
    for one in kept:
        made = made.plus(planned(one, seen, moved))
    written = {one.id for one in made.writes}
    linked = [new for new, old in zip(moved, seen.sessions, strict=True) if new != old]
    return made.plus(Plan(linked=tuple(one for one in linked if one.id not in written)))


def move_one(
    ports: Ports, account: Account, wanted: Session, *, agreed: bool = False, detached: bool = True
) -> Session:
    """Change one session alone (its id and version say which one); from now on its series leaves it as it is.

    agreed: those who booked it have been asked. detached: False where a move is undone, back under its series.
    Raises RefusedError, also where it does not fit into its space, and `refused.programme.booked` where nobody was asked.
    """
    programme = programme_of(ports)
    if fault := misfit(wanted, ports.centre.spaces.get(wanted.space)):
        raise RefusedError(fault)
    unbooked = () if agreed else (wanted.id,)
    try:
        (written,) = programme.sessions.write([replace(wanted, detached=detached)], unbooked=unbooked)
    except ChangedMeanwhileError as error:
        raise _stale(ports, wanted) from error
    except DoubleBookedError as error:
        raise refusal("programme.space_taken") from error
    except FullError as error:
        raise refusal("programme.fewer_places") from error
    note(ports, account, "session.move", wanted.id, start=wanted.window.start.isoformat(), space=wanted.space)
    return written


def _stale(ports: Ports, wanted: Session) -> RefusedError:
    kept = programme_of(ports).sessions.find([wanted.id])
    return refusal(
        "programme.booked" if kept and kept[0].version == wanted.version else "programme.session_changed"
    )


def _checked(ports: Ports, draft: Series) -> Series:
    offerings = programme_of(ports).offerings
    try:
        draft = tidied(draft)
        fault = draft_fault(draft, ports.centre.spaces, offerings.kinds(), offerings.organisers())
        if fault is None:
            _next_dates(ports, draft)
    except RuleError as error:
        raise RefusedError(error.message) from error
    if fault is not None:
        raise RefusedError(fault)
    kept = next((one.price_plan for one in offerings.all_series() if one.id == draft.id), "")
    if draft.price_plan != kept:
        known_plan(ports, draft.price_plan)
    return draft
