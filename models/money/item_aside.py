"""Postings that no statement will ever show: one person says why, another agrees, and nobody waits for them any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.money.assent import Assent

REASONS = ("cash", "elsewhere", "settled", "written_off", "mistake", "other")
"""Each is `statements.never.<reason>` of the catalogue."""

LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAside:
    """One posting. ref: as of its OpenItem; reason: of REASONS; assent.decision: in a few words, why.

    The book stays as it is: where money has to move, a voucher moves it.
    """

    id: str
    ref: str
    reason: str
    assent: Assent


class ItemAsides(Protocol):
    """The postings of one centre that were set aside, or are asked to be."""

    def newest(self, limit: int) -> Sequence[ItemAside]:
        """What was asked for last, those that wait for a second person before all others."""
        ...

    def propose(self, asides: Sequence[ItemAside]) -> bool:
        """Keep them, all or none; False = one of the postings is among them already."""
        ...

    def approve(self, aside: str, *, by: str, at: datetime) -> bool:
        """False = it is gone, approved already, or proposed by the same person."""
        ...

    def lift(self, aside: str) -> bool:
        """Wait for its posting again, agreed or not; False = it is gone."""
        ...
