"""A dashboard with a broker of its own, a space that changes every second, and a crowd that watches."""

import asyncio
import contextlib
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from config.centre import load_centre
from dashboard.bench.crowd import OPENING, Crowd, watch
from dashboard.bench.stage import (
    CENTRE_FILE,
    BenchError,
    cpu_seconds,
    endpoint,
    environ,
    free_port,
    rss_mb,
    running,
    signed_in,
)
from models.centre import Centre, Space
from models.feed.endpoint import Endpoint
from models.feed.publisher import StatePublisher
from models.live import SpaceState, band
from models.reading import Quality

SETTLE_S = 5.0
SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One server under one crowd. core: share of one core; size: bytes of a mean event."""

    name: str
    p50_ms: float
    p95_ms: float
    core: float
    rss_mb: float
    size: float


def watched(viewers: int, seconds: float = SECONDS) -> tuple[Row, Row]:
    """Our live stream and the bare one, under the same crowd one after the other."""
    with tempfile.TemporaryDirectory(prefix="linli-viewers-") as folder:
        return _ours(Path(folder), viewers, seconds), _bare(viewers, seconds)


def _ours(folder: Path, viewers: int, seconds: float) -> Row:
    centre, broker = load_centre(CENTRE_FILE), endpoint()
    port = free_port()
    settings = environ(folder, broker, port)
    cookie = signed_in(folder)
    with (
        running(["ingest", "broker"], settings, broker.port),
        running(["dashboard", "dashboard"], settings, port) as web,
        _changing(centre, broker),
    ):
        return _row("live page", web, port, f"/{centre.id}/live/events", cookie, (viewers, seconds))


def _bare(viewers: int, seconds: float) -> Row:
    port = free_port()
    with running(["dashboard.bench.bare", str(port)], dict(os.environ), port) as web:
        return _row("bare stream", web, port, "/events", "", (viewers, seconds))


def _row(
    name: str, web: "subprocess.Popen[bytes]", port: int, path: str, cookie: str, crowd: tuple[int, float]
) -> Row:
    """crowd: how many viewers, for how many seconds."""
    viewers, seconds = crowd
    used: list[float] = []
    opening = 0.1 * -(-viewers // OPENING)

    async def measured() -> Crowd:
        watching = asyncio.create_task(watch(port, path, cookie, viewers, settle_s=SETTLE_S, seconds=seconds))
        await asyncio.sleep(opening + SETTLE_S)
        before = cpu_seconds(web)
        found = await watching
        used.append(cpu_seconds(web) - before)
        return found

    found = asyncio.run(measured())
    if found.broken or len(found.lags_ms) < viewers:
        raise BenchError(f"bench: {found.broken} of {viewers} viewers of the {name} lost their stream")
    cuts = quantiles(found.lags_ms, n=100)
    return Row(
        name=name,
        p50_ms=cuts[49],
        p95_ms=cuts[94],
        core=used[0] / seconds,
        rss_mb=rss_mb(web),
        size=sum(found.sizes) / len(found.sizes),
    )


@contextlib.contextmanager
def _changing(centre: Centre, broker: Endpoint) -> Iterator[None]:
    """Every second another space changes by one person, as retained messages."""
    publisher, stop = StatePublisher(broker, "bench-states"), threading.Event()
    publisher.start()
    spaces = list(centre.spaces.values())

    def play() -> None:
        turn = 0
        while not stop.wait(1.0):
            turn += 1
            publisher.state(centre.id, _state(spaces[turn % len(spaces)], turn))

    thread = threading.Thread(target=play, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        publisher.stop()


def _state(space: Space, turn: int) -> SpaceState:
    now = datetime.now(UTC)
    capacity = space.capacity(now.date())
    people = float(turn % capacity)
    return SpaceState(
        space=space.id, people=people, capacity=capacity, band=band(people, capacity),
        since=now, at=now, quality=Quality.GOOD, open=True, sensors=1,
    )  # fmt: skip
