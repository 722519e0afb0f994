"""What people and their open streams notice of a database that is away for a while."""

import asyncio
import dataclasses
import http.client
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dashboard.asgi import create_app
from dashboard.gate import Gate
from dashboard.offload import Pool
from models.account import Account, Role
from models.db.connection import open_connections
from models.db.sessions import SqlSessions
from models.identity import WebSession
from models.ports import StoreUnavailableError
from tests.waiting import until
from tests.web import Client, serving
from tests.web_deployment import PASSWORD, World

DETAIL = "connection to 10.9.8.7 refused"


class Blinking(SqlSessions):
    """The sessions of a database that is away whenever a test says so."""

    away = False
    asked_in_vain = 0

    def resume(self, token: str, *, at: datetime, active: bool = True) -> tuple[WebSession, Account] | None:
        if self.away:
            self.asked_in_vain += 1
            raise StoreUnavailableError(DETAIL)
        return super().resume(token, at=at, active=active)


class Ticking:
    """An event stream that goes on until it is stopped."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        while True:
            await send({"type": "http.response.body", "body": b"data: 1\n\n", "more_body": True})
            await asyncio.sleep(0.02)


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Blinking]:
    connections = open_connections(f"sqlite:///{tmp_path / 'people.db'}", "")
    yield Blinking(connections)
    connections.engine.dispose()


@pytest.fixture
def person(own_world: World, sessions: Blinking) -> Iterator[Client]:
    """Somebody who has signed in while the database was there."""
    identity = dataclasses.replace(own_world.deployment.identity, sessions=sessions)
    streams = [Route("/{centre}/live/events", Ticking())]
    own_world.person("li", Role.MANAGER)
    with serving(
        create_app(dataclasses.replace(own_world.deployment, identity=identity, streams=streams))
    ) as port:
        client = Client(port)
        client.sign_in("li", PASSWORD)
        yield client


def test_a_page_says_calmly_that_the_records_are_away(person: Client, sessions: Blinking) -> None:
    sessions.away = True
    answer = person.get("/test/live", {"Accept-Language": "en"})
    assert answer.status == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "cannot reach our records" in answer.text
    assert DETAIL not in answer.text
    sessions.away = False
    assert person.get("/test/live").status == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/test/live/_dash-layout"),
        ("POST", "/test/live/_dash-update-component"),
        ("GET", "/test/live/events"),
        ("GET", "/session"),
    ],
)
def test_a_script_is_told_in_its_own_language(
    person: Client, sessions: Blinking, method: str, path: str
) -> None:
    sessions.away = True
    answer = person.ask(method, path, b"{}" if method == "POST" else None, person.csrf)
    assert answer.status == 503
    assert "retry-after" in answer.headers
    assert set(answer.json()) == {"error"}
    assert DETAIL not in answer.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/robots.txt", "/assets/00-base.css"])
def test_what_is_the_same_for_everybody_needs_no_database(
    person: Client, sessions: Blinking, path: str
) -> None:
    sessions.away = True
    assert person.get(path).status == 200


def test_a_fault_of_the_database_behind_the_gate_is_answered_in_the_same_way(own_world: World) -> None:
    async def away(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            raise StoreUnavailableError(DETAIL)

    with serving(Gate(away, own_world.deployment, Pool("test", 1))) as port:
        answer = Client(port).get("/sign-in")
        assert answer.status == 503
        assert DETAIL not in answer.text
        sent = Client(port).post_form("/sign-in", {})
        assert (sent.status, sent.headers.get_content_type()) == (503, "text/html")


def test_an_open_stream_outlives_a_blink_and_still_ends_with_its_session(
    person: Client, sessions: Blinking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.gate.WATCH_S", 0.05)
    connection = http.client.HTTPConnection("127.0.0.1", person.port, timeout=10)
    connection.request("GET", "/test/live/events", headers={"Cookie": f"linli={person.cookies['linli']}"})
    stream = connection.getresponse()
    sessions.away = True
    assert until(lambda: sessions.asked_in_vain >= 3)
    for _ in range(2000):  # what was sent before the blink, and surely some after it
        if sessions.asked_in_vain >= 6:
            break
        assert stream.readline()
    sessions.away = False
    sessions.revoke(person.cookies["linli"])
    while stream.readline():
        continue
    connection.close()
