"""What a Sparkplug node said before: its names and datatypes by alias, its running number, whether it lives.

`converse` makes a message complete, so that it can be read by itself. All of it is a function of the messages and their order:
a message that was taken before (it is read again because a store was away, or replayed much later) changes nothing.
Rules: Sparkplug 3.0.0 specification, chapters 5 and 6.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec

from ingest.arrival import Spooled
from ingest.decoders.sparkplug import SEQ_SPAN, Address, bd_seq, read_address
from ingest.decoders.sparkplug_payload import Metric, Payload, read_payload, with_names
from ingest.memory import Memory
from ingest.sample import DecodeError, Reason

MAX_EARLY = 128
"""Running numbers beyond a gap that are remembered; after so many the gap is taken as it is."""

MAX_DEVICES, MAX_NAMES = 200, 2_000
"""Devices of one node, and names of all their metrics together; a birth beyond is a dead letter."""


class Session(msgspec.Struct, kw_only=True):
    """One node, from birth to birth. Kept as JSON.

    at_ns: receipt of the newest message that was taken; born_ms: the node's own instant of its birth; bd_seq: its
    connection; born_ns: receipt of that birth; born: its devices that live, "" = itself; told: those that were born since, dead
    or alive; earlier: those of the birth before, whose names are kept for what is still read of that time; following: the running number that comes next; early: numbers
    that came before their turn; gap_ns, strange_ns: since when a number is missing, or something was said by a name that no
    birth has told; 0 = all is well.
    """

    at_ns: int = 0
    born_ns: int = 0
    born_ms: int = 0
    bd_seq: int | None = None
    born: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    following: int = 0
    early: tuple[int, ...] = ()
    gap_ns: int = 0
    strange_ns: int = 0


class Told(NamedTuple):
    """What a birth told of one metric. since_ns: receipt of the first birth that told it so."""

    datatype: int
    alias: int | None
    since_ns: int


Names = dict[str, Told]
"""Metric -> what the birth of its device told of it."""

_FAMILY = "sparkplug"
_SESSION = msgspec.json.Decoder(Session)
_NAMES = msgspec.json.Decoder(Names)


def converse(memory: Memory, topic: str, message: Spooled) -> bytes | None:
    """The payload, complete; None = old news that says nothing any more. Raises DecodeError and then remembers nothing."""
    address = read_address(topic)
    payload = read_payload(message.payload)
    session = read_session(memory, address.group, address.node)
    if address.kind == "NDEATH" and _is_late_will(session, payload):
        return None
    if _is_news(session, address, payload, message):
        _check_room(memory, session, address, payload)
        _take(memory, session, address, payload, message.received_ns)
    if address.device in session.told or message.received_ns < session.born_ns:
        return _complete(memory, address, payload, message)
    return message.payload  # after the node's new birth the old names of a device may mean something else


def session_key(group: str, node: str) -> str:
    """Where the memory keeps a node's session."""
    return f"{_FAMILY}/{group}/{node}"


def read_session(memory: Memory, group: str, node: str) -> Session:
    """The session of a node; a node that was never heard has an empty one."""
    kept = memory.get(session_key(group, node))
    return _SESSION.decode(kept) if kept else Session()


def _is_late_will(session: Session, payload: Payload) -> bool:
    """A broker may publish the will of an old connection when the node has long been born again."""
    said = bd_seq(payload.metrics)
    return None not in (said, session.bd_seq) and said != session.bd_seq


def _is_news(session: Session, address: Address, payload: Payload, message: Spooled) -> bool:
    """Whether it was not taken before. After our clock was set back, the node's own one still tells a new birth."""
    if message.received_ns > session.at_ns:
        return True
    return address.kind == "NBIRTH" and (payload.at_ms or 0) > session.born_ms


def _check_room(memory: Memory, session: Session, address: Address, payload: Payload) -> None:
    """Names are remembered for as many devices as a node can have, not for as many as somebody makes up."""
    others = {*session.told} - {address.device} if address.kind == "DBIRTH" else set()
    if address.kind not in ("NBIRTH", "DBIRTH"):
        return
    if len(others - {""}) >= MAX_DEVICES:
        raise _too_much(address, f"device {address.device!r} is one more than {MAX_DEVICES}")
    names = sum(bool(metric.name) for metric in payload.metrics)
    names += sum(len(_names(memory, address._replace(device=other))) for other in others)
    if names > MAX_NAMES:
        raise _too_much(
            address, f"with {address.device or address.node!r} there are {names} names, at most {MAX_NAMES}"
        )


def _too_much(address: Address, said: str) -> DecodeError:
    return DecodeError(
        Reason.TOO_MANY_METRICS, f"node {address.node!r}: {said}; they are forgotten at its next NBIRTH"
    )


def _take(memory: Memory, session: Session, address: Address, payload: Payload, at_ns: int) -> None:
    session.at_ns = at_ns
    _TAKE[address.kind](memory, session, address, payload)
    memory.put(session_key(address.group, address.node), msgspec.json.encode(session))


