"""Sparkplug B: spBv1.0/<group>/<kind>/<node>[/<device>], where kind says whether it is a birth, data or a death.

A sensor is registered under spBv1.0/<group>/NDATA/<node>, with `device` when it hangs behind the node. What a node says by
alias alone is made complete before it comes here (sparkplug_session).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.decoders.fields import read_fields
from ingest.decoders.identity import checked_id
from ingest.decoders.instant import read_instant
from ingest.decoders.sparkplug_payload import Metric, Payload, read_payload
from ingest.introduction import MOST_KEYS, Introduction
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Reason, Sample
from models.centre import Centre
from models.event import Word

ROOT = "spBv1.0"
SEQ_SPAN = 256
MAX_UNKNOWN = 20
"""Unknown names that are told of one message: a birth may tell hundreds."""

_OWN_AFFAIRS = ("bdSeq", "Node Control/", "Device Control/", "Node Info/", "Properties/")
"""Metrics of the protocol itself, as the specification names them."""

_VITALS = {"Properties/Hardware Model": "model"}
"""Metric -> the vital that it tells."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a message of one kind does."""

    device: bool
    """It is about one device behind the node."""
    online: bool | None = None
    """What it says about the presence of whom it is about."""
    measured: bool = True
    """Its metrics are measurements, and it carries a running number."""


KINDS: Mapping[str, Kind] = {
    "NBIRTH": Kind(device=False, online=True),
    "DBIRTH": Kind(device=True, online=True),
    "NDATA": Kind(device=False),
    "DDATA": Kind(device=True),
    "DDEATH": Kind(device=True, online=False),
    "NDEATH": Kind(device=False, online=False, measured=False),
}
"""By the level of the topic. NCMD and DCMD are commands and STATE is a host's: we do not listen to them."""


class Address(NamedTuple):
    """Who speaks, and what kind of message it is. device: "" = the node itself."""

    group: str
    kind: str
    node: str
    device: str = ""


def read_address(topic: str) -> Address:
    """Raises DecodeError."""
    match topic.split("/"):
        case [root, group, kind, node, *rest] if (
            root == ROOT and kind in KINDS and len(rest) == KINDS[kind].device
        ):
            return Address(
                checked_id(group, "group"),
                kind,
                checked_id(node, "node"),
                *(checked_id(name, "device") for name in rest),
            )
    raise DecodeError(
        Reason.BAD_TOPIC, f"topic {topic[:128]!r} is not {ROOT}/<group>/ and one of {', '.join(KINDS)}"
    )


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """Samples of one birth or data message, or what a death says."""
    address = read_address(topic)
    kind = KINDS[address.kind]
    message = read_payload(payload)
    if not kind.measured:
        return Decoded(online=kind.online)
    if message.seq is None:
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"{address.kind} has no seq")
    samples, unknown, unset = _read_metrics(profile, address, message)
    return Decoded(
        samples=samples,
        about=frozenset({address.device}),
        source_id=_source_id(address, message),
        online=kind.online,
        clock_unset=unset,
        unknown_metrics=unknown,
        seq=message.seq,
        seq_span=SEQ_SPAN,
        vitals=_vitals(message),
    )


def _read_metrics(
    profile: Profile, address: Address, message: Payload
) -> tuple[list[Sample], tuple[str, ...], bool]:
    samples: list[Sample] = []
    unknown: list[str] = []
    unset = False
    for metric in message.metrics:
        if metric.null or metric.name.startswith(_OWN_AFFAIRS):
            continue
        if not metric.name or not metric.typed:
            unknown.append(metric.name or f"alias {metric.alias}")
            continue
        instant = read_instant(message.at_ms if metric.at_ms is None else metric.at_ms, "timestamp")
        unset |= instant.unset
        read, strange = read_fields(profile, {metric.name: metric.plain}, instant.at)
        samples += [Sample(one.measure, one.value, one.at, address.device) for one in read]
        unknown += strange
    return samples, tuple(unknown[:MAX_UNKNOWN]), unset


def _source_id(address: Address, message: Payload) -> str:
    """The running number begins again every 256 messages, so it is an identity only together with the instant."""
    if message.at_ms is None or read_instant(message.at_ms, "timestamp").at is None:
        return ""
    return f"{address.kind}/{address.device}:{message.at_ms}:{message.seq}"


def _vitals(message: Payload) -> Mapping[str, Word]:
    return {
        _VITALS[metric.name]: metric.value[:64]
        for metric in message.metrics
        if metric.name in _VITALS and isinstance(metric.value, str)
    }


def bd_seq(metrics: Sequence[Metric]) -> int | None:
    """The number of the node's connection, which its birth and its death have in common; None = not told."""
    values = [metric.plain for metric in metrics if metric.name == "bdSeq"]
    return next((value for value in values if isinstance(value, int)), None)


def device_topic(topic: str) -> str:
    """Whatever kind of message -> spBv1.0/<group>/NDATA/<node>, under which all of a node's sensors are registered."""
    match topic.split("/"):
        case [root, group, kind, node, *rest] if (
            root == ROOT and kind in KINDS and len(rest) == KINDS[kind].device
        ):
            return f"{ROOT}/{group}/NDATA/{node}"
    return topic


def subscriptions(_centre: Centre) -> tuple[str, ...]:
    """Births, data and deaths of all nodes, so that an unknown one is noticed."""
    return tuple(f"{ROOT}/+/{key}/+" + "/+" * kind.device for key, kind in KINDS.items())


def speaks_on(topic: str) -> bool:
    """Whether a node or one of its devices speaks there."""
    return device_topic(topic).startswith(f"{ROOT}/")


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The node or the device that speaks; the names of its metrics are told by births, and by data that repeat them."""
    try:
        address, message = read_address(topic), read_payload(payload)
    except DecodeError:
        return
    names = [m.name for m in message.metrics if m.name and not m.name.startswith(_OWN_AFFAIRS)]
    if KINDS[address.kind].online is not False:
        yield Introduction(
            topic=device_topic(topic),
            device=address.device,
            name=address.device or address.node,
            model=str(_vitals(message).get("model", "")),
            keys=tuple(names[:MOST_KEYS]),
        )
