"""Hours that were booked, given back because nobody came, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from models.addition import Addable
from models.calendar import SLOT, Window
from models.hold import SessionStatus
from models.programme.session import Session
from models.slot_grid import SlotGrid

_SLOT_S = SLOT.total_seconds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse(Addable):
    """released_hours: of spans from their release to their planned end; reused_hours: in which somebody was there."""

    released: int = 0
    released_hours: float = 0.0
    reused_hours: float = 0.0


def reuse(sessions: Iterable[Session], slots: SlotGrid, at: datetime) -> Reuse:
    """Of one space until an instant. A slot that lies only partly in the span counts by that part."""
    return Reuse.summed(_of_span(span, slots) for span in _released(sessions, at))


def _released(sessions: Iterable[Session], at: datetime) -> Iterable[Window]:
    for one in sessions:
        end = min(one.window.end, at)
        if one.status is SessionStatus.RELEASED and one.released_at is not None and one.released_at < end:
            yield Window(one.released_at, end)


def _of_span(span: Window, slots: SlotGrid) -> Reuse:
    ends = np.minimum(slots.starts + _SLOT_S, span.end.timestamp())
    inside = np.maximum(ends - np.maximum(slots.starts, span.start.timestamp()), 0)
    used = float(slots["used_min"] @ inside) / _SLOT_S
    return Reuse(released=1, released_hours=span.hours, reused_hours=used / 60)
