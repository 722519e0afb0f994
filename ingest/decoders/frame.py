"""A binary frame of channels (id byte, type byte, numbers) -> samples, by the channel table of a profile."""

from collections.abc import Iterator, Mapping

from ingest.decoders.instant import Instant, from_seconds
from ingest.profile import Channel, Profile
from ingest.sample import DecodeError, Reason, Sample

_KEY_BYTES = 2

_Value = tuple[str, float]
"""A measure and its number, not yet dated."""


def read_frame(profile: Profile, frame: bytes, heard: Instant) -> tuple[list[Sample], bool]:
    """The samples of a whole frame, and whether one has no instant because a clock was never set.

    A device's own clock goes before `heard`: a channel with a clock among its numbers is a kept record of that instant,
    a channel that is nothing but a clock dates all channels without one.
    Raises DecodeError: half a number is never read as a number, and a channel of unknown length ends the reading.
    """
    now: list[_Value] = []
    kept: list[Sample] = []
    unset = False
    for channel, start in _channels(profile, frame):
        raw = _numbers(channel, frame, start)
        clock = _clock(channel, raw)
        found = _values(channel, raw)
        if clock is None:
            now += found
        elif found:
            kept += [Sample(measure, value, clock.at) for measure, value in found]
            unset = unset or clock.unset
        elif not clock.unset:
            heard = clock
    dated = [Sample(measure, value, heard.at) for measure, value in now]
    return dated + kept, unset or heard.unset


def _numbers(channel: Channel, frame: bytes, start: int) -> dict[str, int]:
    return {
        part.name: int.from_bytes(
            frame[start + part.offset : start + part.offset + part.size], part.endian, signed=part.signed
        )
        for part in channel.fields
    }


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


def _clock(channel: Channel, raw: Mapping[str, int]) -> Instant | None:
    return from_seconds(raw[channel.clock]) if channel.clock else None


def _values(channel: Channel, raw: Mapping[str, int]) -> list[_Value]:
    found: list[_Value] = []
    for part in channel.fields:
        meaning = part.meaning
        value: float = raw[part.name]
        if meaning.values:
            value = _listed(part.name, meaning.values, raw[part.name])
        if meaning.measure is not None:
            measure = meaning.measure.format_map(raw) if meaning.indexed else meaning.measure
            found.append((measure, float(meaning.number(value))))
    return found


def _listed(name: str, values: Mapping[str, float], raw: int) -> float:
    try:
        return values[str(raw)]
    except KeyError:
        raise DecodeError(Reason.BAD_VALUE, f"{name} = {raw} is not one of {', '.join(values)}") from None
