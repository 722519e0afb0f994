"""Which device models a stranger may be: by the name that its network gives, its keys, its frame, its address. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.decoders import ENVELOPES, chirpstack, tts
from ingest.decoders.frame import read_frame
from ingest.decoders.instant import NO_INSTANT
from ingest.decoders.lorawan import Uplink
from ingest.profile import Profile, plain_name
from ingest.sample import DecodeError
from models.desk import Fit
from models.message import Message
from models.reading import MEASURES

WHY = ("model", "model_like", "keys", "frame", "frame_refused", "eui")
"""What may speak for or against a proposal; the sentence of each is `proposal.<word>` in the catalogue."""

_UPLINKS: Mapping[str, Callable[[str, bytes], Uplink]] = {
    "chirpstack": chirpstack.read_uplink,
    "tts": tts.read_uplink,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known of a stranger: its model's name as the network gives it, devEui, payload keys (dotted), newest frame."""

    model: str = ""
    eui: str = ""
    keys: frozenset[str] = frozenset()
    frame: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """One model that a stranger may be."""

    profile: str
    fit: Fit
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What was found for one model. understood: samples or keys that it would read, None = it cannot read the payload."""

    profile: Profile
    named: bool = False
    named_like: bool = False
    understood: int | None = None
    unknown: int = 0
    eui: str = ""

    @property
    def rank(self) -> tuple[bool, bool, bool, int, int, int, str]:
        """The smaller the better; among equals the simpler model goes first."""
        understood = self.understood or 0
        simple = len(self.profile.channels) + len(self.profile.fields)
        return (
            not self.named,
            not self.named_like,
            self.understood is None,
            self.unknown - understood,
            -len(self.eui),
            simple,
            self.profile.name,
        )


def hints_of(
    envelope: str, topic: str, payload: bytes, *, model: str = "", keys: Sequence[str] = ()
) -> Hints:
    """The hints that a message holds. model, keys: what is already known of it. A message that cannot be opened adds none."""
    opened = _opened(envelope, topic, payload)
    if opened is None:
        return Hints(model=model, keys=frozenset(keys))
    return Hints(
        model=model or opened.model,
        eui=opened.device.upper(),
        keys=frozenset(keys) | frozenset(opened.decoded or ()),
        frame=opened.frame,
    )


def _opened(envelope: str, topic: str, payload: bytes) -> Uplink | None:
    try:
        return _UPLINKS[envelope](topic, payload) if envelope in _UPLINKS else None
    except DecodeError:
        return None


def matches(profiles: Mapping[str, Profile], envelope: str, hints: Hints) -> list[Matched]:
    """Models that may come in that envelope and for which something speaks, best first. Raises KeyError for no envelope.

    SURE: the network names the model, and its payload does not contradict. LIKELY: the payload fits this model better than
    all others, or the name alone speaks for it. GUESS: several fit alike.
    """
    carrier = ENVELOPES[envelope].carrier
    found = [_evidence(profile, hints) for profile in profiles.values() if profile.carrier == carrier]
    speaking = [one for one in found if one.named or one.named_like or one.understood]
    if not speaking and not hints.frame and not hints.keys:
        speaking = [one for one in found if one.eui]  # nothing else is known yet
    speaking.sort(key=lambda one: one.rank)
    return [
        Matched(profile=one.profile.name, fit=_fit(one, speaking, hints), why=tuple(_why(one, hints)))
        for one in speaking
    ]


def _evidence(profile: Profile, hints: Hints) -> _Evidence:
    names = set(_names(hints.model))
    told = plain_name(hints.model)
    understood, unknown = _understood(profile, hints)
    prefixes = [prefix for prefix in profile.match.eui if hints.eui.startswith(prefix)]
    return _Evidence(
        profile=profile,
        named=not names.isdisjoint(profile.match.models),
        named_like=len(told) > 2 and any(name.startswith(told) for name in profile.match.models),
        understood=understood,
        unknown=unknown,
        eui=max(prefixes, key=len, default=""),
    )


def _names(told: str) -> Iterator[str]:
    """Every run of words: "Milesight EM300-TH" holds EM300, EM300TH and others."""
    words = re.findall(r"[A-Z0-9]+", told.upper())
    for first in range(len(words)):
        for last in range(first, len(words)):
            yield "".join(words[first : last + 1])


def _understood(profile: Profile, hints: Hints) -> tuple[int | None, int]:
    """How much of the payload the model reads, and how much it does not know; None where it cannot be of this model."""
    if profile.channels and hints.frame:
        return _read_of_frame(profile, hints.frame), 0
    if profile.fields and hints.keys and profile.match.keys <= hints.keys:
        known = hints.keys & (profile.fields.keys() | profile.ignored)
        read = hints.keys & profile.fields.keys()
        return len(read) or None, len(hints.keys - known)
    return None, 0


def _read_of_frame(profile: Profile, frame: bytes) -> int | None:
    """Samples of a frame that this model reads to the last byte, all of them possible."""
    try:
        samples = read_frame(profile, frame, NO_INSTANT).samples
    except DecodeError:
        return None
    ranges = {**{key: row.valid for key, row in MEASURES.items()}, **profile.ranges}
    for sample in samples:
        low, high = ranges[sample.measure.partition(".")[0]]
        if not low <= sample.value <= high:
            return None
    return len(samples)


def _fit(one: _Evidence, speaking: Sequence[_Evidence], hints: Hints) -> Fit:
    contradicted = bool(hints.frame and one.profile.channels and one.understood is None)
    if one.named:
        return Fit.LIKELY if contradicted else Fit.SURE
    rivals = [other for other in speaking if other is not one]
    is_best = all(one.rank[:4] < other.rank[:4] for other in rivals)
    return Fit.LIKELY if is_best and not contradicted else Fit.GUESS


def _why(one: _Evidence, hints: Hints) -> Iterator[Message]:
    if one.named or one.named_like:
        yield Message(f"proposal.{'model' if one.named else 'model_like'}", {"model": hints.model[:64]})
    if hints.frame and one.profile.channels:
        word = "frame" if one.understood is not None else "frame_refused"
        yield Message(f"proposal.{word}", {"bytes": len(hints.frame)})
    elif one.understood:
        yield Message("proposal.keys", {"known": one.understood, "keys": len(hints.keys)})
    if one.eui:
        yield Message("proposal.eui", {"eui": one.eui})
