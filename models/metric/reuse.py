"""Hours that were booked, given back because nobody came, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.addition import Addable
from models.calendar import SLOT, Window
from models.hold import SessionStatus
from models.programme.session import Session
from models.slot import SlotFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse(Addable):
    """released_hours: of spans from their release to their planned end; reused_hours: in which somebody was there."""

    released: int = 0
    released_hours: float = 0.0
    reused_hours: float = 0.0


def reuse(sessions: Iterable[Session], facts: Iterable[SlotFact], at: datetime) -> Reuse:
    """Of one space until an instant. A slot that lies only partly in the span counts by that part."""
    slots = list(facts)
    return sum((_of_span(span, slots) for span in _released(sessions, at)), Reuse())


def _released(sessions: Iterable[Session], at: datetime) -> Iterable[Window]:
    for one in sessions:
        end = min(one.window.end, at)
        if one.status is SessionStatus.RELEASED and one.released_at is not None and one.released_at < end:
            yield Window(one.released_at, end)


def _of_span(span: Window, slots: Iterable[SlotFact]) -> Reuse:
    inside = ((fact, span.overlap(Window(fact.start, fact.start + SLOT))) for fact in slots)
    used = sum(fact.used_min * (part.length / SLOT) for fact, part in inside if part)
    return Reuse(released=1, released_hours=span.length.total_seconds() / 3600, reused_hours=used / 60)
