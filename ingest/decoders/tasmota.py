"""Tasmota: tele/<topic>/SENSOR, STATE and LWT, stat/<topic>/STATUS8 and STATUS10; the topic may hold "/".

The payload holds a block for each chip, and one for each Bluetooth or Zigbee device that the device hears.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import msgspec

from ingest.decoders.availability import availability
from ingest.decoders.fields import channel_of, read_row, read_value
from ingest.decoders.identity import checked_device, checked_id
from ingest.decoders.instant import NO_INSTANT, Instant, from_seconds, read_local
from ingest.decoders.strict_json import read_json
from ingest.decoders.vital import read_vitals
from ingest.introduction import Introduction, paths, read_loosely
from ingest.profile import Meaning, Profile
from ingest.sample import Decoded, DecodeError, Happening, Reason, Sample
from models.centre import Centre
from models.event import EventKind

_TELE, _STAT = ("SENSOR", "STATE", "LWT"), ("STATUS8", "STATUS10")
_WRAPPERS = ("StatusSNS", "StatusSTS")
_READERS = frozenset({"PN532", "RC522", "RDM6300"})
"""Card readers. The UID is a keyed hash by the time it comes here."""
_BLUETOOTH = re.compile(r".+-[0-9A-Fa-f]{6}")
"""A name and the end of its address; a chip's second block ends with its bus number instead: AM2301-14."""
_GATEWAY = "ZbReceived"
_NUMBERED = re.compile(r"(.*\D)(\d{1,2})")
_UNITS: Mapping[str, tuple[str, Callable[[float], float]]] = {
    "TempUnit=F": ("temperature", lambda value: (value - 32) / 1.8),
    "PressureUnit=mmHg": ("pressure", lambda value: value * 1.333224),
    "PressureUnit=inHg": ("pressure", lambda value: value * 33.86389),
}
"""Measures that the owner may have switched to another unit, and the way back to ours."""
_VITALS = {"Wifi.Signal": "rssi", "UptimeSec": "uptime_s"}
_OBJECT = msgspec.json.Decoder(dict[str, Any])


@dataclass(slots=True)
class _Found:
    """What a payload says, gathered block by block."""

    by_block: list[tuple[str, Sample]] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """Samples of one message, each Bluetooth or Zigbee device under its own name."""
    if _address(topic) == "LWT":
        return availability(payload)
    body = _unwrapped(read_json(_OBJECT, payload))
    instant = _instant(profile, body)
    found = _Found()
    for key, raw in body.items():
        _read(profile, key, raw, instant.at, found)
    samples = _in_our_units(body, _told_apart(found.by_block))
    return Decoded(
        samples=samples,
        happenings=found.happenings,
        clock_unset=instant.unset,
        unknown_metrics=tuple(found.unknown),
        vitals=read_vitals(body, _VITALS),
    )


def _address(topic: str) -> str:
    """The kind of message, after the topic has been checked."""
    prefix, _, rest = topic.partition("/")
    name, found, kind = rest.rpartition("/")
    if not found or kind not in {"tele": _TELE, "stat": _STAT}.get(prefix, ()):
        text = (
            f"topic {topic[:128]!r} is not tele/<topic>/{'|'.join(_TELE)} or stat/<topic>/{'|'.join(_STAT)}"
        )
        raise DecodeError(Reason.BAD_TOPIC, text)
    for part in name.split("/"):
        checked_id(part, "topic")
    return kind


def _unwrapped(body: dict[str, Any]) -> dict[str, Any]:
    """A reply to a question holds the same readings one level deeper."""
    for wrapper in _WRAPPERS:
        inner = body.get(wrapper)
        body = inner if isinstance(inner, dict) else body
    return body


def _instant(profile: Profile, body: Mapping[str, Any]) -> Instant:
    """Epoch where the owner switched it on; Time has no zone unless he set one, and is then the device's local time."""
    epoch, time = body.get("Epoch"), body.get("Time")
    if isinstance(epoch, int) and not isinstance(epoch, bool):
        return from_seconds(epoch, "Epoch")
    if time is not None and not isinstance(time, str):
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"Time = {repr(time)[:64]} is not an instant")
    return read_local(time, profile.zone_info, "Time") if time else NO_INSTANT


def _read(profile: Profile, key: str, raw: object, at: datetime | None, found: _Found) -> None:
    if key in profile.ignored:
        return
    if not isinstance(raw, dict):
        _value(profile, "", key, raw, at, "", found)
    elif key in _READERS:
        found.happenings.append(_swipe(key, raw, at))
    elif key == _GATEWAY:
        for name, device in raw.items():
            told = device.get("Name") if isinstance(device, dict) else None
            _device(profile, told if isinstance(told, str) else name, device, at, found)
    elif _BLUETOOTH.fullmatch(key) or "mac" in raw:
        _device(profile, key, raw, at, found)
    else:
        _block(profile, key, raw, at, "", found)


def _device(profile: Profile, name: str, raw: object, at: datetime | None, found: _Found) -> None:
    if isinstance(raw, dict):
        _block(profile, name, raw, at, checked_device(name, "device"), found)


