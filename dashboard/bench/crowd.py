"""Many viewers of one event stream in one event loop: raw sockets, since a browser each would be the measurement."""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

SENT = re.compile(rb'"sent":(\d+)')
OPENING = 100
"""Connections that are opened at once."""

MIN_DATA = 30
"""Shorter chunks are chunk borders of HTTP, not events."""


@dataclass(slots=True)
class Crowd:
    """What all viewers saw from the instant `counting` was set: milliseconds from the event's stamp to the socket."""

    counting: bool = False
    lags_ms: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    broken: int = 0


async def watch(port: int, path: str, cookie: str, viewers: int, *, settle_s: float, seconds: float) -> Crowd:
    """Open the viewers, let them settle, then listen for so many seconds."""
    crowd = Crowd()
    tasks: list[asyncio.Task[None]] = []
    for start in range(0, viewers, OPENING):
        count = min(OPENING, viewers - start)
        tasks += [asyncio.create_task(_view(port, path, cookie, crowd)) for _ in range(count)]
        await asyncio.sleep(0.1)
    await asyncio.sleep(settle_s)
    crowd.counting = True
    await asyncio.sleep(seconds)
    crowd.counting = False
    crowd.broken = sum(task.done() for task in tasks)
    await _end(tasks)
    return crowd


async def _view(port: int, path: str, cookie: str, crowd: Crowd) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n".encode()
    )
    try:
        while line := await reader.readline():
            if crowd.counting and line.startswith(b"data:") and len(line) > MIN_DATA:
                _note(line, crowd)
    finally:
        writer.close()


def _note(line: bytes, crowd: Crowd) -> None:
    sent = SENT.search(line)
    if sent:
        crowd.lags_ms.append(time.time() * 1000 - int(sent[1]))
        crowd.sizes.append(len(line))


async def _end(tasks: Sequence["asyncio.Task[None]"]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
