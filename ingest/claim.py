"""Which messages a shard keeps, and how it takes over from another layout without losing any."""

import logging
import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

from config.shards import SUBSCRIBED, named
from ingest.agreement import ADOPTED, Agreement
from ingest.arrival import Arrival
from ingest.decoders import device_topic
from ingest.layout import FIRST, Layout
from ingest.registry import Place
from ingest.whole_file import replaced

log = logging.getLogger(__name__)

SETTLED = "layout.json"
"""In a shard's spool folder: the layout that it works by. SUBSCRIBED: the one under which its session certainly receives."""


class Step(StrEnum):
    """How far the taking over is."""

    SUBSCRIBING = "subscribing"
    """Our session may not receive yet."""
    WAITING = "waiting"
    """The other shards' sessions may not receive yet."""
    DRAINING = "draining"
    """What came before all of them received may still be in our session."""
    SETTLED = "settled"


class Claim:
    """Every shard's session receives everything; each message is kept by its owner and passed over by the others.

    A message may only be passed over when the owner's session has it too. After a change of the layout a shard therefore
    keeps what was its own by the old one as well, until a message to itself, sent when all sessions received, came back:
    a session gives what it holds in order. What moved in that time may be kept twice, never not at all.

    keeps() belongs to the spooler's thread, next_fence() to the process's. A single shard keeps everything at once.
    filed: the topics of the centre files' sensors, which every shard knows from its start.
    """

    def __init__(
        self,
        layout: Layout,
        index: int,
        folder: Path,
        fence_topic: str,
        places: Callable[[str], Sequence[Place]],
        filed: Collection[bytes] = frozenset(),
    ) -> None:
        self.passed_over = 0
        """Messages of other shards' sensors since the start. They are in no account of ours, but in their owners'."""
        self.step = Step.SETTLED
        self.fence_topic = fence_topic
        self._fence_bytes = fence_topic.encode()
        self._layout, self._index, self._folder, self._places = layout, index, folder, places
        self._filed = frozenset(topic.decode() for topic in filed)
        self._agreement = Agreement(folder, index, layout.count)
        self._token = ""
        self._known: dict[bytes, bool] = {}
        self._old = layout
        if self.is_alone:
            # It keeps everything from now on, which is what those that leave wait for.
            (folder / SETTLED).unlink(missing_ok=True)
            _remember(folder / SUBSCRIBED, layout)
        elif _remembered(folder / SETTLED) != layout:
            self.step = Step.SUBSCRIBING
            self._old = _remembered(folder / SETTLED) or Layout()

    @property
    def is_alone(self) -> bool:
        return self._layout.count == 1 and self._index == FIRST

    @property
    def is_leaving(self) -> bool:
        """A shard that the layout has no more: it only works off what its session and spool still hold."""
        return self._index >= self._layout.count

    @property
    def has_left(self) -> bool:
        return self.is_leaving and self.step is Step.SETTLED

    def keeps(self, arrival: Arrival) -> bool:
        """Whether the message is ours to make durable; it is acknowledged either way."""
        if arrival.topic == self._fence_bytes:
            self._fence_returned(arrival.payload)
            return False
        kept = self._known.get(arrival.topic)
        if kept is None:
            kept = self._is_ours(arrival.topic)
        self.passed_over += not kept
        return kept

    def next_fence(self) -> bytes | None:
        """What to send to ourselves now, None = nothing. Call it again and again: one that gets lost is replaced."""
        if self.is_alone:
            return None
        if self._agreement.look():
            self._known = {}
        if self.step is Step.SETTLED:
            return None if self.is_leaving else self._agreement.next_fence()
        if self.step is Step.WAITING and self._others_receive():
            self.step = Step.DRAINING
        if self.step is Step.WAITING:
            return None
        self._token = self._token or secrets.token_hex(8)
        return f"{self.step} {self._token}".encode()

    def adopted(self, topics: Iterable[bytes]) -> None:
        """We read messages by these sensors now. Whoever kept them goes on until every shard does."""
        self._known = {}
        known = {topic.decode() for topic in topics} - self._filed
        self._agreement.adopt({topic: _spot(self._places(topic)[0]) for topic in sorted(known)})

    def _fence_returned(self, payload: bytes) -> None:
        """Our own message came back; everything that our session held before it has been seen by keeps()."""
        if self._agreement.fence_returned(payload):
            self._known = {}
        if payload != f"{self.step} {self._token}".encode():
            return  # from before a restart
        self._token = ""
        if self.step is Step.SUBSCRIBING and _remember(self._folder / SUBSCRIBED, self._layout):
            self.step = Step.WAITING
        elif self.step is Step.DRAINING and _remember(self._folder / SETTLED, self._layout):
            self.step, self._old, self._known = Step.SETTLED, self._layout, {}
            log.info("shard %d of %d works by the layout of now", self._index, self._layout.count)

    def leave(self) -> None:
        """Everything is worked off: nobody needs to start this shard again."""
        for name in (SUBSCRIBED, SETTLED, ADOPTED):
            (self._folder / name).unlink(missing_ok=True)

    def _is_ours(self, topic: bytes) -> bool:
        if self.is_alone or self.is_leaving:
            return True
        known, text = self._known, topic.decode("utf-8", "replace")  # what is found out now is of now
        places = self._places(text)
        spots: set[str | None] = {_spot(places[0]) if places else None}
        if self._filed.isdisjoint((text, device_topic(text))):
            spots |= self._agreement.spots(text)
        ours = any(self._index in self._owners(spot) for spot in spots)
        if places:  # a stranger may become known, and there is no end of strangers
            known[topic] = ours
        return ours

    def _owners(self, spot: str | None) -> tuple[int, int]:
        return self._layout.of_spot(spot), self._old.of_spot(spot)

    def _others_receive(self) -> bool:
        return all(
            _remembered(self._folder.parent / named("spool", other) / SUBSCRIBED) == self._layout
            for other in range(self._layout.count)
            if other != self._index
        )


def _spot(place: Place) -> str:
    return f"{place.centre}/{place.sensor.space}"


def _remembered(file: Path) -> Layout | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Layout)
    except (OSError, msgspec.MsgspecError):
        return None


def _remember(file: Path, layout: Layout) -> bool:
    """Whether it could be written; on a full disk the taking over waits."""
    return replaced(file, msgspec.json.encode(layout))
