"""A real server in a thread and a browser's manners without a browser: cookies, forms, headers."""

import gzip
import http.client
import json
import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode

import uvicorn
from starlette.types import ASGIApp

from dashboard.serving import Serving

GARBAGE = (
    ("multipart/form-data", b"xx"),
    ("multipart/form-data; boundary=a", b"garbage"),
    ("multipart/form-data; boundary=a; charset=nosuch", b"--a\r\n\r\nabc\r\n--a--\r\n"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(2_000))),
    ("application/x-www-form-urlencoded; charset=nosuch", b"\xff\xfe=\xff"),
    ("text/plain", b"x"),
)
"""Kinds and bodies of what strangers send in place of a form."""


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        raw = gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body
        return raw.decode()

    @property
    def location(self) -> str:
        return self.headers.get("location", "")

    def json(self) -> Any:
        return json.loads(self.text)

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name} in {self.text[:400]}"
        return unescape(found[1])


@dataclass
class Client:
    """Keeps cookies like a browser; every other manner is asked for."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        jar = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}
        connection.request(method, path, body, {**jar, **(headers or {})})
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        self._keep(answer)
        return answer

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post_form(
        self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields).encode(), {**kind, **(headers or {})})

    def post_json(self, path: str, content: Any, headers: Mapping[str, str] | None = None) -> Answer:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        return self.ask("POST", path, body, {"Content-Type": "application/json", **(headers or {})})

    def sign_in(self, name: str, password: str, path: str = "/sign-in") -> Answer:
        """Through the form, as a person does."""
        csrf = self.get(path).hidden("csrf")
        return self.post_form(path, {"csrf": csrf, "name": name, "password": password})

    @property
    def csrf(self) -> dict[str, str]:
        """The header that Dash sends with every callback."""
        return {"X-CSRFToken": self.cookies.get("_csrf_token", "")}

    def _keep(self, answer: Answer) -> None:
        for line in answer.headers.get_all("set-cookie") or []:
            name, _, rest = line.partition("=")
            value = rest.partition(";")[0].strip('"')
            if value and "Max-Age=0" not in line:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)


@contextmanager
def serving(app: ASGIApp, port: int = 0) -> Iterator[int]:
    """Serve the app on a free port of the loopback until the block ends."""
    listening = socket.create_server(("127.0.0.1", port))
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, server_header=False)
    server = Serving(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        thread.join(0.01)
    assert server.started, "the server did not start"
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
        assert not thread.is_alive(), "the server did not stop"
