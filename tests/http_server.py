"""A scripted HTTP server on a free port: what it answers is a function of what it is asked."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What goes back; `cut` closes the connection after that many bytes of the body were sent."""

    status: int = 204
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None


Script = Callable[[Asked], Answer]


@dataclass
class Scripted:
    """A running server; `script` may be exchanged at any time, `asked` grows."""

    port: int
    script: Script
    asked: list[Asked]


@contextmanager
def scripted_server(script: Script, secure: ssl.SSLContext | None = None) -> Iterator[Scripted]:
    """A server that answers by the script until the end of the block; secure: by HTTPS."""

    class Responder(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            asked = Asked(self.path, dict(self.headers), self.rfile.read(length))
            scripted.asked.append(asked)
            _respond(self, scripted.script(asked))

        do_GET = do_POST  # noqa: N815 -- the same

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name it is called with
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Responder)
    if secure is not None:
        server.socket = secure.wrap_socket(server.socket, server_side=True)
    scripted = Scripted(server.server_address[1], script, [])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield scripted
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _respond(responder: BaseHTTPRequestHandler, answer: Answer) -> None:
    responder.send_response(answer.status)
    for name, value in answer.headers.items():
        responder.send_header(name, value)
    responder.send_header("Content-Length", str(len(answer.body)))
    responder.end_headers()
    responder.wfile.write(answer.body[: answer.cut])
    if answer.cut is not None:
        responder.close_connection = True
