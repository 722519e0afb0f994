"""Whether a place was open when it promised to be: the time between the first and the last sign of life of each day."""

from dataclasses import dataclass

import numpy as np

from models.addition import Addable, part
from models.metric.coverage import Covered, covered_days
from models.slot_days import SlotDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Addable):
    """Of spaces that people walk into. promised_hours: open by the rules and measured; alive_hours: the part of them from
    the first to the last quarter hour of a business day in which somebody was there or came in."""

    promised_hours: float = 0.0
    alive_hours: float = 0.0
    covered: Covered = part(Covered)


def openings(days: SlotDays) -> list[Opening]:
    """Of one space, by business day. A day on which nobody was measured at all counts as shut."""
    promised = days.summed(days["measured_min"])
    spans = zip(promised, _alive(days), covered_days(days), strict=True)
    return [
        Opening(promised_hours=measured / 60, alive_hours=alive / 60, covered=covered)
        for measured, alive, covered in spans
    ]


def _alive(days: SlotDays) -> list[float]:
    """Measured minutes from the first to the last slot of each day in which there was life."""
    alive = np.flatnonzero((days["peak"] >= 1) | (days["entries"] > 0))
    behind = np.append(days["measured_min"], 0.0)  # a span may end behind the last slot
    begins, ends = np.searchsorted(alive, days.firsts), np.searchsorted(alive, days.ends)
    found = np.zeros(len(days))
    some = begins < ends
    if some.any():
        spans = np.stack([alive[begins[some]], alive[ends[some] - 1] + 1], axis=1)
        found[some] = np.add.reduceat(behind, spans.ravel())[::2]
    told: list[float] = found.tolist()
    return told
