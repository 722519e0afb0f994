"""The bytes on the wire between `ingest` and `dashboard`: topics, and strict JSON of SpaceState and IngestHealth."""

from datetime import datetime

import msgspec

from models.centre import CentreId, SpaceId
from models.health import IngestHealth
from models.live import SpaceState

HEALTH_TOPIC = "linli/_ingest/health"
SHARD_HEALTH_FILTER = "linli/_ingest/health/+"
"""Where the second and further ingest processes tell of themselves."""

STATE_FILTER = "linli/+/state/+"
MAX_STATE = 64 * 1024
"""Bytes of one space's state; a longer one is none of ours."""

_encoder = msgspec.json.Encoder(enc_hook=dict)
"""The hook meets read-only mappings only: the empty values of a Message are one."""

_states = msgspec.json.Decoder(SpaceState)
_healths = msgspec.json.Decoder(IngestHealth)


class FeedError(Exception):
    """A message of the feed is malformed; the text names the topic and what is wrong."""


def state_topic(centre: CentreId, space: SpaceId) -> str:
    """Where the retained state of a space lies."""
    return f"linli/{centre}/state/{space}"


def health_topic(shard: int) -> str:
    """Where the retained health of one ingest process lies."""
    return f"{HEALTH_TOPIC}/{shard}" if shard else HEALTH_TOPIC


def encode_state(state: SpaceState) -> bytes:
    return _encoder.encode(state)


def decode_state(topic: str, payload: bytes) -> tuple[CentreId, SpaceState]:
    """The centre and the state of one message. Raises FeedError on anything that `encode_state` does not write."""
    centre, space = _place(topic)
    if len(payload) > MAX_STATE:
        raise FeedError(f"state on {topic} has {len(payload)} bytes, more than {MAX_STATE}")
    try:
        state = _states.decode(payload)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise FeedError(f"state on {topic} is malformed: {error}") from error
    fault = _fault(state, space)
    if fault:
        raise FeedError(f"state on {topic} is malformed: {fault}")
    return centre, state


def encode_health(health: IngestHealth) -> bytes:
    return _encoder.encode(health)


def decode_health(payload: bytes) -> IngestHealth:
    """Raises FeedError on anything that `encode_health` does not write."""
    try:
        health = _healths.decode(payload)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise FeedError(f"health on {HEALTH_TOPIC} is malformed: {error}") from error
    if _naive(health.at) or _naive(health.started_at):
        raise FeedError(f"health on {HEALTH_TOPIC} is malformed: an instant without a time zone")
    return health


def _place(topic: str) -> tuple[CentreId, SpaceId]:
    match topic.split("/"):
        case ["linli", centre, "state", space] if centre and space:
            return CentreId(centre), SpaceId(space)
    raise FeedError(f"topic {topic} is not linli/<centre>/state/<space>")


def _naive(at: datetime | None) -> bool:
    return at is not None and at.tzinfo is None


def _between(low: float | None, people: float, high: float | None) -> bool:
    return (low is None or 0 <= low <= people) and (high is None or people <= high)


def _fault(state: SpaceState, space: SpaceId) -> str:
    """What a well-formed JSON document still got wrong; "" when nothing."""
    if state.space != space:
        return f"it speaks of space '{state.space}'"
    if (state.capacity is not None and state.capacity < 1) or (state.people is not None and state.people < 0):
        return f"people = {state.people} of capacity = {state.capacity}"
    if state.people is not None and not _between(state.low, state.people, state.high):
        return f"people = {state.people} is not between {state.low} and {state.high}"
    if _naive(state.at) or _naive(state.since):
        return "an instant without a time zone"
    return ""
