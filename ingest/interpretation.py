"""What one spooled message says: its readings, or the reason why nothing can be made of it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.arrival import Spooled
from ingest.registry import Place, Registry
from ingest.sample import Decoded, DecodeError, Decoder, Reason
from models.calendar import from_ns
from models.centre import Sensor
from models.reading import Reading, StateClass, measure_of

MINUTE_NS = 60 * 10**9
KEY_BYTES = 16

Judge = Callable[[Sensor, Decoded, datetime], list[Reading]]
"""ingest.quality.readings"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """key: what the message is remembered by; repeats: known keys that would make it a repeat of another;
    reason: why it is a dead letter, "" = it is none.

    stale: a retained message without an instant of its own; it says nothing about now.
    """

    message: Spooled
    place: Place | None = None
    key: bytes = b""
    repeats: tuple[bytes, ...] = ()
    readings: Sequence[Reading] = ()
    online: bool | None = None
    stale: bool = False
    reason: str = ""
    text: str = ""


class Interpreter:
    """Topic -> sensor -> decoder -> quality. Never raises: what cannot be read is a dead letter."""

    def __init__(self, registry: Registry, decoders: Mapping[str, Decoder], judge: Judge) -> None:
        self._registry = registry
        self._decoders = decoders
        self._judge = judge

    def __call__(self, message: Spooled) -> Interpretation:
        try:
            return self._read(message)
        except DecodeError as error:
            return Interpretation(message=message, reason=error.reason, text=str(error))
        except Exception as error:  # noqa: BLE001 -- a faulty decoder must cost one message, not the ingestor
            text = f"{type(error).__name__}: {error}"
            return Interpretation(message=message, reason=Reason.DECODER_FAULT, text=text)

    def _read(self, message: Spooled) -> Interpretation:
        topic = _topic(message.topic)
        place = self._registry.place(topic)
        if place is None:
            raise DecodeError(Reason.UNKNOWN_DEVICE, f"topic {topic} is no sensor's in any centre file")
        decoded = self._decoders[place.sensor.envelope](place.sensor, topic, message.payload)
        _check_understood(topic, decoded)
        current = _without_undated(decoded) if message.retain else decoded
        key, repeats = _keys(message, place, decoded)
        return Interpretation(
            message=message,
            place=place,
            key=key,
            repeats=repeats,
            readings=self._judge(place.sensor, current, from_ns(message.received_ns)),
            online=decoded.online,
            stale=bool(decoded.samples) and not current.samples,
        )


def _topic(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DecodeError(Reason.BAD_TOPIC, f"topic {raw!r} is not UTF-8") from error


def _check_understood(topic: str, decoded: Decoded) -> None:
    """A message of which no word was understood must not count as stored: a new profile may read it later."""
    if decoded.unknown_metrics and not decoded.samples and decoded.online is None:
        words = ", ".join(decoded.unknown_metrics)
        raise DecodeError(
            Reason.UNKNOWN_CHANNEL, f"message on {topic} holds only what the profile does not know: {words}"
        )


def _without_undated(decoded: Decoded) -> Decoded:
    """A retained message may be days old: only what carries its own instant may become a point."""
    return replace(decoded, samples=tuple(sample for sample in decoded.samples if sample.at is not None))


def _keys(message: Spooled, place: Place, decoded: Decoded) -> tuple[bytes, tuple[bytes, ...]]:
    """Under which key the message is remembered, and which known keys would make it a repeat.

    The sender's own identity where there is one. Without it the bytes within the minute of receipt, and then only an
    amount, or a message marked as delivered again, is taken for a repeat: a door that opens, shuts and opens again
    within a minute says the same bytes twice and means it, while the same state stored twice is still that state.
    """
    if decoded.source_id:
        own = _digest(place.centre, place.sensor.id, decoded.source_id)
        return own, (own,)
    minute = message.received_ns // MINUTE_NS
    key, before = (_digest(message.topic, message.payload, str(at)) for at in (minute, minute - 1))
    if message.dup:
        return key, (key, before)
    return key, ((key,) if any(_is_amount(sample.measure) for sample in decoded.samples) else ())


def _is_amount(measure: str) -> bool:
    return measure_of(measure).state_class is StateClass.TOTAL


def _digest(*parts: str | bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=KEY_BYTES)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return digest.digest()
