"""A profile file as text -> ingest.profile.Profile: every key checked, each fault named with file, key and value."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, TypeVar
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from config.settings import ConfigError
from ingest.profile import DEFAULT_ZONE, Channel, ChannelField, Counter, Meaning, Profile
from models.reading import MEASURES


class _Layout(NamedTuple):
    size: int
    signed: bool
    endian: Literal["little", "big"]


LAYOUTS: Mapping[str, _Layout] = {
    "u8": _Layout(1, signed=False, endian="little"),
    "i8": _Layout(1, signed=True, endian="little"),
    "u16": _Layout(2, signed=False, endian="little"),
    "i16": _Layout(2, signed=True, endian="little"),
    "u16be": _Layout(2, signed=False, endian="big"),
    "i16be": _Layout(2, signed=True, endian="big"),
    "u24": _Layout(3, signed=False, endian="little"),
    "u32": _Layout(4, signed=False, endian="little"),
    "i32": _Layout(4, signed=True, endian="little"),
    "u32be": _Layout(4, signed=False, endian="big"),
}
"""The numbers that a frame can hold. Little-endian unless the name says otherwise."""

_Hex = Annotated[str, StringConstraints(pattern=r"^([0-9A-F]{2}){1,4}$")]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Meaning(_Table):
    measure: str | None = None
    scale: float = Field(default=1, allow_inf_nan=False)
    invert: bool = False
    values: dict[str, Annotated[float, Field(allow_inf_nan=False)]] = {}


class _Part(_Meaning):
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    type: str
    instant: bool = False


class _Counter(_Table):
    bits: int = Field(ge=8, le=64)
    reset: Literal["never", "power", "scheduled"]


class _Family(_Table):
    channel: dict[_Hex, int | tuple[_Part, ...]] = {}


class _Profile(_Family):
    model: str = Field(min_length=1)
    carrier: str = Field(min_length=1)
    source: str = Field(min_length=1)
    interval_s: int = Field(gt=0, le=172_800)
    family: str | None = None
    counter: _Counter | None = None
    field: dict[str, _Meaning] = {}
    ignored: frozenset[str] = frozenset()
    ranges: dict[str, tuple[float, float]] = {}
    zone: str = DEFAULT_ZONE


_T = TypeVar("_T", bound=_Family)


def read_profile(file: Path) -> Profile:
    """The profile of one file, with the channels of its family. Raises ConfigError on the first fault."""
    table = _validated(_Profile, file)
    if table.family:
        shared = _validated(_Family, file.parent / "family" / f"{table.family}.toml")
        table = table.model_copy(update={"channel": shared.channel | table.channel})
    fault = next(_faults(table), None)
    if fault:
        raise ConfigError(f"profile file {file}: {fault}")
    channels = [_channel(key, parts) for key, parts in table.channel.items()]
    return Profile(
        name=file.stem,
        model=table.model,
        carrier=table.carrier,
        source=table.source,
        interval_s=table.interval_s,
        counter=Counter(bits=table.counter.bits, reset=table.counter.reset) if table.counter else None,
        channels={channel.key: channel for channel in channels},
        fields={key: _meaning(row) for key, row in table.field.items()},
        ignored=table.ignored,
        ranges=table.ranges,
        zone=table.zone,
    )


def _validated(model: type[_T], file: Path) -> _T:
    try:
        return model.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(f"profile file {file} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"profile file {file} is not TOML: {error}") from error
    except ValidationError as error:
        raise ConfigError(_first_fault(file, error)) from error


def _first_fault(file: Path, error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"profile file {file}: key {key} is not known"
    if fault["type"] == "missing":
        return f"profile file {file}: key {key} is missing"
    return f"profile file {file}: {key} = {fault['input']!r} is wrong: {fault['msg']}"


def _faults(table: _Profile) -> Iterator[str]:
    """What the types cannot say."""
    measured = list(_measured(table))
    for key, measure in measured:
        if measure.partition(".")[0] not in MEASURES:
            yield f"{key}.measure '{measure}' is not in MEASURES"
    for key, parts in _framed(table):
        yield from _channel_faults(key, parts)
    for measure in table.ranges:
        if measure not in MEASURES:
            yield f"ranges.{measure} is not in MEASURES"
    if table.zone not in available_timezones():
        yield f"zone '{table.zone}' is not an IANA time zone"
    if not measured:
        yield "no channel and no field has a measure"
    if table.counter is None and any(measure.startswith("people_in_total") for _, measure in measured):
        yield "key counter is missing: people_in_total wraps at a width that only the model knows"


def _framed(table: _Profile) -> Iterator[tuple[str, tuple[_Part, ...]]]:
    for key, parts in table.channel.items():
        if not isinstance(parts, int):
            yield key, parts


def _measured(table: _Profile) -> Iterator[tuple[str, str]]:
    for key, row in table.field.items():
        if row.measure:
            yield f"field.{key}", row.measure
    for key, parts in _framed(table):
        for part in parts:
            if part.measure:
                yield f"channel.{key}.{part.name}", part.measure


def _channel_faults(key: str, parts: tuple[_Part, ...]) -> Iterator[str]:
    names = {part.name for part in parts}
    if len(names) < len(parts):
        yield f"channel.{key} has two fields of one name"
    for part in parts:
        if part.type not in LAYOUTS:
            yield f"channel.{key}.{part.name}.type '{part.type}' is not one of {', '.join(LAYOUTS)}"
        index = (part.measure or "").partition("{")[2].partition("}")[0]
        if index and index not in names:
            yield f"channel.{key}.{part.name}.measure '{part.measure}' names no field of the channel"


def _channel(key: str, parts: int | tuple[_Part, ...]) -> Channel:
    if isinstance(parts, int):
        return Channel(key=bytes.fromhex(key), size=parts, fields=())
    fields, offset = [], 0
    for part in parts:
        fields.append(_channel_field(part, offset))
        offset += LAYOUTS[part.type].size
    clock = next((part.name for part in parts if part.instant), "")
    return Channel(key=bytes.fromhex(key), size=offset, fields=tuple(fields), clock=clock)


def _channel_field(part: _Part, offset: int) -> ChannelField:
    layout = LAYOUTS[part.type]
    return ChannelField(
        name=part.name,
        offset=offset,
        size=layout.size,
        endian=layout.endian,
        signed=layout.signed,
        meaning=_meaning(part),
    )


def _meaning(row: _Meaning) -> Meaning:
    unit = MEASURES[row.measure.partition(".")[0]].unit if row.measure else ""
    return Meaning(
        measure=row.measure,
        indexed="{" in (row.measure or ""),
        truth=unit == "bool",
        scale=row.scale,
        invert=row.invert,
        values=row.values,
    )
