"""How a centre file seats the four parties of its deliberation, and how many of them a meeting needs."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualCouncil:
    """[meeting] of a centre file. seats: by party, words of models.needs.meeting.Party; quorum_points: of 10,000 seats."""

    seats: Mapping[str, int]
    quorum_points: int = 5_000


USUAL_COUNCIL = UsualCouncil(seats={"grid_leader": 1, "grid_worker": 2, "resident_unit": 3, "resident": 6})
"""Of a centre whose file says nothing."""
