"""What can be wrong with a device model: one row of TEXTS for each kind, as log and terminal say it; pages have words of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from config.settings import ConfigError
from ingest.profile_line import line_of
from models.desk import Fault
from models.message import Message, Value

WRONG = "{key} = {value} is wrong: {msg}"

EXPECTED: Mapping[str, str] = {
    "int_type": "integer",
    "int_parsing": "integer",
    "int_from_float": "integer",
    "int_parsing_size": "integer",
    "float_type": "number",
    "float_parsing": "number",
    "finite_number": "number",
    "bool_type": "truth",
    "bool_parsing": "truth",
    "string_type": "words",
    "string_too_short": "blank",
    "string_pattern_mismatch": "spelling",
    "greater_than": "above",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "literal_error": "one_of",
    "list_type": "list",
    "tuple_type": "list",
    "frozen_set_type": "list",
    "too_short": "too_few",
    "too_long": "too_many",
    "dict_type": "table",
    "model_type": "table",
    "value_error": "size_or_parts",
}
"""What was expected instead of a value, by pydantic's kind of error; any other is just `wrong`."""

TEXTS: Mapping[str, str] = {
    **dict.fromkeys((*EXPECTED.values(), "wrong"), WRONG),
    "unknown_key": "key {key} is not known",
    "missing": "key {key} is missing",
    "not_toml": "it is not TOML: {msg}",
    "too_deep": "it is not TOML: it is nested too deeply",
    "not_text": "it is not TOML: {msg}",
    "unreadable": "it cannot be read: {msg}",
    "unwritable": "it cannot be written: {msg}",
    "bad_name": "its name '{name}' does not match {pattern}",
    "no_such": "there is no profile '{name}'",
    "unfit": "{msg}",
    "carrier": "carrier '{carrier}' is not one of {known}",
    "zone": "zone '{zone}' is not an IANA time zone",
    "no_measure": "no channel and no field has a measure",
    "no_counter": "key counter is missing: people_in_total wraps at a width that only the model knows",
    "measure": "{key} '{measure}' is not in MEASURES",
    "range_measure": "ranges.{measure} is not in MEASURES",
    "empty_range": "ranges.{measure} = [{low}, {high}] is empty",
    "twice": "{key} has two fields of one name",
    "type": "{key} '{type}' is not one of {known}",
    "vital": "{key} '{vital}' is not one of {known}",
    "vital_type": "{key} '{type}' is not of the kind of vital '{vital}'",
    "word": "{key} '{measure}' is a number, but type '{type}' is a word",
    "again": "{key}: there is no field before it",
    "condition": "{key} names '{name}', which is no field before it",
    "bits": "{key} '{bits}' is no field before it",
    "index": "{key} '{measure}' names no field of the channel before it",
    "one_bit": "{key} '{measure}' has no {{bit}}, so all bits would be one",
    "frameless": "profile '{name}' reads no bare frames: name an envelope",
    "envelope": "envelope '{envelope}' is not one of {known}",
    "other_carrier": "profile '{name}' does not come in envelope '{envelope}'",
}
"""By kind. Each has a sentence `profile_fault.<kind>` in the catalogue, with the same values but `msg`."""

PREFIX = "profile_fault."
LONGEST = 80
"""Characters of a value that somebody wrote."""


class ProfileError(ConfigError):
    """A device model cannot be used; `fault` says why to people, the error itself to log and terminal."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.text)
        self.fault = fault


def said(kind: str, /, **values: Value) -> Message:
    """A row of TEXTS with its values."""
    return Message(PREFIX + kind, values)


def fault(what: Message, origin: str = "", line: int | None = None) -> Fault:
    """That, and where: origin is what the file is called, "" = it is about no file."""
    text = TEXTS[what.key.removeprefix(PREFIX)].format(**what.values)
    place = f"profile file {origin}{f', line {line}' if line else ''}: " if origin else ""
    return Fault(text=place + text, message=what, file=origin, line=line or 0)


def at(text: str, origin: str, path: Sequence[str | int], what: Message) -> ProfileError:
    """A fault of the key that this path leads to."""
    return ProfileError(fault(what, origin, line_of(text, path)))


def of_value(key: str, found: Any) -> Message:
    """What pydantic found at a key. found: one row of ValidationError.errors()."""
    if found["type"] == "extra_forbidden":
        return said("unknown_key", key=key)
    if found["type"] == "missing":
        return said("missing", key=key)
    value = repr(found["input"])[:LONGEST]
    return said(
        EXPECTED.get(found["type"], "wrong"), key=key, value=value, msg=found["msg"], **_limits(found)
    )


def _limits(found: Any) -> dict[str, Value]:
    """The limit that was passed: a number, a pattern, the words that may stand there."""
    told = found.get("ctx", {})
    limits = (
        told[name] for name in ("gt", "ge", "le", "min_length", "max_length", "pattern") if name in told
    )
    limit = next(limits, str(told.get("expected", "")).replace(" or ", ", "))
    return {"limit": limit} if isinstance(limit, str | int | float) else {}
