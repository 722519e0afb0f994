"""Whether a meeting may decide, and what it decided: every party there, half the seats taken, more ayes than noes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.needs.meeting import Motion, Party, Seat, Vote

WHOLE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """missing: parties of which nobody is there; needed: people who must be there for the share of the seats."""

    missing: tuple[Party, ...]
    present: int
    needed: int
    seats: int

    @property
    def holds(self) -> bool:
        return not self.missing and self.present >= self.needed


def quorum(seats: Sequence[Seat], points: int) -> Quorum:
    """points: share of the seats that must be taken, of 10,000, rounded up to whole people.

    Source: domain.md 1.2 row 14, quorum by all four parties.
    """
    there = {one.party: one.present for one in seats}
    total = sum(one.seats for one in seats)
    return Quorum(
        missing=tuple(one for one in Party if not there.get(one)),
        present=sum(there.values()),
        needed=-(-total * points // WHOLE),
        seats=total,
    )


class Outcome(StrEnum):
    """What became of a motion; each is `meeting.outcome.<outcome>` of the catalogue."""

    CARRIED = "carried"
    LOST = "lost"
    NO_QUORUM = "no_quorum"
    NOT_VOTED = "not_voted"  # a party has not said how it votes


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Votes of all parties together."""

    ayes: int
    noes: int
    abstained: int


def count(votes: Sequence[Vote]) -> Count:
    return Count(
        ayes=sum(one.ayes for one in votes),
        noes=sum(one.noes for one in votes),
        abstained=sum(one.abstained for one in votes),
    )


def outcome(motion: Motion, seats: Sequence[Seat], points: int) -> Outcome:
    """Carried by a majority of the votes cast, abstentions not counted; a tie fails."""
    if not motion.votes:
        return Outcome.NOT_VOTED
    if not quorum(seats, points).holds:
        return Outcome.NO_QUORUM
    if {one.party for one in motion.votes} != set(Party):
        return Outcome.NOT_VOTED
    counted = count(motion.votes)
    return Outcome.CARRIED if counted.ayes > counted.noes else Outcome.LOST


def is_possible(vote: Vote, seats: Sequence[Seat]) -> bool:
    """A party casts no more votes than it has people there."""
    there = next((one.present for one in seats if one.party is vote.party), 0)
    return min(vote.ayes, vote.noes, vote.abstained) >= 0 and 0 < vote.voters <= there
