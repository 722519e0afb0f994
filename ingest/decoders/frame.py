"""A binary frame of channels (id byte, type byte, numbers) -> samples, by the channel table of a profile."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ingest.decoders.instant import Instant, from_seconds
from ingest.decoders.spelling import SPELLINGS
from ingest.profile import Channel, ChannelField, Condition, Profile
from ingest.sample import DecodeError, Reason, Sample
from models.event import Word
from models.reading import MEASURES

_KEY_BYTES = 2

_Raw = dict[str, int]
"""The numbers of one channel, by the names of their fields."""

_Value = tuple[str, float]
"""A measure and its number, not yet dated."""


class Framed(NamedTuple):
    """What a whole frame said. clock_unset: a sample has no instant because a clock was never set."""

    samples: Sequence[Sample]
    clock_unset: bool
    vitals: Mapping[str, Word]


def read_frame(profile: Profile, frame: bytes, heard: Instant) -> Framed:
    """All samples and vitals of a frame.

    A device's own clock goes before `heard`: a channel with a clock among its numbers is a kept record of that instant,
    a channel that is nothing but a clock dates all channels without one.
    Raises DecodeError: half a number is never read as a number, and a channel of unknown length ends the reading.
    """
    now: list[_Value] = []
    kept: list[Sample] = []
    vitals: dict[str, Word] = {}
    unset = False
    for channel, raw, start in _channels(profile, frame):
        clock = from_seconds(raw[channel.clock]) if channel.clock else None
        found = _values(channel, raw)
        if clock is None:
            now += found
            if channel.vitals:
                vitals.update(_vitals(channel, raw, frame, start))
        elif found:
            kept += [Sample(measure, value, clock.at) for measure, value in found]
            unset = unset or clock.unset
        elif not clock.unset:
            heard = clock
    dated = [Sample(measure, value, heard.at) for measure, value in now]
    return Framed(dated + kept, unset or heard.unset, vitals)


def _channels(profile: Profile, frame: bytes) -> Iterator[tuple[Channel, _Raw, int]]:
    """Each channel of the frame with its numbers and the place where they begin."""
    place = 0
    while place < len(frame):
        key = frame[place : place + _KEY_BYTES]
        channel = profile.channels.get(key)
        if channel is None and len(key) == _KEY_BYTES:
            text = f"profile '{profile.name}' has no channel {key.hex().upper()} (byte {place} of frame {frame.hex()})"
            raise DecodeError(Reason.UNKNOWN_CHANNEL, text)
        start = place + _KEY_BYTES
        raw, place = _numbers(channel, frame, start) if channel else ({}, len(frame) + 1)
        if channel is None or place > len(frame):
            text = f"frame {frame.hex()} ends inside channel {key.hex().upper()}, which begins at byte {start - _KEY_BYTES}"
            raise DecodeError(Reason.SHORT_FRAME, text)
        yield channel, raw, start


def _numbers(channel: Channel, frame: bytes, start: int) -> tuple[_Raw, int]:
    """The numbers and the place after the last; that lies behind the frame's end when some are missing."""
    if channel.variable:
        return _numbers_one_by_one(channel, frame, start)
    return {
        part.name: _number(part, frame, start + part.offset) for part in channel.fields
    }, start + channel.size


def _numbers_one_by_one(channel: Channel, frame: bytes, start: int) -> tuple[_Raw, int]:
    raw: _Raw = {}
    place = before = start
    for part in channel.fields:
        if _holds(part.present, raw):
            before = before if part.again else place
            raw[part.name] = _number(part, frame, before)
            place = max(place, before + part.size)
    return raw, place


def _number(part: ChannelField, frame: bytes, place: int) -> int:
    return int.from_bytes(frame[place : place + part.size], part.endian, signed=part.signed)


def _holds(condition: Condition, raw: _Raw) -> bool:
    return all(raw.get(name) in numbers for name, numbers in condition.items())


def _values(channel: Channel, raw: _Raw) -> list[_Value]:
    found: list[_Value] = []
    for part in channel.telling:
        number = raw.get(part.name)
        if number is None or number in part.absent or (part.valid and not _holds(part.valid, raw)):
            continue
        if part.bits:
            found += _bits(part, raw, number)
            continue
        meaning = part.meaning
        value = _listed(part.name, meaning.values, number) if meaning.values else number
        if meaning.measure is not None:
            measure = meaning.measure.format_map(raw) if meaning.indexed else meaning.measure
            found.append((measure, float(meaning.number(value))))
    return found


def _bits(part: ChannelField, raw: _Raw, number: int) -> Iterator[_Value]:
    told = raw[part.bits] if isinstance(part.bits, str) else part.bits
    for place in range(min(told, 8 * part.size)):
        measure = (part.meaning.measure or "").format_map({**raw, "bit": place + 1})
        yield measure, float(part.meaning.number(number >> place & 1))


def _listed(name: str, values: Mapping[str, float], raw: int) -> float:
    try:
        return values[str(raw)]
    except KeyError:
        raise DecodeError(Reason.BAD_VALUE, f"{name} = {raw} is not one of {', '.join(values)}") from None


def _vitals(channel: Channel, raw: _Raw, frame: bytes, start: int) -> Iterator[tuple[str, Word]]:
    """A number out of its measure's range is no vital: it says that the device is lying, not how it is."""
    for part in channel.vitals:
        if part.name not in raw:
            continue
        if part.spelling:
            place = start + part.offset
            yield part.vital, SPELLINGS[part.spelling](frame[place : place + part.size])
            continue
        value = float(part.meaning.number(raw[part.name]))
        low, high = MEASURES[part.vital].valid if part.vital in MEASURES else (value, value)
        if low <= value <= high and raw[part.name] not in part.absent:
            yield part.vital, value
