"""What a stranger probably is: every model that can read its newest message is tried, and the best are proposed (pure)."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ingest.decoders import DECODERS, ENVELOPES, device_topic
from ingest.placing import Spot, centre_of, spots
from ingest.profile import ROLE_NEEDS, Profile, plain_name
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
    SensorRole.TILL,
    SensorRole.MACHINE,
    SensorRole.DOOR,
    SensorRole.PRESENCE,
    SensorRole.CLIMATE,
)
"""What a device is wanted for first. A seat looks like any presence: people say so."""

_NAMED = 1_000
"""What the name of a model is worth beside the fields that were understood."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way in which the message can be read."""

    envelope: str
    profile: Profile
    decoded: Decoded
    score: int
    why: tuple[Message, ...]


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
) -> Quarantined:
    """A stranger as people see it, with what it probably is."""
    topic = stranger.topic.decode("utf-8", "backslashreplace")
    registered = device_topic(topic)
    readings = sorted(_readings(stranger, topic, profiles), key=lambda one: (-one.score, one.profile.name))
    places = spots(topic, _names(stranger), centres)
    return Quarantined(
        key=key_of(topic, stranger.device),
        topic=registered,
        device=stranger.device,
        envelope=readings[0].envelope if readings else "",
        first_at=from_ns(stranger.first_ns),
        last_at=from_ns(stranger.last_ns),
        messages=stranger.messages,
        sample=stranger.payload,
        proposals=_proposals(stranger, readings, places),
        said=_said(readings[0].decoded, stranger.device) if readings else {},
        centre=places[0].centre if places else centre_of([topic], centres),
    )


def interval(stranger: Stranger, profile: Profile) -> int:
    """Seconds between messages: as observed, in the steps that devices are set to; of a single message, as the model does."""
    if stranger.messages < 2:
        return profile.interval_s
    mean = (stranger.last_ns - stranger.first_ns) / (stranger.messages - 1) / 10**9
    return next((step for step in STEPS_S if mean <= 1.2 * step), STEPS_S[-1])


def _readings(stranger: Stranger, topic: str, profiles: Mapping[str, Profile]) -> Iterator[_Reading]:
    for envelope, row in ENVELOPES.items():
        for profile in profiles.values():
            if profile.carrier != row.carrier:
                continue
            try:
                decoded = DECODERS[envelope](profile, topic, stranger.payload)
            except DecodeError:
                continue
            except Exception:
                log.exception("profile %s cannot be tried on a stranger", profile.name)
                continue
            said = [one for one in decoded.said if one.device == stranger.device]
            if said:
                named = tuple(_named(profile, stranger))
                score = 2 * len(said) - len(decoded.unknown_metrics) + _NAMED * len(named)
                reads = Message("proposal.reads", {"n": len(said), "unknown": len(decoded.unknown_metrics)})
                yield _Reading(envelope, profile, decoded, score, (*named, reads))


def _named(profile: Profile, stranger: Stranger) -> Iterator[Message]:
    """The device, or the network for it, says which model it is."""
    words = {plain_name(word) for word in _words(stranger)}
    model = next((name for name in sorted(profile.match.models) if name in words), "")
    if model:
        yield Message("proposal.model", {"model": profile.model})
    prefix = next(
        (p for p in profile.match.eui for word in words if len(word) == 16 and word.startswith(p)), ""
    )
    if prefix:
        yield Message("proposal.eui", {"prefix": prefix})


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


def _names(stranger: Stranger) -> list[str]:
    """What people may have called it."""
    return [stranger.device, *(word for word in _words(stranger) if len(word) > 1)]


def _proposals(stranger: Stranger, readings: Sequence[_Reading], places: Sequence[Spot]) -> list[Proposal]:
    spot = places[0] if places else None
    best = readings[0].score if readings else 0
    rivals = sum(one.score == best for one in readings)
    return [
        Proposal(
            envelope=one.envelope,
            profile=one.profile.name,
            role=_role(one, stranger.device),
            space=spot.space if spot else "",
            fit=_fit(one, best, rivals),
            why=(*one.why, *([spot.why] if spot else [])),
            interval_s=interval(stranger, one.profile),
        )
        for one in readings[:MOST]
        if _role(one, stranger.device)
    ]


def _fit(one: _Reading, best: int, rivals: int) -> Fit:
    if one.score == best and rivals == 1:
        return Fit.SURE if one.score >= _NAMED // 2 else Fit.LIKELY
    return Fit.GUESS


def _role(one: _Reading, device: str) -> str:
    """By what it has just said, else by what its model can say; "" = nothing that a role is about."""
    said = {key.partition(".")[0] for key in _said(one.decoded, device)}
    for measures in (said, one.profile.measures):
        found = next((role for role in ROLES if not ROLE_NEEDS[role].isdisjoint(measures)), None)
        if found is not None:
            return found.value
    return ""


def _said(decoded: Decoded, device: str) -> dict[str, float]:
    return {one.measure: one.value for one in decoded.samples if one.device == device}
