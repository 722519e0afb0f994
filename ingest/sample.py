"""What a decoder is: bytes of one message in, samples as the device said them out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from models.event import EventKind, Word

if TYPE_CHECKING:
    from ingest.profile import Profile

MAX_PAYLOAD = 64 * 1024
"""Bytes of one message; a longer one is refused unread."""

MAX_SAMPLES = 1000
"""Points of one message."""

MAX_METRICS = 200
"""Different metrics of one message."""


class Reason(StrEnum):
    """Why a message went to the dead letters. Each has a sentence `dead.<value>` in the catalogue."""

    NOT_JSON = "not_json"
    TOO_DEEP = "too_deep"
    BAD_ENCODING = "bad_encoding"
    BAD_DEVICE_ID = "bad_device_id"
    TS_OUT_OF_RANGE = "ts_out_of_range"
    UNEXPECTED_SHAPE = "unexpected_shape"
    TOO_LARGE = "too_large"
    TOO_MANY_METRICS = "too_many_metrics"
    SHORT_FRAME = "short_frame"
    UNKNOWN_CHANNEL = "unknown_channel"
    UNKNOWN_DEVICE = "unknown_device"
    DEVICE_MISMATCH = "device_mismatch"
    BAD_VALUE = "bad_value"
    BAD_TOPIC = "bad_topic"
    STORE_REJECTED = "store_rejected"
    DECODER_FAULT = "decoder_fault"


class DecodeError(Exception):
    """The message cannot be read: which of the known reasons, and the sentence that names the thing and the value.

    claimed: for whom a message spoke that was not his to send.
    """

    def __init__(self, reason: Reason, text: str, claimed: str = "") -> None:
        super().__init__(text)
        self.reason = reason
        self.claimed = claimed


@dataclass(frozen=True, slots=True)
class Sample:
    """One number as the device said it. at: the device's or network's instant, None = it gave none.

    device: which of a gateway's devices said it, "" = the one whose topic it is.
    ago: how long before the message was sent, where the device has no clock but knows that.
    """

    measure: str
    value: float
    at: datetime | None = None
    device: str = ""
    ago: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened once, as the device said it: a card was shown, a meal was sold (models.event).

    id: the device's own number of it, unique within the device.
    """

    kind: EventKind
    id: str
    values: Mapping[str, Word]
    at: datetime | None = None
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """What one message said.

    source_id: the sender's own identity of this message (dedupe key), "" = it has none;
    online: what an availability message says about the device, None for all other messages.
    clock_unset: the device's clock was plainly never set, so its instants were dropped.
    about: which of a gateway's devices it is the voice of, "" = its own; None = whose topic it is, with all behind it.
    seq: the running number of the message, from which gaps are seen; seq_span: after how many it begins again, 0 = never.
    vitals: what the message tells about the device and not about the space (keys of models.health.VITALS).
    """

    samples: Sequence[Sample] = ()
    happenings: Sequence[Happening] = ()
    about: frozenset[str] | None = None
    source_id: str = ""
    online: bool | None = None
    clock_unset: bool = False
    unknown_metrics: tuple[str, ...] = field(default=())
    seq: int | None = None
    seq_span: int = 0
    vitals: Mapping[str, Word] = field(default_factory=dict)

    @property
    def said(self) -> Sequence[Sample | Happening]:
        """Everything that was measured or happened."""
        return [*self.samples, *self.happenings]


Decoder = Callable[["Profile", str, bytes], Decoded]
"""(profile, topic, payload) -> Decoded. Pure; raises DecodeError and nothing else."""
