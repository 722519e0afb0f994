"""What a new run does to the proposals of its week: those that nobody decided on end, and the new ones are numbered after them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.advice.recommendation import Decision, Recommendation, State
from models.audit import AuditEntry

PROPOSED, EXPIRED = "advice.proposed", "advice.expired"
"""Actions of the audit trail: a week was run, its name is the subject; and a proposal ended without anybody's decision."""


def name_of(week: str, number: int) -> str:
    """The id of a proposal, e.g. "2026-W49-03"."""
    return f"{week}-{number:02d}"


def next_number(names: Iterable[str]) -> int:
    """The first one that is free after these ids of a week."""
    return max((int(name.rpartition("-")[2]) for name in names), default=0) + 1


def numbered(found: Sequence[Recommendation], taken: set[str]) -> list[Recommendation]:
    """Under ids that are free: another run of the week may have been kept since this one was begun."""
    if taken.isdisjoint(one.id for one in found):
        return list(found)
    return [replace(one, id=name_of(one.week, n)) for n, one in enumerate(found, next_number(taken))]


def ended(one: Recommendation, told: AuditEntry) -> tuple[Recommendation, AuditEntry]:
    """A proposal that nobody decided on, ended by whoever did what is told; and what is told of it."""
    decision = Decision(by=told.actor, at=told.at, state=State.EXPIRED)
    entry = replace(told, action=EXPIRED, subject=one.id, details={})
    return replace(one, state=State.EXPIRED, decisions=(*one.decisions, decision)), entry


def replaced(one: Recommendation) -> bool:
    """Whether newer proposals took its place: it ended before its time and nobody had decided on it."""
    return one.state is State.EXPIRED and (not one.decisions or one.decisions[-1].at < one.expires_at)
