"""What a stranger probably is: every model that can read its newest message is tried, and the best are proposed (pure)."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from ingest.decoders import DECODERS, ENVELOPES, device_topic
from ingest.introduction import Introduction
from ingest.matching import Matched, hints_of, matches
from ingest.placing import Spot, centre_of, spots
from ingest.profile import ROLE_NEEDS, Profile
from ingest.recognition import introduce, recognise
from ingest.sample import Decoded, DecodeError
from ingest.strangers import Stranger
from models.calendar import from_ns
from models.centre import Centre, CentreId, SensorRole
from models.desk import Fit, Proposal
from models.desk import Stranger as Quarantined
from models.message import Message

log = logging.getLogger(__name__)

MOST = 5
"""Proposals for one stranger."""

STEPS_S = (10, 30, 60, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400)
"""Intervals that devices are set to."""

ROLES = (
    SensorRole.FLOW,
    SensorRole.COUNT,
    SensorRole.GATE,
    SensorRole.TILL,
    SensorRole.DELIVERY,
    SensorRole.MACHINE,
    SensorRole.DOOR,
    SensorRole.PRESENCE,
    SensorRole.CLIMATE,
)
"""What a device is wanted for first. A seat looks like any presence: people say so."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way in which the message can be read. matched: what speaks for the model beside that it reads something."""

    envelope: str
    profile: Profile
    decoded: Decoded
    score: int
    matched: Matched | None
    reads: Mapping[str, str]


def key_of(topic: str, device: str) -> str:
    """The stable name of a stranger."""
    return json.dumps([topic, device], ensure_ascii=False)


def place_of(key: str) -> tuple[str, str]:
    """Topic and device of a key. Raises ValueError for anything that key_of does not make."""
    with suppress(ValueError, RecursionError):
        match json.loads(key):
            case [str(topic), str(device)]:
                return topic, device
    raise ValueError(f"{key[:64]!r} is no stranger's key")


def introduced(
    stranger: Stranger, profiles: Mapping[str, Profile], centres: Mapping[CentreId, Centre]
) -> list[Quarantined]:
    """A stranger as people see it, with what it probably is; several where its message is about several devices."""
    topic = stranger.topic.decode("utf-8", "backslashreplace")
    found: dict[tuple[str, str], Quarantined] = {}
    for envelope in recognise(topic, stranger.payload):
        for one in introduce(envelope, topic, stranger.payload):
            if one.device == stranger.device or not stranger.device:
                place = (one.topic, one.device)
                known = found.get(place)
                fresh = _quarantined(stranger, topic, one.envelope or envelope, one, profiles, centres)
                found[place] = fresh if known is None else _both(known, fresh)
    if not found:
        told = Introduction(topic=device_topic(topic), device=stranger.device)
        return [_quarantined(stranger, topic, "", told, profiles, centres)]
    return list(found.values())


def nameless(stranger: Stranger, centres: Mapping[CentreId, Centre]) -> Quarantined:
    """A stranger of which nothing is told but that it spoke."""
    topic = stranger.topic.decode("utf-8", "backslashreplace")
    return Quarantined(
        key=key_of(topic, stranger.device),
        topic=topic,
        device=stranger.device,
        envelope="",
        first_at=from_ns(stranger.first_ns),
        last_at=from_ns(stranger.last_ns),
        messages=stranger.messages,
        sample=stranger.payload,
        proposals=[],
        centre=centre_of([topic], centres),
    )


def _both(one: Quarantined, other: Quarantined) -> Quarantined:
    """The same device, by two envelopes: the first one's word counts unless it can read nothing."""
    first, second = (one, other) if one.proposals or not other.proposals else (other, one)
    return replace(first, proposals=[*first.proposals, *second.proposals][:MOST])


def _quarantined(
    stranger: Stranger,
    topic: str,
    envelope: str,
    told: Introduction,
    profiles: Mapping[str, Profile],
    centres: Mapping[CentreId, Centre],
) -> Quarantined:
    readings = _readings(stranger, topic, envelope, told, profiles) if envelope else []
    places = spots(topic, [told.name, told.device, *_words(stranger)], centres)
    return Quarantined(
        key=key_of(topic, told.device),
        topic=told.topic,
        device=told.device,
        envelope=envelope,
        first_at=from_ns(stranger.first_ns),
        last_at=from_ns(stranger.last_ns),
        messages=stranger.messages,
        sample=stranger.payload,
        proposals=_proposals(stranger, readings, places),
        said=_said(readings[0]) if readings else {},
        centre=places[0].centre if places else centre_of([topic], centres),
    )


