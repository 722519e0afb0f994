"""Asks Sparkplug nodes to introduce themselves again: when messages are missing, or when their names are not known."""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from ingest.decoders.sparkplug import ROOT, read_address
from ingest.decoders.sparkplug_payload import rebirth_command
from ingest.decoders.sparkplug_session import Session, read_session
from ingest.memory import Memory
from models.calendar import to_ns
from models.centre import Centre, CentreId
from models.reading import Reading

log = logging.getLogger(__name__)

PATIENCE_NS = 2 * 10**9
"""How long a message that is missing may still come: it was only overtaken."""

PAUSE_S = 60.0
"""Between two requests to one node."""

Send = Callable[[str, bytes], bool]
"""(topic, payload) -> whether it left; at most once, not retained: a command must not come hours later."""


class Rebirths:
    """A listener of the ingestor that looks at the sessions of all registered nodes."""

    def __init__(
        self,
        nodes: Iterable[tuple[str, str]],
        memory: Memory,
        send: Send,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._nodes = tuple(nodes)
        self._memory = memory
        self._send = send
        self._monotonic = monotonic
        self._asked_at: dict[tuple[str, str], float] = {}

    def stored(self, centre: CentreId, readings: Sequence[Reading]) -> None:
        """Sessions change by messages, not by readings."""

    def tick(self, now: datetime) -> None:
        """Ask every node that needs it, each at most once a minute."""
        for node in self._nodes:
            if self._may_ask(node) and self._is_needed(node, to_ns(now)):
                topic = f"{ROOT}/{node[0]}/NCMD/{node[1]}"
                if self._send(topic, rebirth_command(to_ns(now) // 10**6)):
                    self._asked_at[node] = self._monotonic()
                    log.info("asked Sparkplug node %s/%s to introduce itself again", *node)

    def _may_ask(self, node: tuple[str, str]) -> bool:
        asked_at = self._asked_at.get(node)
        return asked_at is None or self._monotonic() - asked_at >= PAUSE_S

    def _is_needed(self, node: tuple[str, str], now_ns: int) -> bool:
        session = read_session(self._memory, *node)
        if not session.at_ns:
            return node not in self._asked_at  # once after each start, whether it is there or not
        return overdue(session, now_ns)


def overdue(session: Session, now_ns: int) -> bool:
    """Whether something has been missing, or unknown, for longer than a message may be overtaken by others."""
    since = [at_ns for at_ns in (session.gap_ns, session.strange_ns) if at_ns]
    return any(now_ns - at_ns > PATIENCE_NS for at_ns in since)


def nodes(centres: Iterable[Centre]) -> tuple[tuple[str, str], ...]:
    """(group, node) of every registered Sparkplug sensor."""
    topics = {
        sensor.topic
        for centre in centres
        for sensor in centre.sensors.values()
        if sensor.envelope == "sparkplug"
    }
    return tuple(sorted({(a.group, a.node) for a in map(read_address, topics)}))
