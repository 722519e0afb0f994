"""The course of a meeting: what may be done to it in which state, and what it is afterwards. Nothing is written here."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from models.document import canonical
from models.message import Message
from models.needs.decision import number_of
from models.needs.meeting import (
    LONGEST_MINUTES_TEXT,
    LONGEST_MOTION,
    MOST_MOTIONS,
    MOST_SEATS,
    Addendum,
    Meeting,
    MeetingStatus,
    Motion,
    Party,
    Seat,
    Vote,
)
from models.needs.quorum import Outcome, is_possible, outcome
from models.payload import legible


class SittingError(Exception):
    """That cannot be done to the meeting as it is; `message` says why (keys `refused.meeting.*`)."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.message = Message(f"refused.meeting.{key}", values)


class Deed(StrEnum):
    """What people do with a meeting."""

    OPEN = "open"
    COUNT = "count"
    MOVE = "move"
    DROP = "drop"
    VOTE = "vote"
    CLOSE = "close"
    CANCEL = "cancel"
    CORRECT = "correct"


_NOT_OVER = frozenset({MeetingStatus.PLANNED, MeetingStatus.OPEN})

POSSIBLE: Mapping[Deed, frozenset[MeetingStatus]] = {
    Deed.OPEN: frozenset({MeetingStatus.PLANNED}),
    Deed.COUNT: frozenset({MeetingStatus.OPEN}),
    Deed.MOVE: _NOT_OVER,
    Deed.DROP: _NOT_OVER,
    Deed.VOTE: frozenset({MeetingStatus.OPEN}),
    Deed.CLOSE: frozenset({MeetingStatus.OPEN}),
    Deed.CANCEL: _NOT_OVER,
    Deed.CORRECT: frozenset({MeetingStatus.CLOSED}),
}
"""Deed -> the states in which it can be done."""


def opened(meeting: Meeting) -> Meeting:
    """Raises SittingError, as all of these do."""
    _possible(meeting, Deed.OPEN)
    return replace(meeting, status=MeetingStatus.OPEN)


def seated(meeting: Meeting, party: Party, present: int) -> Meeting:
    """So many of a party are there now. Votes that this makes impossible are taken back: they must be given anew."""
    _possible(meeting, Deed.COUNT)
    seat = meeting.seat(party)
    if seat is None or not 0 <= present <= seat.seats:
        raise SittingError("present", n=present, most=seat.seats if seat else 0)
    seats = tuple(replace(one, present=present) if one.party is party else one for one in meeting.seats)
    kept = tuple(
        replace(one, votes=tuple(vote for vote in one.votes if is_possible(vote, seats)))
        for one in meeting.motions
    )
    return replace(meeting, seats=seats, motions=kept)


def moved(meeting: Meeting, motion: Motion) -> Meeting:
    """A motion is put; the same again (by id) is the same motion."""
    _possible(meeting, Deed.MOVE)
    text = _text(motion.text, "motion_text", LONGEST_MOTION)
    if not legible("".join((motion.about, *motion.needs))):
        raise SittingError("odd_text")
    if meeting.motion(motion.id):
        return meeting
    if len(meeting.motions) >= MOST_MOTIONS:
        raise SittingError("many_motions", most=MOST_MOTIONS)
    return replace(meeting, motions=(*meeting.motions, replace(motion, text=text)))


def dropped(meeting: Meeting, key: str) -> Meeting:
    """A motion that nobody has voted on is taken back."""
    _possible(meeting, Deed.DROP)
    if _motion(meeting, key).votes:
        raise SittingError("voted_on")
    return replace(meeting, motions=tuple(one for one in meeting.motions if one.id != key))