def _node_born(memory: Memory, session: Session, address: Address, payload: Payload) -> None:
    for device in {*session.earlier} - {*session.told, ""}:
        memory.drop(_names_key(address._replace(device=device)))
    session.earlier = session.told
    session.born_ms, session.bd_seq = payload.at_ms or 0, bd_seq(payload.metrics)
    session.born_ns = session.at_ns
    session.born = session.told = ("",)
    session.following, session.early = ((payload.seq or 0) + 1) % SEQ_SPAN, ()
    session.gap_ns = session.strange_ns = 0
    _learn(memory, session, address, payload)


def _device_born(memory: Memory, session: Session, address: Address, payload: Payload) -> None:
    _count(session, payload.seq)
    session.born = tuple(sorted({*session.born, address.device}))
    session.told = tuple(sorted({*session.told, address.device}))
    session.strange_ns = 0 if "" in session.born else session.strange_ns
    _learn(memory, session, address, payload)


def _said(memory: Memory, session: Session, address: Address, payload: Payload) -> None:
    _count(session, payload.seq)
    known = _names_by_alias(_kept_names(memory, address))
    strange = any(not metric.name and metric.alias not in known for metric in payload.metrics)
    if strange or address.device not in session.born:
        session.strange_ns = session.strange_ns or session.at_ns


def _device_died(_memory: Memory, session: Session, address: Address, payload: Payload) -> None:
    _count(session, payload.seq)
    session.born = tuple(one for one in session.born if one != address.device)


def _node_died(_memory: Memory, session: Session, _address: Address, _payload: Payload) -> None:
    session.born, session.early = (), ()
    session.gap_ns = session.strange_ns = 0


_TAKE = {
    "NBIRTH": _node_born,
    "DBIRTH": _device_born,
    "NDATA": _said,
    "DDATA": _said,
    "DDEATH": _device_died,
    "NDEATH": _node_died,
}


def _count(session: Session, seq: int | None) -> None:
    """Follow the running number. One that comes too early waits for those before it, a repeated one changes nothing."""
    if seq is None or "" not in session.born:
        return
    ahead = (seq - session.following) % SEQ_SPAN
    if ahead >= SEQ_SPAN // 2:
        return
    if ahead and len(session.early) < MAX_EARLY:
        session.early = (*session.early, seq)
        session.gap_ns = session.gap_ns or session.at_ns
        return
    session.following = (seq + 1) % SEQ_SPAN
    waiting = set() if ahead else set(session.early)
    while session.following in waiting:
        waiting.remove(session.following)
        session.following = (session.following + 1) % SEQ_SPAN
    session.early = tuple(one for one in session.early if one in waiting)
    if not ahead and not session.early:
        session.gap_ns = 0


def _names_key(address: Address) -> str:
    return f"sparkplug-names/{address.group}/{address.node}/{address.device}"


def _kept_names(memory: Memory, address: Address) -> bytes:
    return memory.get(_names_key(address)) or b"{}"


def _names(memory: Memory, address: Address) -> Names:
    return _decoded_names(_kept_names(memory, address))


@lru_cache(maxsize=1024)
def _decoded_names(kept: bytes) -> Names:
    """What the birth of a device has told; not to be changed."""
    return _NAMES.decode(kept)


@lru_cache(maxsize=1024)
def _names_by_alias(kept: bytes) -> Mapping[int, str]:
    told = _decoded_names(kept)
    return {one.alias: name for name, one in told.items() if one.alias is not None}


def told_names(kept: Mapping[str, bytes]) -> Iterator[tuple[tuple[str, str, str], Mapping[int, str]]]:
    """(group, node, device) and what its aliases mean, of all that were born since their node was."""
    for key, session in kept.items():
        family, _, seat = key.partition("/")
        if family != _FAMILY:
            continue
        group, _, node = seat.partition("/")
        for device in _SESSION.decode(session).told:
            address = Address(group, "", node, device)
            yield (group, node, device), _names_by_alias(kept.get(_names_key(address), b"{}"))


def _learn(memory: Memory, session: Session, address: Address, payload: Payload) -> None:
    before = _names(memory, address)
    told = {m.name: _told(before.get(m.name), m, session.at_ns) for m in payload.metrics if m.name}
    memory.put(_names_key(address), msgspec.json.encode(told))


def _told(before: Told | None, metric: Metric, at_ns: int) -> Told:
    unchanged = before is not None and before[:2] == (metric.datatype, metric.alias)
    return before if before is not None and unchanged else Told(metric.datatype, metric.alias, at_ns)


def _complete(memory: Memory, address: Address, payload: Payload, message: Spooled) -> bytes:
    """Names and datatypes added where they are left out; what was told only after the message does not count for it."""
    kept = _kept_names(memory, address)
    told, by_alias = _decoded_names(kept), _names_by_alias(kept)
    added = {}
    for place, metric in enumerate(payload.metrics):
        name = metric.name or ("" if metric.alias is None else by_alias.get(metric.alias, ""))
        birth = told.get(name)
        if birth is None or birth.since_ns > message.received_ns:
            continue
        datatype = 0 if metric.datatype else birth.datatype
        if datatype or not metric.name:
            added[place] = ("" if metric.name else name, datatype)
    return with_names(payload, added) if added else message.payload
