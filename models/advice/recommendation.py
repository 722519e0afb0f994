"""One piece of advice: what to change, why, what it should bring, what stood in the way, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.advice.action import Action
from models.expectation import Expected
from models.message import LocalText, Message
from models.spell import Spell

_TITLE = "title."


class Outcome(StrEnum):
    """What a change is expected to bring, a week. Shares are never summed; fen are whole."""

    OFF_PEAK_PERSON_HOURS = "off_peak_person_hours"
    OVERFLOW_MINUTES = "overflow_minutes"
    ATTENDANCES = "attendances"
    CONTRIBUTION_FEN = "contribution_fen"


class State(StrEnum):
    """The life of a recommendation; nothing but PROPOSED, EXPIRED and what the calendar brings comes about without a person."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    MODIFIED = "modified"  # accepted with a difference, which is kept
    REJECTED = "rejected"
    EXPIRED = "expired"
    RUNNING = "running"
    MEASURED = "measured"
    KEPT = "kept"
    REVERTED = "reverted"
    EXTENDED = "extended"
    NOT_CARRIED_OUT = "not_carried_out"  # accepted, but somebody else whose word it needed did not agree


NO_CHANGE = frozenset({State.REVERTED, State.NOT_CARRIED_OUT})
"""States of what is no change any more, or never was one: nothing measured in its hours tells of it."""


class Reason(StrEnum):
    """Why somebody rejects; used three times, a reason offers to become a soft rule."""

    COACH = "coach"
    ELDERS = "elders"
    PROMISED = "promised"
    SAFETY = "safety"
    PRICE = "price"
    DOUBTFUL = "doubtful"
    TRIED = "tried"
    OTHER = "other"


class Held(StrEnum):
    """What a constraint did."""

    OK = "ok"
    BINDING = "binding"
    RELAXED = "relaxed"


class Confidence(StrEnum):
    """By coverage and history behind the facts."""

    LOW = "low"
    MID = "mid"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """How a number is had from the snapshot: a row of the table of queries, and what it is asked with."""

    key: str
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A number of an explanation. id: "q1"; key: the word of what it is; value None = no data.

    first, last: the days that it is about; coverage: 0..1, None where nothing is measured (a count of bookings).
    """

    id: str
    key: str
    value: float | None
    unit: str
    first: date
    last: date
    coverage: float | None
    query: Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """hard: it may never be broken; slack: how much is left, in the constraint's own unit, None = it has none."""

    key: str
    hard: bool
    held: Held
    slack: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What was weighed and not chosen. value: points a week; why_not: key `advice.why_not.*` with its numbers."""

    action: Action
    target: Spell
    value: float
    why_not: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person made of it. difference: field -> (proposed, decided), where it was modified.

    note: in the person's words; why: in those of the house, where it ended what a person had decided.
    """

    by: str
    at: datetime
    state: State
    reason: Reason | None = None
    note: str = ""
    difference: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    why: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """id: "2026-W49-03"; version: raised with each decision. snapshot: SHA-256 of what all its numbers come from.

    parameters: what the action needs beyond the target, as text (a series id, a coach, a price in fen, places).
    why: sentences by key (`advice.why.*`) whose every number is a fact. made: ids of what it became: series, or plan/number of a price.
    owed: somebody accepted it, and what it says is not in the timetable yet.
    """

    id: str
    version: int = 1
    week: str
    action: Action
    target: Spell
    source: Spell | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    facts: Sequence[Fact]
    why: Sequence[Message]
    constraints: Sequence[Constraint]
    alternatives: Sequence[Alternative]
    effect: Mapping[Outcome, Expected]
    value: float
    displaced: Sequence[Spell] = ()
    risks: Sequence[Message] = ()
    cost_fen: int = 0
    confidence: Confidence
    exploring: bool = False
    expires_at: datetime
    state: State = State.PROPOSED
    decisions: Sequence[Decision] = ()
    made: Sequence[str] = ()
    owed: bool = False
    snapshot: str
    made_at: datetime

    @property
    def title(self) -> LocalText:
        """What it is about by its own name, by locale: a course, a group; empty where the change has none."""
        return {
            key.removeprefix(_TITLE): text for key, text in self.parameters.items() if key.startswith(_TITLE)
        }
