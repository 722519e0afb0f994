"""What one spooled message says: its readings and events, or the reason why nothing can be made of it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType

import msgspec

from ingest.arrival import Spooled
from ingest.discovery import is_own
from ingest.masking import MASKED
from ingest.memory import Conversation, Memory
from ingest.mismatch import raise_alarm
from ingest.profile import PROFILES, Profile, profile_of
from ingest.quality import believed_at
from ingest.recognition import check_speaker
from ingest.registry import Place, Registry, strangers
from ingest.sample import MAX_PAYLOAD, Decoded, DecodeError, Decoder, Happening, Reason
from models.calendar import from_ns
from models.centre import CentreId, Sensor
from models.event import Event, Word
from models.reading import Reading, StateClass, measure_of

MINUTE_NS = 60 * 10**9
KEY_BYTES = 16
MAX_EVENT_ID = 300
"""Signs; PostgreSQL's index refuses a key of 2.7 KB."""

_device = attrgetter("device")

Judge = Callable[[Sensor, Profile, Decoded, datetime], list[Reading]]
"""ingest.quality.readings"""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What a message says about one sensor."""

    place: Place
    readings: Sequence[Reading] = ()
    events: Sequence[Event] = ()
    seq: int | None = None
    seq_span: int = 0
    vitals: Mapping[str, Word] = msgspec.field(default_factory=dict)


class Interpretation(msgspec.Struct, frozen=True, kw_only=True):
    """A struct, because one is made of every message and a frozen dataclass takes eight times as long to make.

    parts: one for each sensor that the message is about; strangers: devices behind a known gateway that nobody knows;
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
        conversations: Mapping[str, Conversation] = MappingProxyType({}),
        memory: Memory | None = None,
    ) -> None:
        self._registry = registry
        self._decoders = decoders
        self._judge = judge
        self._profiles = profiles
        self._conversations = conversations
        self.memory = memory or Memory()

    def __call__(self, message: Spooled) -> Interpretation:
        try:
            return self._read(message)
        except DecodeError as error:
            if error.reason is Reason.DEVICE_MISMATCH:
                raise_alarm(self.memory, message, error.claimed)
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
        _check_opened(topic, message.payload)
        places = self._registry.places(topic)
        if not places and is_own(topic):  # our own word to Home Assistant, brought back with everybody's
            return Interpretation(message=message, key=_digest(message.topic, message.payload))
        if not places:
            check_speaker(topic, message.payload)  # a stranger is proposed as what he says he is
            raise DecodeError(Reason.UNKNOWN_DEVICE, f"topic {topic} is no sensor's in any centre file")
        payload = self._complete(places[0], topic, message)
        if payload is None:
            return Interpretation(message=message, key=_keys(message, places[0], Decoded())[0])
        read = [self._decoded(place, topic, payload) for place in places]
        _check_understood(topic, read)
        decoded = read[0][1]
        unknown = () if _is_plain(places, decoded) else strangers(places, decoded)
        if unknown and not any(place.claims(device) for place in places for device in _devices(decoded)):
            text = f"message on {topic} is about {', '.join(unknown)}, which no centre file knows"
            return Interpretation(message=message, strangers=unknown, reason=Reason.UNKNOWN_DEVICE, text=text)
        key, repeats = _keys(message, places[0], decoded)
        parts = self._parts(topic, [(place, *one) for place, one in zip(places, read, strict=True)], message)
        return Interpretation(
            message=message,
            parts=parts,
            strangers=unknown,
            key=key,
            repeats=repeats,
            online=decoded.online,
            stale=message.retain and _is_undated(decoded),
        )

    def _complete(self, place: Place, topic: str, message: Spooled) -> bytes | None:
        """The payload as it can be read by itself; None when it says nothing any more."""
        converse = self._conversations.get(place.sensor.envelope)
        return converse(self.memory, topic, message) if converse else message.payload

    def _decoded(self, place: Place, topic: str, payload: bytes) -> tuple[Profile, Decoded]:
        profile = profile_of(place.sensor, self._profiles)
        return profile, self._decoders[place.sensor.envelope](profile, topic, payload)

    def _parts(
        self, topic: str, said: Sequence[tuple[Place, Profile, Decoded]], message: Spooled
    ) -> Sequence[Part]:
        """One for each sensor whose voice the message is. Raises DecodeError when it is that of somebody unknown."""
        about, devices = said[0][2].about, {device for one in said for device in _devices(one[2])}
        parts = [self._part(*one, message) for one in said if _is_voice_of(one[0], about, devices)]
        if not parts and "" not in (about or devices):
            text = f"message on {topic} is about {', '.join(sorted(about or devices))}, which no centre file knows"
            raise DecodeError(Reason.UNKNOWN_DEVICE, text)
        if len(parts) < len(said) or said[0][0].sensor.envelope in self._conversations:
            # a running number counts all messages of a gateway, so one device alone would seem to have gaps
            return [msgspec.structs.replace(part, seq=None) for part in parts]
        return parts

    def _part(self, place: Place, profile: Profile, decoded: Decoded, message: Spooled) -> Part:
        own = _own(place, decoded)
        current = _without_undated(own) if message.retain else own
        received_at = from_ns(message.received_ns)
        return Part(
            place=place,
            readings=self._judge(place.sensor, profile, current, received_at),
            events=[event_of(place.sensor, one, received_at) for one in current.happenings],
            seq=decoded.seq,
            seq_span=decoded.seq_span,
            vitals=decoded.vitals,
        )


