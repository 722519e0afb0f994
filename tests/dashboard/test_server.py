"""The verb `dashboard` as a process: it starts, says what is wrong in one sentence, and stops at once."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard import passwords
from dashboard.server import main
from dashboard.serving import PortError, listen
from models.account import Grant, Role
from tests.blank import blank_database
from tests.ports import free_port
from tests.waiting import until
from tests.web import Client
from tests.web_deployment import PASSWORD

ROOT = Path(__file__).parent.parent.parent
PROGRAM = "import sys; from dashboard.server import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINLI_LANG", "en")


@contextmanager
def running(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    environ = {**os.environ, "LINLI__BROKER__URL": "embedded://127.0.0.1:1"}
    command = [sys.executable, "-c", PROGRAM, "--data-dir", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environ)
    try:
        assert until(lambda: _healthy(port), 60)
        yield process, port
    finally:
        process.kill()
        process.wait()


def _healthy(port: int) -> bool:
    try:
        return Client(port).get("/healthz").status == 200
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_with_an_open_event_stream(tmp_path: Path, number: signal.Signals) -> None:
    database = blank_database(tmp_path / "centre.db")
    database.accounts().create(
        "li", passwords.hashed(PASSWORD), [Grant(role=Role.MANAGER)], at=datetime.now(UTC)
    )
    database.close()
    with running(tmp_path) as (process, port):
        client = Client(port)
        assert client.sign_in("li", PASSWORD).status == 303
        assert client.get("/readyz").json()["missing"] == ["broker"]
        stream = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        stream.request(
            "GET", "/shijiawan/live/events", headers={"Cookie": f"linli={client.cookies['linli']}"}
        )
        events = stream.getresponse()
        assert events.status == 200
        assert events.readline().startswith(b"retry:")
        process.send_signal(number)
        process.wait(5)
        assert process.returncode in {0, -number}
        stream.close()


def test_a_taken_port_is_the_first_and_only_thing_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--data-dir", str(tmp_path / "data"), "--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"linli: dashboard address 127.0.0.1:{port} is taken by another program")
    assert said.count("\n") == 1
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("options", "extra", "code", "word"),
    [
        (["--port", "99999"], {}, 2, "99999"),
        (["--centre", "nowhere.toml"], {}, 2, "nowhere.toml"),
        ([], {"LINLI__DASHBOARD__IDLE_MINUTES": "0"}, 2, "dashboard.idle_minutes"),
        (["--host", "203.0.113.7"], {}, 1, "203.0.113.7"),
        ([], {"LINLI__STORE__URL": "mysql://x"}, 1, "mysql"),
    ],
)
def test_a_wrong_option_or_setting_is_named_with_its_value(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    extra: dict[str, str],
    code: int,
    word: str,
) -> None:
    for name, value in extra.items():
        monkeypatch.setenv(name, value)
    assert main(["--data-dir", str(tmp_path), "--port", "0", *options]) == code
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert said.startswith("linli: ")
    assert word in said


def test_a_port_that_may_not_be_had_is_explained() -> None:
    with pytest.raises(PortError, match=r"no\.such\.host\.invalid:80 "):
        listen("no.such.host.invalid", 80)