def _block(
    profile: Profile, name: str, block: Mapping[str, object], at: datetime | None, device: str, found: _Found
) -> None:
    for key, raw in block.items():
        _value(profile, name, key, raw, at, device, found)


def _value(
    profile: Profile, block: str, key: str, raw: object, at: datetime | None, device: str, found: _Found
) -> None:
    path = f"{block}.{key}" if block else key
    exact, general = profile.fields.get(path), profile.fields.get(key)
    numbered = _NUMBERED.fullmatch(key)
    if exact is not None:
        found.by_block += [("", one) for one in _told(path, exact, raw, at, device)]
    elif general is not None:
        found.by_block += [(block, one) for one in _told(path, general, raw, at, device)]
    elif numbered and not block and numbered[1] in profile.fields:
        several = _numbered(profile.fields[numbered[1]], numbered[2])
        found.by_block += [("", one) for one in _told(path, several, raw, at, device)]
    elif path not in profile.ignored and key not in profile.ignored:
        found.unknown.append(path)


def _told(path: str, meaning: Meaning, raw: object, at: datetime | None, device: str) -> Iterator[Sample]:
    """A radar tells several targets, a three-phase meter its phases, as a list."""
    if isinstance(raw, list):
        yield from read_row(path, meaning, raw, at, device)
    else:
        yield from read_value(path, meaning, raw, at, device)


def _numbered(meaning: Meaning, number: str) -> Meaning:
    """ "Switch2" is the second of what "Switch" means."""
    return replace(meaning, measure=channel_of(meaning.measure, number)) if meaning.measure else meaning


def _told_apart(by_block: list[tuple[str, Sample]]) -> list[Sample]:
    """Two chips that measure the same get the chip's name as their channel; one alone needs none."""
    times = Counter((one.device, one.measure) for _, one in by_block)
    return [
        replace(one, measure=channel_of(one.measure, re.sub(r"\W+", "_", block.lower())))
        if block and times[one.device, one.measure] > 1
        else one
        for block, one in by_block
    ]


def _in_our_units(body: Mapping[str, Any], samples: list[Sample]) -> list[Sample]:
    for switched, (measure, convert) in _UNITS.items():
        key, _, unit = switched.partition("=")
        if body.get(key) == unit:
            samples = [
                replace(one, value=round(convert(one.value), 4))
                if one.measure.partition(".")[0] == measure
                else one
                for one in samples
            ]
    return samples


def _swipe(reader: str, block: Mapping[str, object], at: datetime | None) -> Happening:
    card = block.get("UID")
    if not isinstance(card, str) or not card:
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"{reader} has no UID")
    # A reader that keeps hearing a card says it once a second; the second is what tells two swipes apart.
    when = at.isoformat() if at else ""
    return Happening(
        kind=EventKind.SWIPE, id=f"{when}:{checked_device(card, 'UID')}", values={"card": card}, at=at
    )


def device_topic(topic: str) -> str:
    """tele/<topic>/STATE, .../LWT and stat/<topic>/STATUS8 -> tele/<topic>/SENSOR."""
    prefix, _, rest = topic.partition("/")
    name, found, kind = rest.rpartition("/")
    known = found and kind in {"tele": _TELE, "stat": _STAT}.get(prefix, ())
    return f"tele/{name}/SENSOR" if known else topic


def topics(topic: str) -> tuple[str, ...]:
    """What to hear for a registered device, also one whose topic holds "/"."""
    name = topic.removeprefix("tele/").removesuffix("/SENSOR")
    return (*(f"tele/{name}/{kind}" for kind in _TELE), *(f"stat/{name}/{kind}" for kind in _STAT))


def subscriptions(_centre: Centre) -> tuple[str, ...]:
    """Every device with a plain topic."""
    return topics("tele/+/SENSOR")


def speaks_on(topic: str) -> bool:
    return topic.startswith(("tele/", "stat/")) and topic.endswith((*_TELE, *_STAT))


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The device itself, and each Bluetooth or Zigbee device that it hears; a last will introduces nobody."""
    body = read_loosely(payload)
    if not isinstance(body, dict):
        return
    body = _unwrapped(body)
    registered = device_topic(topic)
    own: dict[str, object] = {}
    for key, raw in body.items():
        if isinstance(raw, dict) and (_BLUETOOTH.fullmatch(key) or "mac" in raw):
            yield Introduction(
                topic=registered,
                device=key[:128],
                name=key[:128],
                model=key.rpartition("-")[0][:64],
                keys=paths(raw),
            )
        else:
            own[key] = raw
    chips = [key for key, raw in own.items() if isinstance(raw, dict)]
    if chips or not any(isinstance(raw, dict) for raw in body.values()):
        name = registered.removeprefix("tele/").removesuffix("/SENSOR")
        yield Introduction(topic=registered, name=name[:128], model=" ".join(chips)[:64], keys=_keys(own))


def _keys(own: Mapping[str, object]) -> tuple[str, ...]:
    """What a chip measures is read by its own key, a meter's by the whole path, "Switch2" by "Switch"."""
    plain = (key if key.startswith("ENERGY.") else key.rpartition(".")[2] for key in paths(own))
    return tuple(dict.fromkeys(re.sub(r"^(Switch)\d+$", r"\1", key) for key in plain))