def voted(meeting: Meeting, key: str, vote: Vote) -> Meeting:
    """A party votes, or votes anew."""
    _possible(meeting, Deed.VOTE)
    motion = _motion(meeting, key)
    if not is_possible(vote, meeting.seats):
        seat = meeting.seat(vote.party)
        raise SittingError("votes", n=vote.voters, most=seat.present if seat else 0)
    others = tuple(one for one in motion.votes if one.party is not vote.party)
    order = list(Party)
    votes = tuple(sorted((*others, vote), key=lambda one: order.index(one.party)))
    return _with(meeting, replace(motion, votes=votes))


def closed(meeting: Meeting, minutes: str, by: str, at: datetime, day: date, numbers: "Numbers") -> Meeting:
    """Votes are judged, what was carried gets its number in the order of the motions, and the minutes are fixed.

    day: local date of the decisions.
    """
    _possible(meeting, Deed.CLOSE)
    text = _text(minutes, "minutes_text", LONGEST_MINUTES_TEXT, needed=False)
    judged = tuple(_judged(one, meeting, day, numbers) for one in meeting.motions)
    ended = replace(
        meeting,
        status=MeetingStatus.CLOSED,
        motions=judged,
        minutes=text,
        closed_at=at,
        closed_by=by,
    )
    return replace(ended, digest=digest_of(ended))


class Numbers:
    """The decisions' numbers that come next, "2026-12", "2026-13" …"""

    def __init__(self, year: int, first: int) -> None:
        self.year, self.next = year, first

    def take(self) -> str:
        taken = number_of(self.year, self.next)
        self.next += 1
        return taken


def _judged(motion: Motion, meeting: Meeting, day: date, numbers: Numbers) -> Motion:
    came = outcome(motion, meeting.seats, meeting.quorum_points)
    if came is Outcome.CARRIED:
        return replace(motion, carried=True, decision=numbers.take(), decided_on=day)
    return replace(motion, carried=None if came is Outcome.NOT_VOTED else False)


def cancelled(meeting: Meeting) -> Meeting:
    _possible(meeting, Deed.CANCEL)
    return replace(meeting, status=MeetingStatus.CANCELLED)


def corrected(meeting: Meeting, addendum: Addendum) -> Meeting:
    """What was fixed stays; the correction stands beside it."""
    _possible(meeting, Deed.CORRECT)
    text = _text(addendum.text, "minutes_text", LONGEST_MINUTES_TEXT)
    return replace(meeting, addenda=(*meeting.addenda, replace(addendum, text=text)))


def digest_of(meeting: Meeting) -> str:
    """SHA-256, hex, of all that a closing fixes: without corrections, which come later, and without itself."""
    return sha256(canonical(replace(meeting, digest="", addenda=(), revision=0))).hexdigest()


def is_sound(meeting: Meeting) -> bool:
    """Whether the minutes are still those that were fixed."""
    return meeting.status is not MeetingStatus.CLOSED or meeting.digest == digest_of(meeting)


def seats_of(seats: Mapping[Party, int]) -> tuple[Seat, ...]:
    """The four parties around the table. Raises SittingError for a party without a seat."""
    for party in Party:
        if not 0 < seats.get(party, 0) <= MOST_SEATS:
            raise SittingError("seats", n=seats.get(party, 0), most=MOST_SEATS)
    return tuple(Seat(party=one, seats=seats[one]) for one in Party)


def _text(typed: str, fault: str, most: int, *, needed: bool = True) -> str:
    text = typed.strip()
    if len(typed) > most or (needed and not text):
        raise SittingError(fault, most=most)
    if not legible(text):
        raise SittingError("odd_text")
    return text


def _possible(meeting: Meeting, deed: Deed) -> None:
    if meeting.status not in POSSIBLE[deed]:
        raise SittingError(f"state.{meeting.status}")


def _motion(meeting: Meeting, key: str) -> Motion:
    found = meeting.motion(key)
    if found is None:
        raise SittingError("no_motion")
    return found


def _with(meeting: Meeting, motion: Motion) -> Meeting:
    return replace(meeting, motions=tuple(motion if one.id == motion.id else one for one in meeting.motions))
