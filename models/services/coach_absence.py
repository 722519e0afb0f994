"""Coaches who are ill or away: marked by a person, known to the timetable, to the plan of the week and to every conflict."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.account import Account, Permission
from models.calendar import Window, local_day
from models.ports import Ports
from models.programme.activity import Away, Organiser, OrganiserKind
from models.programme.session import Session
from models.services.deed import note
from models.services.regeneration import programme_of
from models.services.strangers import refusal

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A coach who is away in a week, and the sessions that stand without one because of it, by start."""

    coach: Organiser
    days: Sequence[Away]
    sessions: Sequence[Session]


def coaches(ports: Ports) -> list[Organiser]:
    """Those who teach here, by id. Raises RefusedError."""
    every = programme_of(ports).offerings.organisers()
    return [one for one in every if one.kind is OrganiserKind.COACH and not one.retired]


def mark_away(ports: Ports, account: Account, coach: str, first: date, last: date) -> Organiser:
    """From then on nobody plans with the coach on these days; what stands already stays. Raises RefusedError."""
    known = _known(ports, account, coach)
    if not timedelta(0) <= last - first <= LONGEST or last < ports.centre.day_of(ports.clock()):
        raise refusal("coach.days")
    away = Away(first=first, last=last)
    return _kept(ports, account, replace(known, away=tuple(sorted({*known.away, away}))), "coach.away", away)


def take_back(ports: Ports, account: Account, coach: str, away: Away) -> Organiser:
    """The coach is there on these days after all. Raises RefusedError."""
    known = _known(ports, account, coach)
    if away not in known.away:
        raise refusal("coach.gone")
    left = tuple(one for one in known.away if one != away)
    return _kept(ports, account, replace(known, away=left), "coach.back", away)


def absent(ports: Ports, monday: date) -> list[Absent]:
    """Who is away in the week from `monday` on. Nobody where this deployment keeps no programme."""
    if ports.programme is None:
        return []
    zone, last = ports.centre.zone_info, monday + timedelta(days=6)
    week = Window(local_day(monday, zone).start, local_day(last, zone).end)
    sessions = [one for one in ports.programme.sessions.within(week) if one.held and one.coach]
    found = []
    for coach in coaches(ports):
        days = [one for one in coach.away if one.first <= last and one.last >= monday]
        without = [
            one
            for one in sessions
            if one.coach == coach.id and coach.is_away(ports.centre.day_of(one.window.start))
        ]
        if days:
            found.append(Absent(coach=coach, days=days, sessions=without))
    return found


def _known(ports: Ports, account: Account, coach: str) -> Organiser:
    if not account.may(Permission.BOOKING_EDIT, ports.centre.id):
        raise refusal("coach.not_allowed")
    known = next((one for one in coaches(ports) if one.id == coach), None)
    if known is None:
        raise refusal("coach.unknown", name=coach[:64])
    return known


def _kept(ports: Ports, account: Account, coach: Organiser, action: str, away: Away) -> Organiser:
    programme_of(ports).offerings.put_organiser(coach)
    note(ports, account, action, coach.id, first=away.first.isoformat(), last=away.last.isoformat())
    return coach
