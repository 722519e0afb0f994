"""What people ask of the ingestor and tell it: strangers, dead letters, raw messages, trials of a profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from models.centre import CentreId, SensorId
from models.health import Presence
from models.message import Message


class DeskError(Exception):
    """The ingestor could not be asked, or refused; the text is for the log, `message` for people (keys `desk.*`)."""

    def __init__(self, text: str, message: Message) -> None:
        super().__init__(text)
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMessage:
    """A message as it came, personal parts already hashed or dropped. outcome: "stored", "duplicate", a reason, ...

    id: position in its spool; shard: which ingest process keeps it.
    """

    id: int
    received_at: datetime
    topic: str
    payload: bytes
    outcome: str = ""
    shard: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message that could not be read, as the box shows it. reason: a value of ingest.sample.Reason (keys `dead.*`)."""

    id: int
    shard: int
    received_at: datetime
    topic: str
    payload: bytes
    reason: str
    text: str
    centre: CentreId | None = None
    sensor: SensorId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadFilter:
    """Which dead letters. Empty = all; `topic` is a part of the topic; `ids` are (shard, id).

    centre: only those of this centre and those of none, whatever else is asked; None = of the whole deployment.
    """

    centre: CentreId | None = None
    reason: str = ""
    topic: str = ""
    since: datetime | None = None
    ids: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadPage:
    """One page of the box, newest first. by_reason: kept letters of every reason, whatever the filter but its centre."""

    letters: Sequence[DeadLetter]
    total: int
    by_reason: Mapping[str, int]


class Fit(StrEnum):
    """How sure a proposal is."""

    SURE = "sure"  # the device or its network names the model
    LIKELY = "likely"  # the payload fits one profile better than all others
    GUESS = "guess"  # several fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a stranger probably is. why: what speaks for it, as messages `proposal.*`; role: a value of SensorRole."""

    envelope: str
    profile: str
    role: str
    space: str
    fit: Fit
    why: Sequence[Message] = ()
    reads: Mapping[str, str] = field(default_factory=dict)
    interval_s: int = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """A device in quarantine: it speaks, nobody knows it, its messages are kept and nothing of them is counted.

    key: stable name of the stranger (topic and the device's name in the payload); sample: its newest message;
    said: what the best proposal would read from it, measure -> value.
    """

    key: str
    topic: str
    device: str
    envelope: str
    first_at: datetime
    last_at: datetime
    messages: int
    sample: bytes
    proposals: Sequence[Proposal]
    said: Mapping[str, float] = field(default_factory=dict)
    centre: CentreId | None = None
    """The centre that its topic names, None = the topic names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorCard:
    """One known sensor with its health, from the ingestor's point of view."""

    centre: CentreId
    sensor: SensorId
    presence: Presence
    profile: str
    model: str
    interval_s: int
    accepted: bool = False
    """Whether people accepted it from quarantine (else the centre file holds it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a profile, or with a payload under one. message: for people (keys `profile_fault.*`, `dead.*`);
    text: all of it for log and terminal; file: "" = the text that is tried; line: from 1, 0 = of no line; exact: the
    decoder's own words, which name the byte or the value."""

    text: str
    message: Message
    file: str = ""
    line: int = 0
    exact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileCard:
    """A model that can be read. fault: why its file cannot be used now, None = it can."""

    name: str
    model: str
    carrier: str
    own: bool
    """Whether it lies in the deployment's own folder, where it may be changed."""
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a payload would say. Rows of (device, measure, value, unit, instant, quality); faults name line or byte."""

    rows: Sequence["TrialRow"] = ()
    events: Sequence[Mapping[str, str]] = ()
    unknown: Sequence[str] = ()
    vitals: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[Fault] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """One number of a trial."""

    measure: str
    value: float
    unit: str
    at: datetime | None
    device: str = ""
    in_range: bool = True


class Desk(Protocol):
    """The ingestor's desk: one for all ingest processes of a deployment. Every method raises DeskError."""

    def sensors(self, centre: CentreId) -> Sequence[SensorCard]: ...

    def strangers(self) -> Sequence[Stranger]:
        """Everything in quarantine, newest first."""
        ...

    def dismiss(self, key: str) -> None:
        """Forget a stranger; it comes back when it speaks again after a day."""
        ...

    def dead_letters(self, wanted: DeadFilter, offset: int = 0, limit: int = 50) -> DeadPage: ...

    def replay_dead(self, wanted: DeadFilter) -> int:
        """Read letters once more; how many."""
        ...

    def drop_dead(self, wanted: DeadFilter) -> int:
        """Throw letters away for ever; how many."""
        ...

    def raw(
        self, centre: CentreId, sensor: SensorId, *, after: int = 0, limit: int = 50
    ) -> Sequence[RawMessage]:
        """A sensor's newest messages, newest first; after: only those with a larger id."""
        ...

    def raw_between(
        self, centre: CentreId, sensor: SensorId, start: datetime, end: datetime, limit: int = 200
    ) -> Sequence[RawMessage]:
        """A sensor's kept messages received inside [start, end): what lies behind a number."""
        ...

    def replay(self, since: datetime, sensors: Sequence[tuple[CentreId, SensorId]] = ()) -> int:
        """Decode kept raw messages again with today's profiles; how many were put back."""
        ...

    def profiles(self) -> Sequence[ProfileCard]: ...

    def profile_text(self, name: str) -> str:
        """The TOML of a profile."""
        ...

    def try_profile(self, text: str, envelope: str, topic: str, payload: bytes) -> Trial:
        """What a payload would say under a profile that need not exist yet; text: TOML, or the name of a profile."""
        ...

    def keep_profile(self, name: str, text: str) -> None:
        """Write a profile into the deployment's own folder, after it was checked; it is used within seconds."""
        ...

    def reload(self) -> None:
        """Take up accepted sensors and changed profiles now instead of within seconds."""
        ...
