"""SenML, RFC 8428, in JSON: a pack of records whose names, times and values lean on base values before them.

A record's name ends with what is measured ("urn:dev:ow:10e2073a0108006:voltage"): before it stands the device. Where the end
is no key of the profile, the whole name is the device and the unit says what is measured.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, NamedTuple

import msgspec

from ingest.decoders.fields import read_value
from ingest.decoders.identity import checked_device
from ingest.decoders.instant import NO_INSTANT, Instant, from_seconds
from ingest.decoders.strict_json import read_json
from ingest.introduction import MOST_KEYS, Introduction, read_loosely
from ingest.profile import Meaning, Profile
from ingest.sample import Decoded, DecodeError, Reason, Sample
from models.reading import measure_of

NOW = 2**28
"""Seconds: a time below is relative to now (RFC 8428, 4.5.3)."""

VERSION = 10
"""The version of RFC 8428; a pack of a later one may mean something else."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-:./_]*")


class _Unit(NamedTuple):
    measure: str
    scale: float = 1
    offset: float = 0
    ours: str = ""


UNITS: Mapping[str, _Unit] = {
    "Cel": _Unit("temperature", ours="Cel"),
    "K": _Unit("temperature", offset=-273.15, ours="Cel"),
    "%RH": _Unit("humidity", ours="%RH"),
    "Pa": _Unit("pressure", 0.01, ours="hPa"),
    "hPa": _Unit("pressure", ours="hPa"),
    "ppm": _Unit("co2", ours="ppm"),
    "lx": _Unit("illuminance", ours="lx"),
    "V": _Unit("voltage", ours="V"),
    "mV": _Unit("voltage", 0.001, ours="V"),
    "A": _Unit("current", ours="A"),
    "mA": _Unit("current", 0.001, ours="A"),
    "W": _Unit("power", ours="W"),
    "kW": _Unit("power", 1000, ours="W"),
    "J": _Unit("energy_total", 1 / 3600, ours="Wh"),
    "Wh": _Unit("energy_total", ours="Wh"),
    "kWh": _Unit("energy_total", 1000, ours="Wh"),
    "%EL": _Unit("battery", ours="%"),
    "s": _Unit("dwell", ours="s"),
    "ms": _Unit("dwell", 0.001, ours="s"),
    "m": _Unit("distance", 100, ours="cm"),
    "cm": _Unit("distance", ours="cm"),
    "mm": _Unit("distance", 0.1, ours="cm"),
}
"""Units of the IANA registry -> the measure that a record without a known name means, and the way to its unit."""


class _Record(msgspec.Struct):
    bn: str = ""
    bt: float | None = None
    bu: str | None = None
    bv: float | None = None
    bs: float | None = None
    bver: int | None = None
    n: str = ""
    u: str | None = None
    t: float = 0
    v: float | None = None
    vb: bool | None = None
    vs: str | None = None
    s: float | None = None


