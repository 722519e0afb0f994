"""A broker, a data folder and child processes of one measurement."""

import contextlib
import os
import secrets
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.accounting import read_account
from ingest.mqtt import LISTENING
from models.feed.endpoint import Endpoint
from models.health import Accounting

ROOT = Path(__file__).parents[2]
PATIENCE_S = 120.0
TICKS = os.sysconf("SC_CLK_TCK")


class BenchError(Exception):
    """A measurement could not be finished; the text says which step."""


@dataclass(slots=True)
class Stage:
    """Everything that one measurement needs; all of it is gone afterwards."""

    folder: Path
    endpoint: Endpoint
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    """What else the children's environment says."""

    def beside(self, name: str, **settings: str) -> "Stage":
        """The same broker with a session and a data folder of its own; settings: more LINLI__... of the environment."""
        own = {"LINLI__BROKER__CLIENT_ID": name, **settings}
        folder = self.folder / name
        folder.mkdir()
        return Stage(folder, self.endpoint, self.children, own)

    def run(self, *words: str, within_s: float = PATIENCE_S) -> None:
        """A Python child of ours to its end. Raises BenchError when it fails."""
        require(self.spawn(*words).wait(within_s) == 0, " ".join(words))

    def spawn(self, *words: str) -> subprocess.Popen[bytes]:
        """A Python child of ours on this stage's broker and folder."""
        child = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=self.environ(),
            stdin=subprocess.DEVNULL,
            stderr=self.log(),
        )
        self.children.append(child)
        return child

    def environ(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LINLI__DATA__FOLDER": str(self.folder),
            "LINLI__BROKER__URL": f"embedded://{self.endpoint.host}:{self.endpoint.port}",
            "LINLI__BROKER__PASSWORD": self.endpoint.password,
            "LINLI__CENTRE__FILES": str(ROOT / "config" / "centres" / "shijiawan.toml"),
            "LINLI__INGEST__METRICS_PORT": "0",
            **self.settings,
        }

    def account(self) -> Accounting:
        """As it is on disk at this instant."""
        file = self.folder / "spool" / "spool.db"
        if not file.exists():
            return Accounting()
        try:
            with contextlib.closing(sqlite3.connect(file, timeout=10)) as connection:
                return read_account(connection)
        except sqlite3.OperationalError:  # made this very moment
            return Accounting()

    def subscribed(self) -> bool:
        """Whether an ingestor of this stage said so; what it remembers of its filters is written before it asks for them."""
        file = self.folder / "children.log"
        return file.exists() and LISTENING in file.read_text(encoding="utf-8", errors="replace")

    def times(self, name: str) -> list[int]:
        """The numbers that a child left behind."""
        numbers = array("q")
        numbers.frombytes((self.folder / name).read_bytes())
        return numbers.tolist()

    def log(self) -> int:
        """Where a child may complain; a new descriptor each time."""
        return os.open(self.folder / "children.log", os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)


Broker = Callable[[Stage], None]
"""Starts one on a stage's port."""


def our_broker(stage: Stage) -> None:
    """As the product runs it."""
    stage.spawn("ingest", "broker")


@contextlib.contextmanager
def staged(broker: Broker = our_broker) -> Iterator[Stage]:
    """A stage with a running broker. Raises BenchError when no broker can be run."""
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder, contextlib.ExitStack() as ends:
        endpoint = Endpoint(
            host="127.0.0.1", port=free_port(), username="linli", password=secrets.token_urlsafe(12)
        )
        stage = Stage(Path(folder), endpoint)
        ends.callback(_end, stage)
        broker(stage)
        if not wait_until(lambda: _listens(endpoint), 20):
            raise BenchError(
                f"bench: no broker on port {endpoint.port}: {(stage.folder / 'children.log').read_text()}"
            )
        yield stage


def wait_until(met: Callable[[], bool], within_s: float = PATIENCE_S, every_s: float = 0.01) -> bool:
    """Whether it came true in time."""
    deadline = time.monotonic() + within_s
    while not met():
        if time.monotonic() > deadline:
            return False
        time.sleep(every_s)
    return True


def require(met: bool, step: str) -> None:
    """End the measurement when a step of it failed."""
    if not met:
        raise BenchError(f"bench: {step} did not happen within {PATIENCE_S:.0f} s or failed")


def cpu_seconds(child: subprocess.Popen[bytes]) -> float:
    """User and system time of a running child so far."""
    fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_mb(child: subprocess.Popen[bytes]) -> float:
    """The most memory that a running child has held so far."""
    lines = Path(f"/proc/{child.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000


def leave_times(file: Path, numbers: Sequence[int]) -> None:
    file.write_bytes(array("q", numbers).tobytes())


def end_child(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _end(stage: Stage) -> None:
    for child in reversed(stage.children):
        end_child(child)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(endpoint: Endpoint) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((endpoint.host, endpoint.port)) == 0
