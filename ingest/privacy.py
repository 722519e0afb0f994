"""Nothing personal reaches the disk: identifiers become keyed hashes, names and pictures are dropped, before the spool.

Only messages in whose bytes something looks personal are opened (a microsecond for all others). What cannot be opened is
masked: it stays a dead letter whose shape can be seen and whose words cannot. Topics are never touched.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.decoders.sparkplug import device_topic
from ingest.keyed_hash import is_keyed, keyed_hash
from ingest.masking import masked
from ingest.personal import (
    ACCESS_SIGNS,
    BESIDE_A_NUMBER,
    FIELDS,
    IN_ACCESS,
    INSIDE,
    NUMBERS,
    OF_DEVICES,
    PERSONAL,
    TEXTS,
    Fate,
    Suspicion,
    plain_key,
    skeleton,
)
from ingest.sample import DecodeError
from ingest.sighting import is_address, is_own, keyed_by_address, of_somebody
from ingest.sparkplug_privacy import Births, scrub_node

ACCESS_ROOTS = (b"access_device/", b"uhppoted/")
"""Topics on which access controllers speak whatever they say."""

_KNOWN_SHAPES = 4096
_NESTED = 4
"""How deep JSON may lie in texts of JSON; deeper is dropped."""

SHORTEST_NUMBER, LONGEST_NUMBER = 6, 48
"""Characters of what may be somebody's number; longer ones are pictures of some kind."""

_LOOKS: Mapping[Fate, re.Pattern[str]] = {
    Fate.PHONE: re.compile(r"(\+?86)?[ -]?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"),
    Fate.IDENTITY: re.compile(
        r"\d{17}[\dXx]|[^@\s]++@(?=[^@\s]+\.[^@\s])[^@\s]++"
    ),  # nothing is tried twice: hostile text of 60 KB once held up all acknowledging
    Fate.ADDRESS: re.compile(r"([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}"),
}
"""What a value looks like that is personal under any key, in what an access controller says."""

_NUMBER_WITHIN = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|\d{17}[\dXx]")
"""A phone or an identity card in the midst of a text."""

_SUSPICION = Suspicion()


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with all its keys, also those that stand in it twice."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of JSON that holds JSON."""

    inside: Any


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """A text that looks personal and cannot be opened, or lies too deep."""

    text: str


@dataclass(slots=True)
class Scrubber:
    """(topic, payload) -> the payload that may be kept. For one thread. access: topics of registered access controllers."""

    key: bytes
    access: frozenset[bytes] = frozenset()
    births: Births = field(default_factory=Births)
    _harmless: set[bytes] = field(default_factory=set)

    def recall(self, memory: Mapping[str, bytes]) -> None:
        """Take over what Sparkplug nodes told before the start. memory: of the spool."""
        self.births.recall(memory, lambda topic, name: _is_personal(name, topic.encode() in self.access))

    def __call__(self, topic: bytes, payload: bytes) -> bytes:
        if topic.startswith(b"spBv1.0/"):
            return self._of_node(topic, payload)
        if not _is_text(payload):
            return masked(payload)
        access = topic in self.access or topic.startswith(ACCESS_ROOTS)
        if not access and self._is_harmless(payload):
            return payload
        return self._opened(topic.decode("utf-8", "replace"), payload, access)

    def _of_node(self, topic: bytes, payload: bytes) -> bytes:
        access = device_topic(topic.decode("utf-8", "replace")).encode() in self.access
        try:
            return scrub_node(
                self.births,
                (topic, payload),
                lambda name: _is_personal(name, access),
                lambda name, text: self._text(name, text, access),
            )
        except (DecodeError, ValueError, RecursionError):
            return masked(payload)

    def _text(self, name: str, text: str, access: bool) -> str | None:
        """What may be kept of a text of a metric, which may hold JSON."""
        walk = _Walk(self.key, access, name)
        tree = _expanded(text, _NESTED)
        walk.access |= not ACCESS_SIGNS.isdisjoint(_keys(tree))
        kept = _plain(walk.value(plain_key(name.rpartition("/")[2]), tree, {}))
        return (None if kept is None else str(kept)) if walk.changed else text

    def _is_harmless(self, payload: bytes) -> bool:
        """Whether no key in it can be personal. Messages of one shape are looked at once."""
        if keyed_by_address(payload):
            return False
        bare = skeleton(payload)
        if bare in self._harmless:
            return b"\\u" not in payload
        if b"\\u" in payload or bare in _SUSPICION:
            return False
        if len(self._harmless) >= _KNOWN_SHAPES:
            self._harmless.clear()
        self._harmless.add(bare)
        return True

    def _opened(self, topic: str, payload: bytes, access: bool) -> bytes:
        try:
            tree = _expanded(_parsed(payload.decode()), _NESTED)
            walk = _Walk(self.key, access or not ACCESS_SIGNS.isdisjoint(_keys(tree)), topic)
            kept = walk.value("", tree, {})
            return _written(kept).encode() if walk.changed else payload
        except Exception:  # noqa: BLE001 -- a defect here may neither stop the spooler nor let anything through
            return masked(payload)


