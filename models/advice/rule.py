"""What the proposals of a centre are weighed by: the weights of what a change brings, and soft rules that people made."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from models.advice.action import Action
from models.advice.recommendation import Reason
from models.audit import AuditEntry
from models.centre import SpaceId


class RuleChangedError(Exception):
    """Somebody else changed it since it was read; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Points per unit (domain.md 5.3) and quotas. person_hour: off-peak; overflow_minute: avoided; attendance: net; yuan: contribution.

    welfare_bps: hundredths of a per cent of proposed half hours that must be free or low-fee; exploring: one in so many
    proposals tries what little is known of, 0 = none; price_cap_fen: what a low-fee hour may cost at most.
    coach_hour_fen, open_hour_fen: what an hour of a coach, and of an open room, costs.
    least_content_bps: hundredths of a per cent of people that must be content for a change to be kept without further reason.
    quiet_from, quiet_to: half hours of the day outside which nothing noisy is proposed.
    """

    person_hour: float = 1.0
    overflow_minute: float = 0.05
    attendance: float = 0.5
    yuan: float = 0.1
    welfare_bps: int = 3000
    exploring: int = 8
    changes: int = 3
    price_cap_fen: int = 1500
    coach_hour_fen: int = 8000
    open_hour_fen: int = 3000
    least_content_bps: int = 6000
    quiet_from: int = 16
    quiet_to: int = 42
    version: int = 0


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weights that shall count from now on, and what the audit trail is told of it."""

    weights: Weights
    told: AuditEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftRule:
    """A penalty in points on proposals of an action, a space or hours; None = any. made from rejections of one reason.

    start, end: half hours 0..48 of the local day. ended: no longer used, and kept.
    """

    id: str
    reason: Reason
    penalty: float
    action: Action | None = None
    space: SpaceId | None = None
    start: int = 0
    end: int = 48
    made_by: str
    made_at: datetime
    rejections: tuple[str, ...] = field(default=())
    ended: bool = False
    version: int = 0


class Rules(Protocol):
    """Weights and soft rules of one centre; each put keeps the audit entry in its transaction.

    A version other than the kept one raises RuleChangedError. Returns what is kept now, its version raised by one.
    """

    def weights(self) -> Weights: ...
    def put_weights(self, weights: Weights, told: AuditEntry) -> Weights: ...
    def soft(self) -> list[SoftRule]:
        """All, also those that ended, by id."""
        ...

    def put_soft(self, rule: SoftRule, told: AuditEntry) -> SoftRule: ...
