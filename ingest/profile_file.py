"""A profile file as text -> ingest.profile.Profile: every key checked, each fault named with file, line, key and value.

A new device model is one TOML file, `<model>.toml`. On top: `model` (its name for people), `carrier` (how its payload
travels: lorawan, zigbee2mqtt, native, ...), `source` (where its layout was published), `interval_s` (how often it speaks),
and where it applies `family` (files of shared channels, the later before the earlier and the model's own before all),
`counter = {bits, reset}` (of running totals), `zone` (whose local time it is when the device tells an instant without one),
`ignored` (payload keys that are no measurement), `[ranges]` (narrower than those of the measure) and `[match]`: `models` (names that networks
and vendors give it), `eui` (prefixes of the devEui), `keys` (keys that a payload always holds).

`[field]` reads an object: payload key (dotted where it is nested) = `{measure, scale, invert, values}`. `values` lists the
only words or numbers that the device may say, and the number of each; `invert` turns a yes into a no.

`[channel]` reads a frame: id and type byte in hex = how many bytes to step over, or the parts in their order. A part has a
`name`, a `type` (channel_file.LAYOUTS) and, besides the keys of a field,
- `instant = true`: the device's clock in seconds since 1970. A channel with other numbers is then a kept record of that
  instant; a channel that is only a clock dates the whole frame.
- `measure = "x.region{region}"`: one measure for each number of the part `region` before it.
- `vital = "battery"`: it tells of the device itself (models.health.VITALS).
- `absent = [254]`: numbers that mean "nothing measured".
- `present = {kind = [1]}`: the bytes are there only when the part `kind` before it is 1: records of several lengths.
- `valid = {kind = [1]}`: the bytes are always there and mean something only then.
- `again = true`: the bytes of the part before it, read once more in another way.
- `bits = 8` or `bits = "regions"`: each of so many bits, from the lowest, is a yes or no; `{bit}` in the measure is its
  number from 1.
A frame is refused as a whole when it ends inside a channel or holds a channel that the profile does not list: what follows
could not be found.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import available_timezones

from pydantic import Field, StringConstraints, ValidationError, field_validator

from ingest.channel_file import (
    ChannelTable,
    Found,
    Hex,
    MeaningTable,
    Table,
    channel_faults,
    channel_of,
    meaning_of,
)
from ingest.profile import DEFAULT_ZONE, FOLDER, Counter, Match, Profile, plain_name
from ingest.profile_fault import LONGEST, ProfileError, at, fault, of_value, said
from models.reading import MEASURES

_Name = Annotated[str, StringConstraints(min_length=1)]
_Stem = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
_Prefix = Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{2,16}$")]


class _Counter(Table):
    bits: int = Field(ge=8, le=64)
    reset: Literal["never", "power", "scheduled"]


class _Match(Table):
    models: tuple[_Name, ...] = ()
    eui: tuple[_Prefix, ...] = ()
    keys: tuple[_Name, ...] = ()


class _Family(Table):
    channel: dict[Hex, ChannelTable] = Field(default_factory=dict)


class _Profile(_Family):
    model: _Name
    carrier: _Name
    source: _Name
    interval_s: int = Field(gt=0, le=172_800)
    family: tuple[_Stem, ...] = ()
    counter: _Counter | None = None
    field: dict[str, MeaningTable] = Field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    ranges: dict[str, tuple[float, float]] = Field(default_factory=dict)
    match: _Match = _Match()
    zone: str = DEFAULT_ZONE

    @field_validator("family", mode="before")
    @classmethod
    def _one_or_several(cls, raw: Any) -> Any:
        return (raw,) if isinstance(raw, str) else raw


_COUNTED = ("people_in_total", "people_out_total")
_T = TypeVar("_T", bound=_Family)


def read_profile(file: Path, folders: Sequence[Path] = ()) -> Profile:
    """The profile of one file, with the channels of its family. Raises ProfileError on the first fault.

    folders: where families lie, beside the file's own folder.
    """
    return profile_of_text(_text(file), file.stem, str(file), (file.parent, *folders))


def profile_of_text(text: str, name: str, origin: str, folders: Sequence[Path] = (FOLDER,)) -> Profile:
    """The profile of a text that need not lie in a file yet. origin: what a fault calls it. Raises ProfileError."""
    table = _validated(_Profile, text, origin)
    texts, shared = [text], dict[str, ChannelTable]()
    for family in table.family:
        file = _family_file(family, folders)
        texts.append(_text(file))
        found = _validated(_Family, texts[-1], str(file))
        _check(texts[-1], str(file), _channel_faults(found))
        shared |= found.channel
    own, table = table, table.model_copy(update={"channel": shared | table.channel})
    _check(text, origin, _faults(own, table))
    return _profile(table, name, _version(texts))


def _family_file(name: str, folders: Sequence[Path]) -> Path:
    files = [folder / "family" / f"{name}.toml" for folder in folders]
    return next((file for file in files if file.is_file()), files[0])


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ProfileError(fault(said("unreadable", msg=error.strerror or ""), str(file))) from error
    except UnicodeDecodeError as error:
        raise ProfileError(fault(said("not_text", msg=str(error)), str(file))) from error


def _version(texts: Sequence[str]) -> str:
    return blake2b("\0".join(texts).encode(), digest_size=8).hexdigest()


def _validated(model: type[_T], text: str, origin: str) -> _T:
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(text, origin, str(error)) from error
    except RecursionError as error:
        raise ProfileError(fault(said("too_deep"), origin)) from error
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        path = _path(found["loc"])
        raise at(text, origin, path, of_value(".".join(map(str, path)), found)) from error


def _not_toml(text: str, origin: str, msg: str) -> ProfileError:
    """tomllib tells the line only inside its sentence; without one it has read to the end."""
    found = re.search(r"at line (\d+)", msg)
    line = int(found.group(1)) if found else text.count("\n") + 1
    near = text.split("\n")[line - 1].strip()[:LONGEST]
    return ProfileError(fault(said("not_toml", near=near, msg=msg), origin, line))


def _path(loc: Sequence[str | int]) -> tuple[str | int, ...]:
    """Where pydantic found a fault, as the file is written."""
    return tuple(part for place, part in enumerate(loc) if (part, place) != ("parts", 2) and part != "[key]")


def _check(text: str, origin: str, faults: Iterator[Found]) -> None:
    for path, what in faults:
        raise at(text, origin, path, what)


def _channel_faults(table: _Family) -> Iterator[Found]:
    for path, key, measure in _measured(table):
        if measure.partition(".")[0] not in MEASURES:
            yield (*path, "measure"), said("measure", key=f"{key}.measure", measure=measure)
    for key, channel in table.channel.items():
        yield from channel_faults(key, channel)


def _faults(own: _Profile, whole: _Profile) -> Iterator[Found]:
    """What the types cannot say. own: as the file is written; whole: with its family."""
    yield from _channel_faults(own)
    for measure, (low, high) in own.ranges.items():
        if measure not in MEASURES:
            yield ("ranges", measure), said("range_measure", measure=measure)
        if not low < high:
            yield ("ranges", measure), said("empty_range", measure=measure, low=low, high=high)
    if own.zone not in available_timezones():
        yield ("zone",), said("zone", zone=own.zone)
    if not any(True for _ in _measured(whole)):
        yield (), said("no_measure")
    counted = next((path for path, _, measure in _measured(whole) if measure.startswith(_COUNTED)), None)
    if own.counter is None and counted:
        yield counted, said("no_counter")


def _measured(table: _Family) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Where a measure stands, how people call that place, and which it is."""
    for key, row in table.field.items() if isinstance(table, _Profile) else ():
        if row.measure:
            yield ("field", key), f"field.{key}", row.measure
    for key, channel in table.channel.items():
        for place, part in enumerate(channel.parts):
            if part.measure:
                yield ("channel", key, place), f"channel.{key}.{part.name}", part.measure


def _profile(table: _Profile, name: str, version: str) -> Profile:
    channels = [channel_of(key, channel) for key, channel in table.channel.items()]
    return Profile(
        name=name,
        model=table.model,
        carrier=table.carrier,
        source=table.source,
        interval_s=table.interval_s,
        zone=table.zone,
        counter=Counter(bits=table.counter.bits, reset=table.counter.reset) if table.counter else None,
        channels={channel.key: channel for channel in channels},
        fields={key: meaning_of(row) for key, row in table.field.items()},
        ignored=table.ignored,
        ranges=table.ranges,
        match=Match(
            models=frozenset(plain_name(model) for model in table.match.models),
            eui=table.match.eui,
            keys=frozenset(table.match.keys),
        ),
        version=version,
    )
