"""A binary frame of channels (id byte, type byte, numbers) -> samples, by the channel table of a profile."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from ingest.decoders.instant import Instant, from_seconds
from ingest.profile import Channel, Profile
from ingest.sample import DecodeError, Reason, Sample

_KEY_BYTES = 2


def read_frame(profile: Profile, frame: bytes, at: datetime | None) -> list[Sample]:
    """The samples of a whole frame. The device's own clock, where the frame carries one that was set, goes before `at`.

    Raises DecodeError: half a number is never read as a number, and a channel of unknown length ends the reading.
    """
    samples: list[Sample] = []
    clock = Instant(at)
    for channel, start in _channels(profile, frame):
        raw = {
            part.name: int.from_bytes(
                frame[start + part.offset : start + part.offset + part.size], part.endian, signed=part.signed
            )
            for part in channel.fields
        }
        clock = _clock(channel, raw, clock)
        samples.extend(_samples(channel, raw))
    return [Sample(sample.measure, sample.value, clock.at) for sample in samples]


def _channels(profile: Profile, frame: bytes) -> Iterator[tuple[Channel, int]]:
    """Each channel of the frame with the place where its numbers begin."""
    place = 0
    while place < len(frame):
        key = frame[place : place + _KEY_BYTES]
        channel = profile.channels.get(key)
        if channel is None and len(key) == _KEY_BYTES:
            text = f"profile '{profile.name}' has no channel {key.hex().upper()} (frame {frame.hex()})"
            raise DecodeError(Reason.UNKNOWN_CHANNEL, text)
        start = place + _KEY_BYTES
        if channel is None or start + channel.size > len(frame):
            text = f"frame {frame.hex()} ends inside channel {key.hex().upper()}"
            raise DecodeError(Reason.SHORT_FRAME, text)
        yield channel, start
        place = start + channel.size


def _clock(channel: Channel, raw: Mapping[str, int], before: Instant) -> Instant:
    for part in channel.fields:
        if part.instant:
            said = from_seconds(raw[part.name])
            return before if said.unset else said
    return before


def _samples(channel: Channel, raw: Mapping[str, int]) -> Iterator[Sample]:
    for part in channel.fields:
        meaning, value = part.meaning, float(raw[part.name])
        if meaning.values:
            value = _listed(part.name, meaning.values, raw[part.name])
        if meaning.measure is not None:
            yield Sample(meaning.measure.format_map(raw), float(meaning.number(value)))


def _listed(name: str, values: Mapping[str, float], raw: int) -> float:
    try:
        return values[str(raw)]
    except KeyError:
        raise DecodeError(Reason.BAD_VALUE, f"{name} = {raw} is not one of {', '.join(values)}") from None
