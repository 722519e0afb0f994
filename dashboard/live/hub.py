"""One centre's live board for every browser of this process: composed once, serialised once, seen by all."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager

import msgspec

from dashboard.live.parts import Parts, Path
from dashboard.live.snapshot import Audience, Json, millis, snapshot
from models.centre import CentreId
from models.ports import Ports
from models.services.background import Background, background, nothing_yet
from models.services.live import Board, board
from models.trail import Trail

BEAT_S = 1.2
"""A browser that hears nothing for 3 s says so. Longer than a second: sensors that speak every second need no beats."""

GAP_S = 0.04
"""At most one frame in this time, however fast messages come; short, since a change that falls into it waits."""

SETTLE_S = 0.005
"""A moment for the rest of a burst: spaces often speak together, and one frame for all is sooner than two."""

_BACKGROUND_S = 5.0
_log = logging.getLogger(__name__)

Subscribe = Callable[[Callable[[CentreId | None], None]], object]
"""Calls back, from any thread, with the centre of which a state changed (None: something else did)."""


class Hub:
    """Follows LiveStates; `after` wakes a viewer, `frame` gives it the newest bytes.

    A viewer that is slow simply misses frames: the next one brings whatever changed since it looked, so nothing queues up.
    """

    def __init__(self, ports: Ports, subscribe: Subscribe) -> None:
        self.ports = ports
        self.background: Background = nothing_yet()
        self.sequence = 0
        self.encoded = 0
        self.closed = False
        self._subscribe = subscribe
        self._trail = Trail()
        self._board: Board | None = None
        self._parts: dict[Audience, tuple[Parts, int]] = {}
        self._bytes: dict[tuple[Audience, tuple[Path, ...]], bytes] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._dirty = asyncio.Event()
        self._next = asyncio.Event()

    def take(self, ports: Ports) -> None:
        """The centre's sensors changed: the next board is made of these. May be called from any thread."""
        self.ports = ports

    def start(self) -> None:
        """Begin to follow, in the running loop; again is the same as once."""
        if not self._tasks:
            loop = asyncio.get_running_loop()

            def poke(centre: CentreId | None) -> None:
                if centre == self.ports.centre.id and not self.closed:
                    loop.call_soon_threadsafe(self._dirty.set)

            self._subscribe(poke)
            steps = (self._advance, GAP_S), (self._refresh, _BACKGROUND_S)
            self._tasks = [loop.create_task(self._repeat(step, pause)) for step, pause in steps]

    def close(self) -> None:
        """Stop following and let every viewer go, so that the server can stop at once."""
        self.closed = True
        for task in self._tasks:
            task.cancel()
        self._wake()

    def compose(self) -> Board:
        """The board of this instant, from memory."""
        return board(self.ports, self.background, self._trail, self.ports.clock())

    async def after(self, sequence: int) -> int:
        """Wait for something newer than `sequence`; its number."""
        while self.sequence <= sequence and not self.closed:
            await self._next.wait()
        return self.sequence

    def frame(self, audience: Audience, seen: int = 0) -> tuple[bytes, int]:
        """The bytes for somebody who has version `seen`, and the version that they bring.

        Everything for who has nothing (0), what changed for the others; a beat when that is nothing.
        """
        parts = self._current(audience)
        paths = parts.since(seen)
        key = audience, paths
        if key not in self._bytes:
            self.encoded += 1
            head = {"seq": self.sequence, "sent": millis(self.ports.clock())}
            self._bytes[key] = event(head | parts.body(paths))
        return self._bytes[key], parts.version

    def _current(self, audience: Audience) -> Parts:
        """The audience's parts of this sequence."""
        parts, sequence = self._parts.get(audience, (Parts(), -1))
        if sequence != self.sequence:
            parts.take(snapshot(self._board or self.compose(), audience), max(self.sequence, 1))
            self._parts[audience] = parts, self.sequence
        return parts

    async def _advance(self) -> None:
        """Make the next frame: at once after a change, else with the beat."""
        self._dirty.clear()
        self._trail.note(self.ports.live.states(), self.ports.clock())
        self._board = self.compose()
        self._bytes.clear()
        self.sequence += 1
        self._wake()
        await asyncio.sleep(GAP_S)
        await self._changed_or_beat()

    async def _changed_or_beat(self) -> None:
        try:
            async with asyncio.timeout(BEAT_S - GAP_S):
                await self._dirty.wait()
        except TimeoutError:
            return
        await asyncio.sleep(SETTLE_S)

    async def _refresh(self) -> None:
        """The only part that reads stores, in a thread."""
        self.background = await asyncio.to_thread(background, self.ports, self.ports.clock(), self.background)
        await asyncio.sleep(_BACKGROUND_S)

    def _wake(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def _repeat(self, step: Callable[[], Awaitable[None]], pause: float) -> None:
        """Run a step for ever; a store that is away must not freeze every screen of the house for good."""
        while True:
            try:
                await step()
            except Exception:  # noqa: BLE001 -- edge of a task that nobody awaits: log, pause, go on
                _log.exception("live board of %s missed a step", self.ports.centre.id)
                await asyncio.sleep(pause)


@asynccontextmanager
async def running(hubs: Collection[Hub]) -> AsyncIterator[None]:
    """Every hub follows from the server's start, so that trends and usual days are there before the first viewer."""
    for hub in hubs:
        hub.start()
    try:
        yield
    finally:
        for hub in hubs:
            hub.close()


def event(body: Json) -> bytes:
    """One Server-Sent Event."""
    return b"data: " + msgspec.json.encode(body) + b"\n\n"