_PACK = msgspec.json.Decoder(list[dict[str, Any]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A record that stands for itself: full name, unit, time, and its value (number, truth or word) or sum."""

    name: str
    unit: str
    time: float
    value: float | bool | str | None
    total: float | None


def decode(profile: Profile, _topic: str, payload: bytes) -> Decoded:
    """Samples of all records, each under the device in front of its name."""
    samples: list[Sample] = []
    unknown: list[str] = []
    unset = False
    for record in resolved(payload):
        read = list(_samples(profile, record))
        instant = _instant(record.time)
        unset = unset or instant.unset
        samples += [replace(one, at=instant.at, ago=_ago(record.time)) for one in read]
        if not read and record.value is not None and record.name not in profile.ignored:
            unknown.append(record.name)
    return Decoded(samples=samples, unknown_metrics=tuple(unknown), clock_unset=unset)


def resolved(payload: bytes) -> Iterator[Resolved]:
    """The records of a pack with their base values worked in (RFC 8428, 4.6). Raises DecodeError."""
    name, unit, time, value, total = "", "", 0.0, None, None
    pack = read_json(_PACK, payload)
    for n, raw in enumerate(pack):
        record = _record(n, raw)
        name = record.bn or name
        unit = record.bu if record.bu is not None else unit
        time = record.bt if record.bt is not None else time
        value = record.bv if record.bv is not None else value
        total = record.bs if record.bs is not None else total
        full = name + record.n
        told = _value(record, value)
        added = (
            None
            if record.s is None and (total is None or told is not None)
            else (total or 0) + (record.s or 0)
        )
        if told is None and added is None:
            continue  # base values only
        if not _NAME.fullmatch(full):
            raise DecodeError(Reason.BAD_DEVICE_ID, f"record {n}: name {full[:64]!r} is not one of RFC 8428")
        yield Resolved(
            name=full,
            unit=record.u if record.u is not None else unit,
            time=time + record.t,
            value=told,
            total=added,
        )


def _record(n: int, raw: Mapping[str, object]) -> _Record:
    strange = next((key for key in raw if key.endswith("_")), None)
    if strange is not None:
        text = f"record {n}: {strange[:64]!r} must be understood and is not"
        raise DecodeError(Reason.UNEXPECTED_SHAPE, text)
    try:
        record = msgspec.convert(raw, _Record)
    except msgspec.ValidationError as error:
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"record {n} has another shape: {error}") from error
    if record.bver is not None and record.bver > VERSION:
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"record {n}: bver {record.bver} is above {VERSION}")
    return record


def _value(record: _Record, base: float | None) -> float | bool | str | None:
    if record.vb is not None:
        return record.vb
    if record.vs is not None:
        return record.vs
    if record.v is None and (base is None or record.s is not None):
        return None
    return (base or 0) + (record.v or 0)


def _instant(time: float) -> Instant:
    return NO_INSTANT if time < NOW else from_seconds(time, "t")


def _ago(time: float) -> timedelta:
    """How long before now; a time ahead of now is now."""
    return timedelta(seconds=min(-time, NOW)) if time < 0 else timedelta(0)


def _samples(profile: Profile, record: Resolved) -> Iterator[Sample]:
    """Of the value, and of the sum where the profile names one ("power.sum"): the value times the seconds it lasted."""
    if record.value is not None:
        for device, meaning in _meaning(profile, record.name, record.unit):
            yield from _converted(record, meaning, record.value, device)
    elif record.total is not None:
        for device, meaning in _meaning(profile, record.name + ".sum", ""):
            yield from read_value(record.name, meaning, record.total, None, device)


def _meaning(profile: Profile, name: str, unit: str) -> Iterator[tuple[str, Meaning]]:
    """The device and what is measured: by the whole name (a sensor's own `reads`), by its end, or by its unit."""
    cut = max(name.rfind(":"), name.rfind("/"))
    known = profile.fields.get(name)
    if known is not None:
        yield "", known
    elif name[cut + 1 :] in profile.fields:
        yield (checked_device(name[:cut], "bn") if cut > 0 else ""), profile.fields[name[cut + 1 :]]
    elif unit in UNITS and UNITS[unit].measure in profile.fields:
        yield checked_device(name, "n"), profile.fields[UNITS[unit].measure]


def _converted(record: Resolved, meaning: Meaning, value: object, device: str) -> list[Sample]:
    samples = read_value(record.name, meaning, value, None, device)
    unit = UNITS.get(record.unit)
    if unit is None or not samples:
        return samples
    wanted = measure_of(samples[0].measure).unit
    if wanted == unit.ours:
        return [replace(one, value=round(one.value * unit.scale + unit.offset, 6)) for one in samples]
    if wanted in ("1", "bool"):
        return samples
    text = f"{record.name}: u = {record.unit!r} is no unit of {samples[0].measure}, which is in {wanted}"
    raise DecodeError(Reason.BAD_VALUE, text)


def has_shape(body: object) -> bool:
    """Whether it is a list of records of which one has a value."""
    return (
        isinstance(body, list)
        and bool(body)
        and all(isinstance(one, dict) for one in body)
        and any(("n" in one or "bn" in one) and {"v", "vb", "vs", "s"} & set(one) for one in body)
    )


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """Each device in front of the names."""
    if not has_shape(read_loosely(payload)):
        return
    try:
        records = list(resolved(payload))
    except DecodeError:
        return
    keys: dict[str, list[str]] = {}
    for record in records:
        device, _, key = record.name.replace("/", ":").rpartition(":")
        by_unit = UNITS[record.unit].measure if record.unit in UNITS else ""
        known = not by_unit or key.replace("_", "").isalpha()
        keys.setdefault(record.name[: len(device)] if known else record.name, []).append(
            key if known else by_unit
        )
    for device, told in list(keys.items())[:MOST_KEYS]:
        yield Introduction(
            topic=topic, device=device[:128], name=device[:128], keys=tuple(dict.fromkeys(told[:MOST_KEYS]))
        )
