"""What may be kept of a Sparkplug message: a metric is judged by its name, also when it says only the alias of its birth."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field

from ingest.decoders.sparkplug import ROOT, Address, read_address
from ingest.decoders.sparkplug_payload import Metric, Payload, read_payload, with_values
from ingest.decoders.sparkplug_session import told_names
from ingest.sample import DecodeError

Seat = tuple[str, str, str]
"""Group, node, device; "" = the node itself."""

MAX_SEATS = 2_000
MAX_ALIASES = 2_000
"""Unwanted aliases that are remembered of one device; of one with more, nothing that has no name is kept."""

_EVERY = range(2**64)
_BIRTHS = ("NBIRTH", "DBIRTH")


@dataclass(slots=True)
class Births:
    """The unwanted aliases of every node and device whose birth was seen. For one thread; the eldest is forgotten first."""

    _unwanted: dict[Seat, Container[int]] = field(default_factory=dict)

    def recall(self, memory: Mapping[str, bytes], unwanted: Callable[[str, str], bool]) -> None:
        """Take over what births told before the start, out of what the spool remembers. unwanted: of (topic, name)."""
        for seat, names in told_names(memory):
            topic = f"{ROOT}/{seat[0]}/NDATA/{seat[1]}"
            self._remember(seat, {alias for alias, name in names.items() if unwanted(topic, name)})

    def hear(self, address: Address, payload: Payload, unwanted: Callable[[str], bool]) -> None:
        """A birth tells its aliases anew; that of a node ends what its devices told before."""
        if address.kind not in _BIRTHS:
            return
        if address.kind == "NBIRTH":
            node = (address.group, address.node)
            for seat in [seat for seat in self._unwanted if seat[:2] == node]:
                del self._unwanted[seat]
        aliases = {one.alias for one in payload.metrics if one.alias is not None and unwanted(one.name)}
        self._remember(_seat(address), aliases)

    def _remember(self, seat: Seat, aliases: set[int]) -> None:
        self._unwanted.pop(seat, None)
        if len(self._unwanted) >= MAX_SEATS:
            del self._unwanted[next(iter(self._unwanted))]
        self._unwanted[seat] = aliases if len(aliases) <= MAX_ALIASES else _EVERY

    def of(self, address: Address | None) -> Container[int] | None:
        """None = no birth was seen, so nobody knows what an alias means."""
        return None if address is None else self._unwanted.get(_seat(address))


def _seat(address: Address) -> Seat:
    return address.group, address.node, address.device


def scrub_node(
    births: Births,
    said: tuple[bytes, bytes],
    unwanted: Callable[[str], bool],
    cleaned: Callable[[str, str], str | None],
) -> bytes:
    """What may be kept of a message; the same bytes where nothing is to be left out. Raises DecodeError.

    said: topic and payload; unwanted: whether a name is that of something personal; cleaned: (name, text) -> what may be kept.
    """
    address, message = _address(said[0]), read_payload(said[1])
    if address is not None:
        births.hear(address, message, unwanted)
    aliases = births.of(address)
    changed: dict[int, str | None] = {}
    for place, metric in enumerate(message.metrics):
        if _is_unwanted(metric, aliases, unwanted):
            changed[place] = None
        elif isinstance(metric.value, str) and (kept := cleaned(metric.name, metric.value)) != metric.value:
            changed[place] = kept
    return with_values(message, changed) if changed else said[1]


def _address(topic: bytes) -> Address | None:
    try:
        return read_address(topic.decode("utf-8", "replace"))
    except DecodeError:
        return None


def _is_unwanted(metric: Metric, aliases: Container[int] | None, unwanted: Callable[[str], bool]) -> bool:
    """By its name, else by its alias; a text of which nobody knows what it is may be somebody's name."""
    if metric.name and unwanted(metric.name):
        return True
    if aliases is not None and metric.alias is not None and metric.alias in aliases:
        return True
    nameless = not metric.name and (aliases is None or metric.alias is None)
    opaque = metric.value is None and not metric.null  # bytes, a table or a template
    return nameless and (opaque or isinstance(metric.value, str))
