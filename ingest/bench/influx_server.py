"""An influxd of one measurement: free port, temporary folder, set up by its API, gone afterwards."""

import contextlib
import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse

from ingest.bench.stage import Stage, end_child, free_port, require, wait_until

ORG, TOKEN = "linli", "token-of-the-bench"


@dataclass(frozen=True, slots=True)
class InfluxServer:
    """A running server. process: for its share of the processor."""

    server: str
    process: subprocess.Popen[bytes]

    def url(self, bucket: str) -> str:
        """As the setting store.url names it."""
        return f"{self.server.replace('http', 'influx', 1)}/{ORG}/{bucket}"

    def add_bucket(self, name: str) -> None:
        """A bucket that keeps everything."""
        org = self._known("orgs", ORG)
        self._ask("/api/v2/buckets", {"orgID": org, "name": name, "retentionRules": []}).close()

    def rename_bucket(self, name: str, other: str) -> None:
        """Who writes to the old name is answered 404."""
        self._ask(f"/api/v2/buckets/{self._known('buckets', name)}", {"name": other}, "PATCH").close()

    def has_bucket(self, name: str) -> bool:
        """Whether there is one of this name."""
        with self._ask("/api/v2/buckets?limit=100") as answer:
            return any(found["name"] == name for found in json.load(answer)["buckets"])

    def write(self, bucket: str, line: str) -> None:
        """One line as it is, its time in nanoseconds."""
        self._ask(f"/api/v2/write?org={ORG}&bucket={bucket}&precision=ns", line.encode()).close()

    def values(self, bucket: str, measurement: str, field: str) -> list[int]:
        """The numbers of one field, over all its series."""
        return self._numbers(bucket, measurement, field, "")

    def count(self, bucket: str, measurement: str, field: str) -> int:
        """How many points one field has, counted where they lie."""
        return sum(self._numbers(bucket, measurement, field, " |> count()"))

    def _numbers(self, bucket: str, measurement: str, field: str, step: str) -> list[int]:
        """Of a day: what lies before it was put there by others."""
        flux = (
            f'from(bucket: "{bucket}") |> range(start: -1d, stop: 2100-01-01T00:00:00Z) '
            f'|> filter(fn: (r) => r._measurement == "{measurement}" and r._field == "{field}")'
            f'{step} |> keep(columns: ["_value"])'
        )
        body = {"query": flux, "type": "flux", "dialect": {"header": False, "annotations": []}}
        with self._ask(f"/api/v2/query?org={ORG}", body) as answer:
            return [int(float(row.rpartition(",")[2])) for row in answer.read().decode().split()]

    def _known(self, kind: str, name: str) -> str:
        """The server's own name of one of its things."""
        with self._ask(f"/api/v2/{kind}?limit=100") as answer:
            (found,) = (found["id"] for found in json.load(answer)[kind] if found["name"] == name)
        return str(found)

    def _ask(self, path: str, body: object = None, method: str | None = None) -> HTTPResponse:
        """body: bytes go as they are, all else as JSON."""
        headers = {"Content-Type": "application/json", "Authorization": f"Token {TOKEN}"}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        url = self.server + path
        request = urllib.request.Request(url, data=data, headers=headers, method=method)  # noqa: S310 -- ours
        answer: HTTPResponse = urllib.request.urlopen(request, timeout=60)  # noqa: S310 -- the same
        return answer


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a receiver keeps its numbers on a server."""

    influx: InfluxServer
    bucket: str
    measurement: str
    field: str


@contextlib.contextmanager
def influx_running(stage: Stage, program: str) -> Iterator[InfluxServer]:
    """A server with an organisation and a token. Raises BenchError when it does not start."""
    folder, port = stage.folder / "influx", free_port()
    folder.mkdir()
    words = [
        program, f"--http-bind-address=127.0.0.1:{port}", f"--bolt-path={folder}/influxd.bolt",
        f"--sqlite-path={folder}/influxd.sqlite", f"--engine-path={folder}/engine",
        "--reporting-disabled", "--log-level=error",
    ]  # fmt: skip
    process = subprocess.Popen(words, stdout=stage.log(), stderr=stage.log())
    try:
        server = InfluxServer(f"http://127.0.0.1:{port}", process)
        require(wait_until(lambda: _set_up(server)), "the start of influxd")
        yield server
    finally:
        end_child(process)


def _set_up(server: InfluxServer) -> bool:
    """The first call that a server answers makes everything that it needs."""
    person = {"username": "bench", "password": TOKEN, "org": ORG, "bucket": "first", "token": TOKEN}
    try:
        server._ask("/api/v2/setup", person).close()  # noqa: SLF001 -- the other half of this file
    except (urllib.error.URLError, ConnectionError):
        return False
    return True
