"""Children, ports and a signed-in person for measurements on the web side; nothing of a deployment is touched."""

import contextlib
import os
import random
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.access import first_manager
from models.db import open_database
from models.feed.endpoint import Endpoint

ROOT = Path(__file__).parents[2]
CENTRE_FILE = ROOT / "config" / "centres" / "shijiawan.toml"
PATIENCE_S = 300.0
"""For what takes seconds on a machine of its own; whoever ends early is not waited for."""

PORTS = range(10_000, 16_000, 2)
"""Below all that a system gives away by itself: nobody takes one between its choice and its use."""

_UNUSED = iter(random.sample(PORTS, len(PORTS)))

TICKS = os.sysconf("SC_CLK_TCK")


class BenchError(Exception):
    """A measurement could not be made; the text says which step."""


def signed_in(folder: Path) -> str:
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


def endpoint() -> Endpoint:
    """A broker of our own on a free port."""
    return Endpoint(host="127.0.0.1", port=free_port(), username="linli", password=secrets.token_urlsafe(12))


def environ(folder: Path, broker: Endpoint, port: int) -> dict[str, str]:
    """The settings of this measurement's children; port: the dashboard's."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LINLI__DATA__FOLDER": str(folder),
        "LINLI__BROKER__URL": f"embedded://{broker.host}:{broker.port}",
        "LINLI__BROKER__PASSWORD": broker.password,
        "LINLI__CENTRE__FILES": str(CENTRE_FILE),
        "LINLI__DASHBOARD__PORT": str(port),
        "LINLI__INGEST__METRICS_PORT": "0",
    }


@contextlib.contextmanager
def running(words: list[str], settings: Mapping[str, str], port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A child of ours that listens on a port; gone afterwards. Raises BenchError with its last words."""
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=dict(settings),
            stdin=subprocess.DEVNULL,
            stderr=said,
        )
        try:
            if not _comes_up(child, port):
                said.seek(0)
                last = said.read().decode(errors="replace").strip().rpartition("\n")[2]
                raise BenchError(f"bench: {' '.join(words)} did not come up on port {port}: {last}")
            yield child
        finally:
            child.terminate()
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _comes_up(child: "subprocess.Popen[bytes]", port: int) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while not _listens(port):
        if child.poll() is not None or time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def cpu_seconds(child: "subprocess.Popen[bytes]") -> float:
    fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def rss_mb(child: "subprocess.Popen[bytes]") -> float:
    pages = int(Path(f"/proc/{child.pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def free_port() -> int:
    """One whose successor is free too, for a broker may need two; never the same twice. Raises BenchError."""
    for port in _UNUSED:
        with socket.socket() as first, socket.socket() as second, contextlib.suppress(OSError):
            first.bind(("127.0.0.1", port))
            second.bind(("127.0.0.1", port + 1))
            return port
    raise BenchError(f"bench: no free port from {PORTS.start} to {PORTS.stop}")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
