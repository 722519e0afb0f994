"""What one spooled message says: its readings and events, or the reason why nothing can be made of it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime

from ingest.arrival import Spooled
from ingest.discovery import is_own
from ingest.profile import PROFILES, Profile, profile_of
from ingest.quality import believed_at
from ingest.registry import Place, Registry, strangers
from ingest.sample import Decoded, DecodeError, Decoder, Happening, Reason
from models.calendar import from_ns
from models.centre import CentreId, Sensor
from models.event import Event, Word
from models.reading import Reading, StateClass, measure_of

MINUTE_NS = 60 * 10**9
KEY_BYTES = 16

Judge = Callable[[Sensor, Profile, Decoded, datetime], list[Reading]]
"""ingest.quality.readings"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a message says about one sensor."""

    place: Place
    readings: Sequence[Reading] = ()
    events: Sequence[Event] = ()
    seq: int | None = None
    seq_span: int = 0
    vitals: Mapping[str, Word] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """parts: one for each sensor that the message is about; strangers: devices behind a known gateway that nobody knows;
    key: what the message is remembered by; repeats: known keys that would make it a repeat of another;
    reason: why it is a dead letter, "" = it is none.

    stale: a retained message without an instant of its own; it says nothing about now.
    """

    message: Spooled
    parts: Sequence[Part] = ()
    strangers: Sequence[str] = ()
    key: bytes = b""
    repeats: tuple[bytes, ...] = ()
    online: bool | None = None
    stale: bool = False
    reason: str = ""
    text: str = ""

    @property
    def readings(self) -> list[Reading]:
        """Of all its parts."""
        return [reading for part in self.parts for reading in part.readings]


class Interpreter:
    """Topic -> sensors -> decoder -> quality. Never raises: what cannot be read is a dead letter."""

    def __init__(
        self,
        registry: Registry,
        decoders: Mapping[str, Decoder],
        judge: Judge,
        profiles: Mapping[str, Profile] = PROFILES,
    ) -> None:
        self._registry = registry
        self._decoders = decoders
        self._judge = judge
        self._profiles = profiles

    def __call__(self, message: Spooled) -> Interpretation:
        try:
            return self._read(message)
        except DecodeError as error:
            return Interpretation(message=message, reason=error.reason, text=str(error))
        except Exception as error:  # noqa: BLE001 -- a faulty decoder must cost one message, not the ingestor
            text = f"{type(error).__name__}: {error}"
            return Interpretation(message=message, reason=Reason.DECODER_FAULT, text=text)

    def centres(self, topic: bytes) -> Set[CentreId]:
        """Whose sensors speak on a topic; none for a stranger's."""
        places = self._registry.places(topic.decode("utf-8", "replace"))
        return {place.centre for place in places}

    def _read(self, message: Spooled) -> Interpretation:
        topic = _topic(message.topic)
        places = self._registry.places(topic)
        if not places and is_own(topic):  # our own word to Home Assistant, brought back with everybody's
            return Interpretation(message=message, key=_digest(message.topic, message.payload))
        if not places:
            raise DecodeError(Reason.UNKNOWN_DEVICE, f"topic {topic} is no sensor's in any centre file")
        first, *others = (self._decoded(place, topic, message) for place in places)
        _check_understood(topic, first, *others)
        decoded = first[1]
        unknown = strangers(places, decoded)
        if unknown and not any(place.claims(device) for place in places for device in _devices(decoded)):
            text = f"message on {topic} is about {', '.join(unknown)}, which no centre file knows"
            return Interpretation(message=message, strangers=unknown, reason=Reason.UNKNOWN_DEVICE, text=text)
        key, repeats = _keys(message, places[0], decoded)
        parts = [
            self._part(place, *said, message) for place, said in zip(places, (first, *others), strict=True)
        ]
        return Interpretation(
            message=message,
            parts=parts,
            strangers=unknown,
            key=key,
            repeats=repeats,
            online=decoded.online,
            stale=message.retain and _is_undated(decoded),
        )

    def _decoded(self, place: Place, topic: str, message: Spooled) -> tuple[Profile, Decoded]:
        profile = profile_of(place.sensor, self._profiles)
        return profile, self._decoders[place.sensor.envelope](profile, topic, message.payload)

    def _part(self, place: Place, profile: Profile, decoded: Decoded, message: Spooled) -> Part:
        own = _own(place, decoded)
        current = _without_undated(own) if message.retain else own
        received_at = from_ns(message.received_ns)
        return Part(
            place=place,
            readings=self._judge(place.sensor, profile, current, received_at),
            events=[_event(place.sensor, one, received_at) for one in current.happenings],
            seq=decoded.seq,
            seq_span=decoded.seq_span,
            vitals=decoded.vitals,
        )


def _topic(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DecodeError(Reason.BAD_TOPIC, f"topic {raw!r} is not UTF-8") from error


def _check_understood(topic: str, *read: tuple[Profile, Decoded]) -> None:
    """A message of which no word was understood must not count as stored: a new profile may read it later."""
    unknown = [decoded.unknown_metrics for _, decoded in read if decoded.unknown_metrics]
    if unknown and not any(_says_something(decoded) for _, decoded in read):
        words = ", ".join(unknown[0])
        raise DecodeError(
            Reason.UNKNOWN_CHANNEL, f"message on {topic} holds only what the profile does not know: {words}"
        )


def _says_something(decoded: Decoded) -> bool:
    return bool(decoded.said) or decoded.online is not None


def _devices(decoded: Decoded) -> set[str]:
    return {one.device for one in decoded.said}


def _own(place: Place, decoded: Decoded) -> Decoded:
    """The part of a message that is about one sensor."""
    if place.whole and not any(_devices(decoded)):
        return decoded
    return replace(
        decoded,
        samples=[one for one in decoded.samples if place.claims(one.device, one.measure)],
        happenings=[one for one in decoded.happenings if place.claims(one.device)],
    )


def _event(sensor: Sensor, happening: Happening, received_at: datetime) -> Event:
    return Event(
        sensor=sensor.id,
        kind=happening.kind,
        id=happening.id,
        at=believed_at(happening.at, received_at),
        values=happening.values,
    )


def _is_undated(decoded: Decoded) -> bool:
    """Whether nothing of what it measured carries its own instant."""
    return bool(decoded.said) and all(one.at is None for one in decoded.said)


def _without_undated(decoded: Decoded) -> Decoded:
    """A retained message may be days old: only what carries its own instant may become a point."""
    return replace(
        decoded,
        samples=tuple(one for one in decoded.samples if one.at is not None),
        happenings=tuple(one for one in decoded.happenings if one.at is not None),
    )


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
