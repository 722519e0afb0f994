"""A child is ready when what it serves answers, and not before."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dashboard.processes.probe import accepts, answers, reachable, reasons


class _Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 503)
        self.end_headers()
        self.wfile.write({"/sick": b'{"reasons": ["not_connected"]}', "/torn": b"[1"}.get(self.path, b"ok"))

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_readiness_is_an_accepted_connection() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        ready = accepts("127.0.0.1", server.getsockname()[1])
        assert not ready()
        server.listen(1)
        assert ready()


def test_a_server_that_answers_503_is_ready_only_for_whom_sickness_will_do() -> None:
    with HTTPServer(("127.0.0.1", 0), _Health) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        port = server.server_address[1]
        assert answers("127.0.0.1", port, "/healthz")()
        assert not answers("127.0.0.1", port, "/other")()
        assert answers("127.0.0.1", port, "/other", also_sick=True)()
        assert reasons("127.0.0.1", port, "/sick")() == ("not_connected",)
        assert reasons("127.0.0.1", port, "/torn")() == reasons("127.0.0.1", port, "/healthz")() == ()
        server.shutdown()
        thread.join()
    assert not answers("127.0.0.1", port, "/healthz", also_sick=True)()
    assert reasons("127.0.0.1", port, "/sick")() == ()


@pytest.mark.parametrize(
    ("host", "called"), [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("10.1.2.3", "10.1.2.3")]
)
def test_a_server_that_listens_everywhere_is_called_on_loopback(host: str, called: str) -> None:
    assert reachable(host) == called