def interval(stranger: Stranger, profile: Profile) -> int:
    """Seconds between messages: as observed, in the steps that devices are set to; of a single message, as the model does."""
    if stranger.messages < 2:
        return profile.interval_s
    mean = (stranger.last_ns - stranger.first_ns) / (stranger.messages - 1) / 10**9
    return next((step for step in STEPS_S if mean <= 1.2 * step), STEPS_S[-1])


def _readings(
    stranger: Stranger, topic: str, envelope: str, told: Introduction, profiles: Mapping[str, Profile]
) -> list[_Reading]:
    """The models that read something of the message, or are named by it; the best first."""
    hints = hints_of(envelope, topic, stranger.payload, model=told.model, keys=told.keys)
    matched = {one.profile: (rank, one) for rank, one in enumerate(matches(profiles, envelope, hints))}
    found = []
    for profile in profiles.values():
        if profile.carrier != ENVELOPES[envelope].carrier:
            continue
        reading = profile.reading(told.reads) if told.reads else profile
        decoded = _of(told.device, _tried(reading, envelope, topic, stranger))
        score = 2 * len(decoded.said) - len(decoded.unknown_metrics)
        _, match = matched.get(profile.name, (0, None))
        if match is not None or decoded.said or told.reads:
            found.append(_Reading(envelope, profile, decoded, score, match, told.reads))
    return sorted(found, key=lambda one: _order(one, matched))


def _order(one: _Reading, matched: Mapping[str, tuple[int, Matched]]) -> tuple[bool, int, int, str]:
    """Named models, then those that read most of the message, then as the matching has them."""
    rank, match = matched.get(one.profile.name, (len(matched), None))
    named = match is not None and match.fit is Fit.SURE
    return (not named, -one.score, rank, one.profile.name)


def _of(device: str, decoded: Decoded) -> Decoded:
    """What a gateway's message says about one of its devices."""
    samples = [one for one in decoded.samples if one.device == device]
    return replace(decoded, samples=samples, happenings=[h for h in decoded.happenings if h.device == device])


def _tried(profile: Profile, envelope: str, topic: str, stranger: Stranger) -> Decoded:
    """What the message says under a model; nothing where it cannot be read."""
    try:
        return DECODERS[envelope](profile, topic, stranger.payload)
    except DecodeError:
        return Decoded()
    except Exception:
        log.exception("profile %s cannot be tried on a stranger", profile.name)
        return Decoded()


def _words(stranger: Stranger) -> Iterator[str]:
    """Levels of the topic and short texts of the payload: among them are names of models and devices."""
    yield from stranger.topic.decode("utf-8", "replace").split("/")
    try:
        waiting: list[object] = [json.loads(stranger.payload)]
    except (ValueError, RecursionError):
        return
    for _ in range(500):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, str) and len(value) <= 64:
            yield value
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _proposals(stranger: Stranger, readings: Sequence[_Reading], places: Sequence[Spot]) -> list[Proposal]:
    spot = places[0] if places else None
    best = readings[0].score if readings else 0
    rivals = sum(one.score == best for one in readings)
    return [
        Proposal(
            envelope=one.envelope,
            profile=one.profile.name,
            role=_role(one),
            space=spot.space if spot else "",
            fit=_fit(one, is_best=one.score == best and rivals == 1),
            why=(*_why(one), *([spot.why] if spot else [])),
            reads=one.reads,
            interval_s=interval(stranger, one.profile),
        )
        for one in readings
        if _role(one)
    ][:MOST]


def _fit(one: _Reading, *, is_best: bool) -> Fit:
    if one.matched is not None and one.matched.fit is not Fit.GUESS:
        return one.matched.fit
    return Fit.LIKELY if is_best else Fit.GUESS


def _why(one: _Reading) -> tuple[Message, ...]:
    told = one.matched.why if one.matched else ()
    understood = len(_said(one))
    return told or (Message("proposal.reads", {"n": understood}),)


def _role(one: _Reading) -> str:
    """By what it has just said, by what it says that it says, by what its model can say; "" = nothing that a role is about."""
    said = {key.partition(".")[0] for key in _said(one)}
    told = {chosen.partition("@")[0].partition(".")[0] for chosen in one.reads.values()}
    for measures in (said, told, one.profile.measures):
        found = next((role for role in ROLES if not ROLE_NEEDS[role].isdisjoint(measures)), None)
        if found is not None:
            return found.value
    return ""


def _said(one: _Reading) -> dict[str, float]:
    return {sample.measure: sample.value for sample in one.decoded.samples}