def _topic(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DecodeError(Reason.BAD_TOPIC, f"topic {raw!r} is not UTF-8") from error


def _check_opened(topic: str, payload: bytes) -> None:
    """A message of which only the shape was kept says so, and not that its JSON is broken at its first sign."""
    if payload.startswith(MASKED):
        said = payload[len(MASKED) :].partition(b" ")[0]
        too_large = said.isdigit() and len(said) < 10 and int(said) > MAX_PAYLOAD
        text = f"message on {topic} could not be opened and may be personal: only its shape was kept"
        raise DecodeError(Reason.TOO_LARGE if too_large else Reason.NOT_JSON, text)


def _check_understood(topic: str, read: Sequence[tuple[Profile, Decoded]]) -> None:
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


def _is_plain(places: Sequence[Place], decoded: Decoded) -> bool:
    """Whether all of it is one sensor's, as with most messages: nobody else needs to be looked for."""
    return len(places) == 1 and places[0].whole and not _names_devices(decoded)


def _names_devices(decoded: Decoded) -> bool:
    return any(map(_device, decoded.samples)) or any(map(_device, decoded.happenings))


def _is_voice_of(place: Place, about: frozenset[str] | None, devices: set[str]) -> bool:
    """Whether a message shows that a sensor is alive. What a gateway says of one device is no word of the others."""
    device = place.sensor.device
    if about is not None:
        return device in about
    return not device or not devices or device in devices


def _own(place: Place, decoded: Decoded) -> Decoded:
    """The part of a message that is about one sensor."""
    if place.whole and not _names_devices(decoded):
        return decoded
    return replace(
        decoded,
        samples=[one for one in decoded.samples if place.claims(one.device, one.measure)],
        happenings=[one for one in decoded.happenings if place.claims(one.device)],
    )


def event_of(sensor: Sensor, happening: Happening, received_at: datetime) -> Event:
    """What happened, as it is kept. Raises DecodeError for an id that no database can hold; whichever it is, a message must not stop it."""
    if not 0 < len(happening.id) <= MAX_EVENT_ID or not happening.id.isprintable():
        text = f"{happening.kind} {happening.id[:64]!r} is no number of 1-{MAX_EVENT_ID} signs"
        raise DecodeError(Reason.BAD_DEVICE_ID, text)
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
    raws = [part.encode() if isinstance(part, str) else part for part in parts]
    whole = b"".join([len(raw).to_bytes(4, "big") + raw for raw in raws])
    return hashlib.blake2b(whole, digest_size=KEY_BYTES).digest()
