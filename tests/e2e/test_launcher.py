"""The one command on a fresh copy: it starts, lets a person in, stops in time, leaves nobody behind, explains faults."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.brokers import running_broker
from tests.source import ROOT
from tests.waiting import is_alive, until

pytestmark = pytest.mark.slow

FREE = {
    "LINLI__INGEST__METRICS_PORT": "0",
    "LINLI__BROKER__URL": "embedded://127.0.0.1:0",
    "LINLI__SIMULATE__HISTORY_WEEKS": "0",
}
PATIENCE_S = 120.0


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a clone holds, with the environment of these tests in place of a fresh one."""
    folder = tmp_path_factory.mktemp("fresh") / "a clone"
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    files = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout
    for name in files.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder


def bare(folder: Path, **more: str) -> dict[str, str]:
    """`env -i` with an empty HOME, and the PATH on which uv was found."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    return {"PATH": os.environ["PATH"], "HOME": str(home)} | FREE | more


class Run:
    """`./linli run` in a terminal of its own."""

    def __init__(self, copy: Path, folder: Path, *options: str, **environ: str) -> None:
        self.output = folder / "output.txt"
        self._stream = self.output.open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            (copy / "linli", "run", "--port", "0", "--data-dir", str(folder / "var"), *options),
            cwd=folder,
            env=bare(copy, **environ),
            stdout=self._stream,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def link(self) -> str:
        """The sign-in link, once it is printed."""
        assert until(lambda: "token=" in self.said or self.process.poll() is not None, PATIENCE_S), self.said
        found = re.search(r"http://\S+token=\S+", self.said)
        assert found, self.said
        return found.group()

    def family(self) -> set[int]:
        """Our process and everything that descends from it."""
        children: dict[int, list[int]] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
        found, new = set(), {self.process.pid}
        while new:
            found |= new
            new = {pid for parent in new for pid in children.get(parent, [])} - found
        return found

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._stream.close()


@pytest.fixture
def runs() -> Iterator[list[Run]]:
    begun: list[Run] = []
    yield begun
    for run in begun:
        run.end()


class Browser:
    """As much of a browser as signing in needs."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        assert parts.hostname is not None
        assert parts.port is not None
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._address = (parts.hostname, parts.port)
        self._cookies: dict[str, str] = {}

    def request(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """(status, body, Location)"""
        connection = http.client.HTTPConnection(*self._address, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        try:
            connection.request(method, path, urlencode(form) if form is not None else None, headers)
            answer = connection.getresponse()
            for cookie in answer.msg.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self._cookies[name] = value
            return answer.status, answer.read().decode("utf-8", "replace"), answer.getheader("Location") or ""
        finally:
            connection.close()

    def follow(self, link: str) -> tuple[int, str, str]:
        """Open a one-time link and press its button."""
        parts = urlsplit(link)
        status, page, _ = self.request("GET", f"{parts.path}?{parts.query}")
        assert status == 200
        hidden = re.findall(r"<input[^>]*>", page)
        fields = {
            name.group(1): (re.search(r'value="([^"]*)"', field) or [None, ""])[1] or ""
            for field in hidden
            if (name := re.search(r'name="([^"]*)"', field))
        }
        token = {"token": parse_qs(parts.query)["token"][0]}
        return self.request("POST", f"{parts.path}?{parts.query}", token | fields)


def refused(copy: Path, folder: Path, *options: str, **environ: str) -> tuple[int, str]:
    """Exit code and the words of a start that must fail."""
    result = subprocess.run(
        (copy / "linli", "run", *options),
        cwd=folder,
        env=bare(copy, **environ),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE_S,
        check=False,
    )
    return result.returncode, result.stderr.strip()


def test_one_command_lets_a_person_in_and_ctrl_c_ends_it(copy: Path, tmp_path: Path, runs: list[Run]) -> None:
    run = Run(copy, tmp_path)
    runs.append(run)
    browser = Browser(run.link())
    status, _, place = browser.follow(run.link())
    assert status == 303, place
    assert Browser(run.link()).follow(run.link())[0] == 401  # the link works once
    assert re.search(r"password\s+\S{10,}", run.said)
    family = run.family()
    begun = time.monotonic()
    os.killpg(run.process.pid, signal.SIGINT)
    assert run.process.wait(timeout=10) == 0
    assert time.monotonic() - begun <= 5
    assert until(lambda: not [pid for pid in family if is_alive(pid)], 5)


def test_nobody_is_left_when_the_command_is_killed(copy: Path, tmp_path: Path, runs: list[Run]) -> None:
    run = Run(copy, tmp_path)
    runs.append(run)
    run.link()
    family = run.family()
    assert len(family) >= 5
    run.process.kill()
    run.process.wait()
    assert until(lambda: not [pid for pid in family if is_alive(pid)])


def test_a_second_start_on_the_same_data_names_the_first(copy: Path, tmp_path: Path, runs: list[Run]) -> None:
    run = Run(copy, tmp_path)
    runs.append(run)
    run.link()
    code, words = refused(copy, tmp_path, "--port", "0", "--data-dir", str(tmp_path / "var"))
    assert code == 1
    assert str(tmp_path / "var") in words
    os.killpg(run.process.pid, signal.SIGTERM)
    assert run.process.wait(timeout=10) == 0


def test_a_taken_port_is_named(copy: Path, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = other.getsockname()[1]
        code, words = refused(copy, tmp_path, "--port", str(port), "--data-dir", "var")
    assert code == 1
    assert str(port) in words
    assert words.count("\n") == 0


@pytest.mark.parametrize(
    ("options", "environ", "code", "named"),
    [
        (("--port", "99999"), {}, 2, "dashboard.port = '99999'"),
        (("--centre", "nowhere.toml"), {}, 2, "nowhere.toml"),
        (("--settings", "nowhere.toml"), {}, 2, "nowhere.toml"),
        (("--data-dir", "no/such/folder"), {}, 1, "no/such"),
        ((), {"LINLI__STORE__COLOUR": "red"}, 2, "store.colour"),
        ((), {"LINLI__BROKER__URL": "http://x"}, 2, "http://x"),
        (("--colour", "red"), {}, 2, "--colour"),
    ],
)
def test_a_broken_start_is_one_sentence_with_the_thing_and_the_value(
    copy: Path, tmp_path: Path, options: tuple[str, ...], environ: dict[str, str], code: int, named: str
) -> None:
    found, words = refused(copy, tmp_path, *options, **environ)
    assert found == code, words
    assert named in words.splitlines()[-1]
    assert "Traceback" not in words


def test_real_sensors_are_refused_in_a_folder_with_a_simulated_past(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "history-shijiawan.json").write_text("{}", encoding="utf-8")
    code, words = refused(copy, tmp_path, "--no-simulate", "--port", "0", "--data-dir", str(tmp_path))
    assert (code, "simulated data" in words) == (1, True), words


def test_somebody_elses_broker_that_refuses_us_ends_the_start_with_one_sentence(
    copy: Path, tmp_path: Path
) -> None:
    with running_broker(tmp_path / "broker") as broker:
        url = f"mqtt://127.0.0.1:{broker.endpoint.port}"
        environ = {"BROKER__URL": url, "BROKER__USERNAME": "stranger", "BROKER__PASSWORD": "wrong"}
        code, words = refused(
            *(copy, tmp_path, "--no-simulate", "--port", "0", "--data-dir", "var"),
            **{f"LINLI__{name}": value for name, value in environ.items()},
        )
    assert code == 1
    assert url in words.splitlines()[-1]
    assert "'stranger'" in words.splitlines()[-1]


def test_somebody_elses_broker_that_is_away_is_said_and_the_page_comes_up(
    copy: Path, tmp_path: Path, runs: list[Run]
) -> None:
    run = Run(copy, tmp_path, "--no-simulate", LINLI__BROKER__URL="mqtt://127.0.0.1:1")
    runs.append(run)
    assert run.link()
    assert until(lambda: "mqtt://127.0.0.1:1" in run.said), run.said
    assert "not connected to the broker" in run.said


def test_a_relative_path_is_read_from_where_the_person_stands(copy: Path, tmp_path: Path) -> None:
    code, words = refused(copy, tmp_path, "--data-dir", "a/b")
    assert code == 1
    assert str(tmp_path / "a") in words


def test_the_launcher_works_through_a_symbolic_link_and_without_home(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "linli").symlink_to(copy / "linli")
    result = subprocess.run(
        (tmp_path / "linli", "--help"),
        cwd="/",
        env={"PATH": os.environ["PATH"], "LANG": "zh_CN.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("用法")


def test_a_python_that_is_too_old_is_named(copy: Path, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("dirname", "cat", "cksum", "readlink"):
        (programs / name).symlink_to(shutil.which(name) or name)
    old = programs / "python3"
    old.write_text('#!/bin/sh\ncase "$2" in *platform*) echo 3.9.2 ;; *) exit 1 ;; esac\n')
    old.chmod(0o755)
    fresh = tmp_path / "clone"
    fresh.mkdir()
    for name in ("linli", "pyproject.toml", "uv.lock"):
        shutil.copy2(copy / name, fresh / name)
    result = subprocess.run(
        ("/bin/sh", fresh / "linli", "run"),
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "3.9.2" in result.stderr
