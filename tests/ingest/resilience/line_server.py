"""A server that keeps lines as InfluxDB does, and can be made to refuse, hang, ask for patience or lose its answers."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class LineServer:
    """kept: line without its fields -> its fields, as often as it was sent; written_at: when each line was kept first."""

    port: int
    kept: dict[bytes, bytes] = field(default_factory=dict)
    sent: Counter[bytes] = field(default_factory=Counter)
    written_at: dict[bytes, float] = field(default_factory=dict)
    requests: int = 0
    status: int = 204
    retry_after: str = ""
    hangs: threading.Event = field(default_factory=threading.Event)
    lets_go: threading.Event = field(default_factory=threading.Event)
    loses_answers: bool = False
    refuses: Callable[[bytes], int] = lambda _line: 0
    """The status with which a line is refused; 400 refuses its whole batch, 422 the line alone."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, body: bytes) -> tuple[int, bytes]:
        """Keep what is to be kept; status and text of the answer."""
        with self.lock:
            self.requests += 1
        if self.hangs.is_set():
            self.lets_go.wait(60)
        if self.status != 204:
            return self.status, b'{"code":"unavailable","message":"told to"}'
        lines = body.split(b"\n")
        refusals = {line: self.refuses(line) for line in lines}
        if 400 in refusals.values():
            return 400, json.dumps({"code": "invalid", "message": "unable to parse"}).encode()
        self._keep([line for line in lines if not refusals[line]])
        if any(refusals.values()):
            return 422, json.dumps({"code": "unprocessable entity", "message": "type conflict"}).encode()
        return 204, b""

    def _keep(self, lines: list[bytes]) -> None:
        now = time.monotonic()
        with self.lock:
            for line in lines:
                series, fields, at = line.rsplit(b" ", 2)
                identity = series + b" " + at
                self.kept[identity] = fields
                self.sent[identity] += 1
                self.written_at.setdefault(identity, now)

    def values(self) -> list[float]:
        """Every value that is kept, in no order."""
        with self.lock:
            return [float(fields.partition(b"value=")[2].partition(b",")[0]) for fields in self.kept.values()]


class _Server(ThreadingHTTPServer):
    """Closes connections that are under way, too, when it is closed."""

    daemon_threads = True
    lines: LineServer


class _Responder(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65_536
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        lines = self.server.lines
        status, text = lines.answer(body)
        if lines.loses_answers:
            self.close_connection = True
            return
        self.send_response(status)
        if lines.retry_after:
            self.send_header("Retry-After", lines.retry_after)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name it is called with
        """Say nothing."""

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True


@contextmanager
def line_server(lines: LineServer | None = None) -> Iterator[LineServer]:
    """Serve until the end of the block; an earlier one's lines and port may be taken up again."""
    server = _Server(("127.0.0.1", lines.port if lines else 0), _Responder)
    server.lines = lines or LineServer(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.lines
    finally:
        server.lines.lets_go.set()
        server.shutdown()
        thread.join()
        server.server_close()
