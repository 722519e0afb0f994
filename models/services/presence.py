"""Did anybody come to a session? What the facts and the live state say, and how many there were at most."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from models.calendar import SLOT, Window, floor_slot
from models.centre import Space
from models.ports import Ports
from models.programme.booking import GRACE
from models.programme.fate import SETTLED, Presence
from models.programme.session import Session
from models.slot import SURE_COVERAGE, SlotFact

LEAVING = 3.0
"""Minutes of the first quarter hour in which those of the session before may still be there."""

FRESH = timedelta(minutes=15)
"""A live state whose evidence is older says nothing about now."""


def told_apart(space: Space, session: Session) -> bool:
    """Whether the people in the space are the session's: not where several share it, nor in a part of it."""
    return not space.shared and not session.units


def presence(ports: Ports, session: Session, at: datetime) -> Presence:
    """Whether somebody was there from its start until now, or until its end.

    Nobody = every closed quarter hour until now, and at least the grace, was well measured and without people, and while
    it lasts the live state agrees.
    """
    space = ports.centre.spaces.get(session.space)
    if space is None or not told_apart(space, session):
        return Presence.UNKNOWN
    facts = _facts(ports, session, at)
    if _used_min(facts, session) > 0:
        return Presence.SEEN
    now = Presence.NOBODY if at >= session.window.end + SETTLED else _now(ports, space, at)
    if now is not Presence.NOBODY:
        return now
    least = min(session.window.start + GRACE, session.window.end)
    due = min(at - SETTLED, session.window.end)
    known = facts and facts[-1].start + SLOT >= max(least, floor_slot(due))
    return Presence.NOBODY if known and _measured(facts, session) else Presence.UNKNOWN


def most_people(ports: Ports, session: Session, at: datetime) -> int | None:
    """The most people at one time in its span, by sensors; None where they cannot tell or too little was measured.

    The first quarter hour is left out where there are others: those of the session before are leaving in it.
    """
    space = ports.centre.spaces.get(session.space)
    if space is None or not told_apart(space, session) or at < session.window.end + SETTLED:
        return None
    facts = _facts(ports, session, at)
    if not facts or not _measured(facts, session):
        return None
    return round(max(fact.peak for fact in (facts[1:] or facts)))


def _facts(ports: Ports, session: Session, at: datetime) -> Sequence[SlotFact]:
    window = Window(floor_slot(session.window.start), min(session.window.end, max(at, session.window.start)))
    found = ports.slots.within([session.space], window)
    return [fact for fact in found if fact.start + SLOT <= at]


def _used_min(facts: Sequence[SlotFact], session: Session) -> float:
    """Minutes with people in them, but for those who are leaving."""
    first = floor_slot(session.window.start)
    before = (session.window.start - first) / timedelta(minutes=1)
    return sum(
        max(0.0, fact.used_min - LEAVING - before) if fact.start == first else fact.used_min for fact in facts
    )


def _measured(facts: Sequence[SlotFact], session: Session) -> bool:
    """Whether enough of the quarter hours from its start to the last fact was measured."""
    span = Window(session.window.start, facts[-1].start + SLOT)
    asked = len(list(span.slots())) * (SLOT / timedelta(minutes=1))
    return sum(fact.measured_min for fact in facts) >= SURE_COVERAGE * asked


def _now(ports: Ports, space: Space, at: datetime) -> Presence:
    state = ports.live.states().get(space.id)
    if state is None or state.people is None or state.silent or state.at is None or at - state.at > FRESH:
        return Presence.UNKNOWN
    return Presence.SEEN if state.people >= space.group_minimum else Presence.NOBODY
