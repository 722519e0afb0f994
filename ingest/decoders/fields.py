"""A flat object of a message -> samples, by the fields of a profile."""

import math
from collections.abc import Mapping
from datetime import datetime

from ingest.decoders.instant import INT64
from ingest.profile import Meaning, Profile
from ingest.sample import DecodeError, Reason, Sample


def read_fields(
    profile: Profile, values: Mapping[str, object], at: datetime | None
) -> tuple[list[Sample], tuple[str, ...]]:
    """The samples, and the keys that the profile does not know. A null is no measurement. Raises DecodeError."""
    samples: list[Sample] = []
    unknown: list[str] = []
    for key, raw in values.items():
        meaning = profile.fields.get(key)
        if meaning is None:
            if key not in profile.ignored:
                unknown.append(key)
        elif meaning.measure is not None and raw is not None:
            samples.append(Sample(meaning.measure, _number(key, meaning, raw), at))
    return samples, tuple(unknown)


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
