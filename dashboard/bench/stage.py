"""Children, ports and a signed-in person for measurements on the web side; nothing of a deployment is touched."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.access import first_manager
from models.db import open_database
from models.feed.endpoint import Endpoint

ROOT = Path(__file__).parents[2]
CENTRE_FILE = ROOT / "config" / "centres" / "shijiawan.toml"
PATIENCE_S = 60.0
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
    """A child of ours that listens on a port; gone afterwards."""
    child = subprocess.Popen(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=dict(settings),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not _listens(port):
            if child.poll() is not None or time.monotonic() > deadline:
                raise BenchError(f"bench: {' '.join(words)} did not come up on port {port}")
            time.sleep(0.05)
        yield child
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def cpu_seconds(child: "subprocess.Popen[bytes]") -> float:
    fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def rss_mb(child: "subprocess.Popen[bytes]") -> float:
    pages = int(Path(f"/proc/{child.pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
