"""Milesight cameras on the network (VS125, VS121-P): lines and regions, in lists or side by side, on any topic."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta, timezone, tzinfo
from typing import Any

from ingest.decoders.fields import channel_of, read_value
from ingest.decoders.identity import checked_device
from ingest.decoders.instant import Instant, read_local
from ingest.decoders.lower_json import read_lower_json
from ingest.decoders.vital import read_vitals
from ingest.introduction import Introduction, read_loosely
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Reason, Sample

_HEAD = frozenset({"device_info", "time_info"})
_PLACES = ("line", "region")
"""A row with one of these tells which line or region it is about."""
_NUMBERS = "numbering_regions"
"""Which regions the lists beside it are about, in the same order."""
_DEEPEST = 8
_ZONE = re.compile(r"UTC([+-])(\d{1,2}):(\d{2})")
_VITALS = {
    "device_info.firmware_version": "firmware",
    "device_info.hardware_version": "hardware",
    "device_info.device_sn": "serial",
    "device_info.running_time": "uptime_s",
}

_Leaf = tuple[str, str, object]
"""Path, channel ("" = the whole view) and value."""


def decode(profile: Profile, _topic: str, payload: bytes) -> Decoded:
    """Samples of one report, those of a line or region under its number. Tracks of single persons are never read."""
    body = read_lower_json(payload)
    device = checked_device(_serial(body), "device_sn")
    instant = _instant(profile, body.get("time_info"))
    samples: list[Sample] = []
    unknown: list[str] = []
    for path, channel, raw in _leaves(body):
        meaning, key = profile.fields.get(path), path.rpartition(".")[2]
        if meaning is not None:
            found = read_value(path, meaning, raw, instant.at, device)
            samples += [_at(one, channel) for one in found]
        elif path not in profile.ignored and key not in profile.ignored:
            unknown.append(path)
    return Decoded(
        samples=samples,
        clock_unset=instant.unset,
        unknown_metrics=tuple(dict.fromkeys(unknown)),
        vitals=read_vitals(body, _VITALS),
    )


def _at(sample: Sample, channel: str) -> Sample:
    if not channel:
        return sample
    return Sample(channel_of(sample.measure, channel), sample.value, sample.at, sample.device)


def _serial(body: Mapping[str, Any]) -> str:
    told = body.get("device_info")
    serial = told.get("device_sn") if isinstance(told, dict) else None
    if not isinstance(serial, str):
        raise DecodeError(Reason.UNEXPECTED_SHAPE, "device_info.device_sn is missing")
    return serial


def _instant(profile: Profile, told: object) -> Instant:
    """The end of the period, or the instant of the event; with its own zone, else with that of the device's settings."""
    times = told if isinstance(told, dict) else {}
    text = times.get("end_time") or times.get("time")
    if not isinstance(text, str | None):
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"time = {repr(text)[:64]} is not an instant")
    return read_local(
        text, _zone(times.get("timezone") or times.get("time_zone")) or profile.zone_info, "time"
    )


def _zone(told: object) -> tzinfo | None:
    found = _ZONE.match(told) if isinstance(told, str) else None
    if found is None:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(offset if found[1] == "+" else -offset) if offset < timedelta(hours=24) else None


def _leaves(body: Mapping[str, Any]) -> Iterator[_Leaf]:
    regions = body.get(_NUMBERS)
    for key, raw in body.items():
        if key in _HEAD or key == _NUMBERS:
            continue
        if (
            isinstance(raw, list)
            and isinstance(regions, list)
            and not any(isinstance(one, dict) for one in raw)
        ):
            yield from _side_by_side(key, raw, regions)
        else:
            yield from _nested(key, raw, "")


def _side_by_side(key: str, raw: Sequence[object], regions: Sequence[object]) -> Iterator[_Leaf]:
    if len(raw) != len(regions):
        text = f"{key[:64]} has {len(raw)} values for {len(regions)} regions"
        raise DecodeError(Reason.UNEXPECTED_SHAPE, text)
    for number, one in zip(regions, raw, strict=True):
        yield key, f"region{_number(number, _NUMBERS)}", one


def _nested(path: str, raw: object, channel: str) -> Iterator[_Leaf]:
    if path.count(".") > _DEEPEST:
        raise DecodeError(Reason.TOO_DEEP, f"{path[:64]} is nested too deeply")
    if isinstance(raw, dict):
        place = next((key for key in _PLACES if key in raw), "")
        within = f"{place}{_number(raw[place], place)}" if place else channel
        for key, inner in raw.items():
            if key != place:
                yield from _nested(f"{path}.{key}", inner, within)
    elif isinstance(raw, list) and any(isinstance(one, dict) for one in raw):
        for one in raw:
            yield from _nested(path, one, channel)
    else:
        yield path, channel, raw


def _number(raw: object, key: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw < 100:
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"{key} = {repr(raw)[:64]} is not the number of one")
    return raw


def has_shape(body: object) -> bool:
    """Whether it has the two heads that all of these cameras send."""
    if not isinstance(body, dict):
        return False
    low = {str(key).lower(): value for key, value in body.items()}
    told = low.get("device_info")
    return "time_info" in low and isinstance(told, dict) and "device_sn" in {str(key).lower() for key in told}


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The camera, by the name that its owner gave it."""
    if not has_shape(read_loosely(payload)):
        return
    try:
        body = read_lower_json(payload)
        serial = _serial(body)
        keys = tuple(dict.fromkeys(path for path, _, _ in _leaves(body)))
    except DecodeError:
        return
    head = body["device_info"]
    name, firmware = (
        head.get("device_name") or head.get("device") or serial,
        str(head.get("firmware_version", "")),
    )
    model = "VS" + firmware.removeprefix("V_").partition(".")[0] if firmware.startswith("V_") else "VS121-P"
    yield Introduction(
        topic=topic, device=serial[:128], name=str(name)[:128], model=model[:64], keys=keys[:50]
    )
