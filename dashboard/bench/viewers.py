"""A dashboard with a broker of its own, a space that changes every second, and a crowd that watches."""

import asyncio
import contextlib
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

from config.centre import load_centre
from dashboard.access import first_manager
from dashboard.bench.crowd import OPENING, Crowd, watch
from models.centre import Centre, Space
from models.db import open_database
from models.feed.endpoint import Endpoint
from models.feed.publisher import StatePublisher
from models.live import SpaceState, band
from models.reading import Quality

ROOT = Path(__file__).parents[2]
CENTRE_FILE = ROOT / "config" / "centres" / "shijiawan.toml"
PATIENCE_S = 60.0
SETTLE_S = 5.0
SECONDS = 20.0
TICKS = os.sysconf("SC_CLK_TCK")


class ViewersError(Exception):
    """The measurement could not be made; the text says which step."""


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
    centre, broker = load_centre(CENTRE_FILE), _endpoint()
    port = _free_port()
    environ = _environ(folder, broker, port)
    cookie = _signed_in(folder)
    with (
        _running(["ingest", "broker"], environ, broker.port),
        _running(["dashboard", "dashboard"], environ, port) as web,
        _changing(centre, broker),
    ):
        return _row("live page", web, port, f"/{centre.id}/live/events", cookie, (viewers, seconds))


def _bare(viewers: int, seconds: float) -> Row:
    port = _free_port()
    with _running(["dashboard.bench.bare", str(port)], dict(os.environ), port) as web:
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
        before = _cpu_seconds(web)
        found = await watching
        used.append(_cpu_seconds(web) - before)
        return found

    found = asyncio.run(measured())
    if found.broken or len(found.lags_ms) < viewers:
        raise ViewersError(f"bench: {found.broken} of {viewers} viewers of the {name} lost their stream")
    cuts = quantiles(found.lags_ms, n=100)
    return Row(
        name=name,
        p50_ms=cuts[49],
        p95_ms=cuts[94],
        core=used[0] / seconds,
        rss_mb=_rss_mb(web),
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


def _signed_in(folder: Path) -> str:
    """A session of a manager, as a browser's cookie says it."""
    database = open_database(f"sqlite:///{folder}/centre.db")
    try:
        database.migrate()
        now = datetime.now(UTC)
        first_manager(database.accounts(), now)
        account = database.accounts().all()[0]
        database.accounts().set_password(account.id, database.accounts().password_hash(account.id))
        hour = timedelta(hours=1)
        return f"linli={database.sessions().open(account.id, at=now, idle=hour, absolute=hour)}"
    finally:
        database.close()


def _endpoint() -> Endpoint:
    return replace(
        Endpoint(host="127.0.0.1", port=_free_port()), username="linli", password=secrets.token_urlsafe(12)
    )


def _environ(folder: Path, broker: Endpoint, port: int) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LINLI__DATA__FOLDER": str(folder),
        "LINLI__BROKER__URL": f"embedded://{broker.host}:{broker.port}",
        "LINLI__BROKER__PASSWORD": broker.password,
        "LINLI__CENTRE__FILES": str(CENTRE_FILE),
        "LINLI__DASHBOARD__PORT": str(port),
    }


@contextlib.contextmanager
def _running(words: list[str], environ: Mapping[str, str], port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A child of ours that listens on a port; gone afterwards."""
    child = subprocess.Popen(
        [sys.executable, "-m", *words], cwd=ROOT, env=dict(environ), stdin=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not _listens(port):
            if child.poll() is not None or time.monotonic() > deadline:
                raise ViewersError(f"bench: {' '.join(words)} did not come up on port {port}")
            time.sleep(0.05)
        yield child
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _cpu_seconds(child: "subprocess.Popen[bytes]") -> float:
    fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _rss_mb(child: "subprocess.Popen[bytes]") -> float:
    pages = int(Path(f"/proc/{child.pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
