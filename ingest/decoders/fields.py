"""An object of a message -> samples, by the fields of a profile: flat keys, and dotted paths into objects inside it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ingest.decoders.instant import INT64
from ingest.profile import Meaning, Profile
from ingest.sample import DecodeError, Reason, Sample


def read_fields(
    profile: Profile, values: Mapping[str, object], at: datetime | None, device: str = ""
) -> tuple[list[Sample], tuple[str, ...]]:
    """The samples, and the paths that the profile does not know. A null is no measurement. Raises DecodeError."""
    samples: list[Sample] = []
    unknown: list[str] = []
    for path, meaning, raw in _leaves(profile, values, ""):
        if meaning is None:
            unknown.append(path)
        else:
            samples += read_value(path, meaning, raw, at, device)
    return samples, tuple(unknown)


def read_value(
    path: str, meaning: Meaning, raw: object, at: datetime | None, device: str = ""
) -> list[Sample]:
    """What one value says; nothing for a null. Raises DecodeError naming the path."""
    if meaning.measure is None or raw is None:
        return []
    return [Sample(meaning.measure, _number(path, meaning, raw), at, device)]


def read_row(
    path: str, meaning: Meaning, raw: Sequence[object], at: datetime | None, device: str = ""
) -> list[Sample]:
    """One sample for each number of a list, told apart by its place: "distance.0", "distance.1"."""
    return [
        replace(one, measure=channel_of(one.measure, str(n)))
        for n, told in enumerate(raw)
        for one in read_value(f"{path}.{n}", meaning, told, at, device)
    ]


def channel_of(measure: str, channel: str) -> str:
    """The measure of one of several: "power" and "0" -> "power.0"; what has a channel already gets a finer one."""
    return f"{measure}{'_' if '.' in measure else '.'}{channel}"


def _leaves(
    profile: Profile, values: Mapping[str, object], above: str
) -> Iterator[tuple[str, Meaning | None, object]]:
    """Path, meaning (None = unknown) and value. Objects are entered only where the profile has a field inside."""
    for key, raw in values.items():
        path = above + key
        meaning = profile.fields.get(path)
        if meaning is not None:
            yield path, meaning, raw
        elif isinstance(raw, dict) and path in profile.branches:
            yield from _leaves(profile, raw, path + ".")
        elif path not in profile.ignored and key not in profile.ignored:
            yield path, None, raw


def _number(key: str, meaning: Meaning, raw: object) -> float:
    if meaning.values:
        return _word(key, meaning, raw)
    if isinstance(raw, bool) != meaning.truth or not isinstance(raw, int | float):
        raise DecodeError(Reason.BAD_VALUE, f"{key} = {_shown(raw)} is not a {_wanted(meaning)}")
    if isinstance(raw, int) and raw not in INT64:
        raise DecodeError(Reason.BAD_VALUE, f"{key} = {_shown(raw)} does not fit in 64 bits")
    value = float(meaning.number(raw))
    if not math.isfinite(value):  # a number near the end of the floats, scaled
        raise DecodeError(Reason.BAD_VALUE, f"{key} = {_shown(raw)} has no end")
    return value


def _word(key: str, meaning: Meaning, raw: object) -> float:
    try:
        return float(meaning.number(meaning.values[str(raw)]))
    except KeyError:
        known = ", ".join(meaning.values)
        raise DecodeError(Reason.BAD_VALUE, f"{key} = {_shown(raw)} is not one of {known}") from None


def _wanted(meaning: Meaning) -> str:
    return "truth value" if meaning.truth else "number"


def _shown(raw: object) -> str:
    return repr(raw)[:64]
