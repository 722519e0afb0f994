"""States of sensors that announced themselves to Home Assistant: a JSON object or a bare value, read by the sensor's `reads`.

The announcements themselves (ingest.discovery) only introduce a device; they never make one.
"""

from collections.abc import Iterable, Iterator

import msgspec

from ingest.decoders.fields import read_fields
from ingest.decoders.strict_json import read_json
from ingest.discovery import BARE, CONFIG_FILTERS, announcements, is_announcement
from ingest.introduction import Introduction, paths, read_loosely
from ingest.profile import Meaning, Profile
from ingest.sample import Decoded, DecodeError, Reason
from ingest.topic import matches
from models.centre import Centre

_TRUTHS = {
    "ON": True, "OFF": False, "on": True, "off": False, "true": True, "false": False, "True": True, "False": False,
    "open": True, "closed": False,
}  # fmt: skip
_NOTHING = frozenset({"", "None", "none", "null", "unknown", "unavailable"})
"""Words by which a state says that there is none."""

_WORDS = frozenset(_TRUTHS) | _NOTHING - {""}
_ANY = msgspec.json.Decoder()


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """Samples of one state message."""
    if is_announcement(topic):
        raise DecodeError(Reason.BAD_TOPIC, f"topic {topic[:128]!r} announces a device, it measures nothing")
    body = _value(payload) if payload else None
    if body is None or (isinstance(body, str) and body in _NOTHING):
        return Decoded()
    told = body if isinstance(body, dict) else {BARE: body}
    values = {key: _plain(profile.fields.get(key), raw) for key, raw in told.items()}
    samples, unknown = read_fields(profile, values, None)
    return Decoded(samples=samples, unknown_metrics=unknown)


def _value(payload: bytes) -> object:
    """A word such as ON is no JSON, all else must be."""
    try:
        word = payload.decode().strip()
    except UnicodeDecodeError as error:
        raise DecodeError(Reason.BAD_ENCODING, f"payload is not UTF-8: {error}") from error
    return word if word in _WORDS else read_json(_ANY, payload)


def _plain(meaning: Meaning | None, raw: object) -> object:
    """Words that stand for yes, no and nothing; every other value as it is."""
    if not isinstance(raw, str):
        return raw
    if raw in _NOTHING:
        return None
    return _TRUTHS.get(raw, raw) if meaning is not None and meaning.truth else _number(raw)


def _number(raw: str) -> object:
    """Many devices send their numbers as text."""
    try:
        return float(raw) if len(raw) <= 32 else raw
    except ValueError:
        return raw


def subscriptions(_centre: Centre) -> tuple[str, ...]:
    """The announcements. What they announce is heard once a person accepted it."""
    return CONFIG_FILTERS


def speaks_on(topic: str) -> bool:
    """Announcements, and the state topic that Home Assistant's own manual proposes."""
    return is_announcement(topic) or matches("homeassistant/+/+/state", topic)


def introduces(topic: str, payload: bytes) -> Iterable[Introduction]:
    """What an announcement announces, or the device behind a bare state topic."""
    return announcements(topic, payload) if is_announcement(topic) else _bare(topic, payload)


def _bare(topic: str, payload: bytes) -> Iterator[Introduction]:
    levels = [level for level in topic.split("/") if level != "state"]
    yield Introduction(topic=topic, name=levels[-1] if levels else topic, keys=paths(read_loosely(payload)))