def _is_text(payload: bytes) -> bool:
    """Only Sparkplug is binary; whatever else is not UTF-8 holds words in an encoding that nobody here reads."""
    try:
        payload.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_personal(name: str, access: bool) -> bool:
    """Whether a metric is, by one of the levels of its name."""
    levels = [plain_key(level) for level in name.split("/")]
    return any(level in PERSONAL or (access and level in IN_ACCESS) for level in levels)


def _parsed(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_Pairs)


def _expanded(value: Any, depth: int) -> Any:
    """The same with every text opened that holds JSON."""
    if isinstance(value, _Pairs):
        return _Pairs((key, _expanded(inner, depth)) for key, inner in value)
    if isinstance(value, list):
        return [_expanded(inner, depth) for inner in value]
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "[", '"'):
        return _opened_text(value, depth)
    return value


def _opened_text(text: str, depth: int) -> Any:
    try:
        inside = _parsed(text)
    except (ValueError, RecursionError):
        bare = skeleton(text.encode("utf-8", "replace"))
        return _Unreadable(text) if bare in _SUSPICION or "\\u" in text else text
    return _Text(_expanded(inside, depth - 1)) if depth else _Unreadable(text)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, _Text):
        yield from _keys(value.inside)
    elif isinstance(value, _Pairs):
        for key, inner in value:
            yield plain_key(key)
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


@dataclass(slots=True)
class _Walk:
    """One way through a message. changed: whether anything in it was personal."""

    key: bytes
    access: bool
    topic: str
    changed: bool = False

    def value(self, name: str, value: Any, rules: Mapping[str, Fate], listed: bool = False) -> Any:
        """What may be kept of a value that stands under a name; rules: more of them, for its own keys."""
        if isinstance(value, _Text):
            return _Text(self.value(name, value.inside, rules, listed))
        if isinstance(value, _Unreadable):
            self.changed = True
            return masked(value.text.encode("utf-8", "replace")).decode("utf-8", "replace")
        if isinstance(value, _Pairs):
            rules = {**_of_the_numbered(value), **of_somebody(value, self.topic, name), **rules}
            return _Pairs(self._pair(key, inner, rules, listed) for key, inner in value)
        if isinstance(value, list):
            return [self.value(name, inner, rules, listed=True) for inner in value]
        fate = self._looks(name, value) if self.access else None
        return self._treated(fate, value) if fate else value

    def _pair(self, key: str, value: Any, rules: Mapping[str, Fate], listed: bool) -> tuple[str, Any]:
        name = plain_key(key)
        fate = rules.get(name) or PERSONAL.get(name) or (IN_ACCESS.get(name) if self.access else None)
        if (
            fate is None and listed and name == "mac"
        ):  # one of many: a phone that was seen, not the device itself
            fate = Fate.ADDRESS
        kept = self._treated(fate, value) if fate else self.value(name, value, INSIDE.get(name, {}), listed)
        return self._kept_key(key), kept

    def _kept_key(self, key: str) -> str:
        """A key may itself be somebody's number."""
        fate = next((one for one, look in _LOOKS.items() if self.access and look.fullmatch(key)), None)
        if fate is None and is_address(key) and not is_own(key, self.topic):
            fate = Fate.ADDRESS
        return str(self._treated(fate, key)) if fate else key

    def _looks(self, name: str, value: Any) -> Fate | None:
        """What a value under a key that is not in the table gives away by itself, or by being long enough for a number."""
        if name in OF_DEVICES or isinstance(value, bool) or not isinstance(value, str | int | float):
            return None
        text = str(value).strip()
        if not text.isascii():
            return Fate.DROP
        known = next((fate for fate, look in _LOOKS.items() if look.fullmatch(text)), None)
        if name in TEXTS and _NUMBER_WITHIN.search(text):
            return known or Fate.DROP
        if known or name in FIELDS or name in TEXTS or len(text) < SHORTEST_NUMBER:
            return known
        return Fate.CARD if len(text) <= LONGEST_NUMBER else Fate.DROP

    def _treated(self, fate: Fate, value: Any) -> Any:
        if _is_nobodys(value):
            return value
        self.changed = True
        if fate is Fate.DROP or not isinstance(value, str | int | float):
            return None
        whole = isinstance(value, float) and value.is_integer()
        return keyed_hash(self.key, fate, str(int(value)) if whole else str(value))


def _of_the_numbered(pairs: "_Pairs") -> Mapping[str, Fate]:
    """A name beside somebody's number is that person's, whatever the message is about."""
    return BESIDE_A_NUMBER if any(PERSONAL.get(plain_key(key)) in NUMBERS for key, _ in pairs) else {}


def _is_nobodys(value: Any) -> bool:
    """Empty, nothing but noughts (no card at all, or a status), or made harmless before."""
    if isinstance(value, str):
        return not value.strip("0 ") or is_keyed(value)
    return value in (None, 0) or isinstance(value, bool)


def _written(value: Any) -> str:
    return json.dumps(_plain(value), separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, _Text):
        return _written(value.inside)
    if isinstance(value, _Pairs):
        return {key: _plain(inner) for key, inner in value}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
