"""A real influxd for the tests that are marked `influx`: free port, temporary folder, set up by its API."""

import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

ORG = "linli"
BUCKET = "readings"
TOKEN = "token-of-the-tests"
DEADLINE_S = 60


@dataclass(frozen=True)
class Influx:
    """A running server: its URL for open_store, and its HTTP address."""

    server: str
    token: str = TOKEN

    def url(self, bucket: str = BUCKET) -> str:
        return f"{self.server.replace('http', 'influx', 1)}/{ORG}/{bucket}"


@contextmanager
def running_influx(program: str, folder: Path) -> Iterator[Influx]:
    """A fresh server, set up with organisation, bucket and token; stopped at the end."""
    server = f"http://127.0.0.1:{free_port()}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(_command(program, folder, server), stdout=log, stderr=log)
    try:
        _set_up(server, process, folder / "log")
        yield Influx(server)
    finally:
        process.kill()  # its orderly end takes longer than all tests upon it, and nobody needs what it holds
        process.wait(timeout=DEADLINE_S)


def _command(program: str, folder: Path, server: str) -> list[str]:
    return [
        program,
        f"--http-bind-address={server.removeprefix('http://')}",
        f"--bolt-path={folder / 'influxd.bolt'}",
        f"--sqlite-path={folder / 'influxd.sqlite'}",
        f"--engine-path={folder / 'engine'}",
        "--reporting-disabled",
        "--log-level=error",
    ]


def _set_up(server: str, process: subprocess.Popen[bytes], log: Path) -> None:
    body = {
        "username": "test",
        "password": "password-of-the-tests",
        "org": ORG,
        "bucket": BUCKET,
        "token": TOKEN,
    }
    deadline = time.monotonic() + DEADLINE_S
    while (fault := _fault(f"{server}/api/v2/setup", body)) is not None:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"influxd did not start: {fault}\n{log.read_text()}")
        time.sleep(0.05)


def _fault(url: str, body: dict[str, str]) -> Exception | None:
    try:
        _post(url, body)
    except (urllib.error.URLError, ConnectionError) as error:
        return error
    return None


def _post(url: str, body: dict[str, str]) -> None:
    request = urllib.request.Request(
        url, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
    )
    urllib.request.urlopen(request, timeout=10).close()
