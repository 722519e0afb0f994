"""uhppoted-mqtt: events of UHPPOTE door controllers (uhppoted/uhppoted-mqtt, documentation of events).

One topic carries all controllers; a sensor's `device` is "<device-id>:<door-id>". A controller has one to four doors.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Annotated

import msgspec

from ingest.decoders.passage import IN, OUT, Passage, read_passages
from ingest.decoders.strict_json import read_json
from ingest.decoders.zone_word import read_zoned
from ingest.introduction import Introduction
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Reason

TOPIC = "uhppoted/gateway/events"
"""The topic of a gateway that nobody has set up otherwise."""

_DOORS = range(1, 5)
_WAYS = {1: IN, 2: OUT}
_SWIPED = 1
_Number = Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]


class _Event(msgspec.Struct, rename=lambda name: name.replace("_", "-")):
    device_id: _Number
    event_id: _Number
    timestamp: str | None = None
    access_granted: bool = False
    card_number: str | int | None = None
    direction: int = 0
    door_id: _Number = 0
    event_type: int | None = None


class _Message(msgspec.Struct):
    event: _Event


class _Signed(msgspec.Struct):
    message: _Message | None = None
    event: _Event | None = None


_SIGNED = msgspec.json.Decoder(_Signed)


def decode(profile: Profile, _topic: str, payload: bytes) -> Decoded:
    """One event. What is no passage (a door button, an alarm) only moves the controller's running number."""
    message = read_json(_SIGNED, payload)
    event = message.message.event if message.message else message.event
    if event is None:
        raise DecodeError(Reason.UNEXPECTED_SHAPE, 'a message has "event" or "message.event"')
    instant = read_zoned(event.timestamp, profile.zone_info, "timestamp")
    number = f"{event.device_id}:{event.event_id}@{event.timestamp or ''}"[:128]
    passages = [_passage(event, number, instant.at)] if _is_passage(event) else []
    return replace(
        read_passages(profile, passages),
        about=frozenset(f"{event.device_id}:{door}" for door in {*_DOORS, event.door_id}),
        source_id=number,
        clock_unset=instant.unset,
        seq=event.event_id,
    )


def _is_passage(event: _Event) -> bool:
    return bool(event.card_number) and event.event_type in (None, _SWIPED)


def _passage(event: _Event, number: str, at: datetime | None) -> Passage:
    return Passage(
        id=number,
        granted=event.access_granted,
        at=at,
        way=_WAYS.get(event.direction, ""),
        door=str(event.door_id),
        card=event.card_number,
        device=f"{event.device_id}:{event.door_id}",
    )


def speaks_on(topic: str) -> bool:
    return topic == TOPIC


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The door of an event."""
    try:
        message = read_json(_SIGNED, payload)
    except DecodeError:
        return
    event = message.message.event if message.message else message.event
    if event is not None:
        door = f"{event.device_id}:{event.door_id}"
        yield Introduction(topic=topic, device=door, name=door, model="UHPPOTE", keys=("in", "out"))
