"""The stream over a real server: who is let in, what comes, that it ends."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.live.hub import Hub, running
from dashboard.live.sse import live_routes
from models.account import Account, Grant, Role
from models.ports import Ports
from tests.builders import NOON, a_state, some_ports
from tests.fakes import MemoryLive
from tests.web import serving


def behind_gate(app: ASGIApp) -> ASGIApp:
    """The least of a gate: the role that a header names, as the account."""

    async def gate(scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", []))
        role, centre = headers.get(b"x-role", b"").decode(), headers.get(b"x-centre", b"*").decode()
        if role:
            account = Account(id=1, name="somebody", grants=(Grant(role=Role(role), centre=centre),))
            scope.setdefault("state", {})["account"] = account
        await app(scope, receive, send)

    return gate


@contextmanager
def a_server() -> Iterator[tuple[int, Ports, Hub]]:
    ports = some_ports()
    live = ports.live
    assert isinstance(live, MemoryLive)
    hub = Hub(ports, live.subscribe)
    hubs = {ports.centre.id: hub}
    app = Starlette(routes=live_routes(hubs), lifespan=lambda _: running(list(hubs.values())))
    with serving(behind_gate(app)) as port:
        try:
            yield port, ports, hub
        finally:
            hub.close()


@contextmanager
def stream(port: int, place: str = "test", **headers: str) -> Iterator[http.client.HTTPResponse]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", f"/{place}/live/events", headers={f"x-{k}": v for k, v in headers.items()})
    try:
        yield connection.getresponse()
    finally:
        connection.close()


def next_event(response: http.client.HTTPResponse) -> dict[str, Any]:
    while True:
        line = response.readline()
        assert line, "the stream ended"
        if line.startswith(b"data: "):
            event: dict[str, Any] = json.loads(line[6:])
            return event


@pytest.mark.parametrize(
    ("centre", "headers", "status"),
    [
        ("test", {}, 401),
        ("test", {"role": "finance"}, 404),
        ("test", {"role": "manager", "centre": "elsewhere"}, 404),
        ("nowhere", {"role": "manager"}, 404),
    ],
)
def test_whoever_may_not_look_gets_no_stream(centre: str, headers: dict[str, str], status: int) -> None:
    with a_server() as (port, _, _), stream(port, centre, **headers) as response:
        assert response.status == status
        assert "error" in json.loads(response.read())


def test_a_centre_that_one_may_not_see_answers_as_one_that_does_not_exist() -> None:
    with a_server() as (port, _, _):
        with stream(port, "test", role="manager", centre="elsewhere") as hidden:
            told = (hidden.status, hidden.read())
        with stream(port, "nowhere", role="manager", centre="elsewhere") as missing:
            assert (missing.status, missing.read()) == told


def test_a_stream_is_not_cached_not_buffered_and_begins_with_everything() -> None:
    with a_server() as (port, _, _), stream(port, role="manager") as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-accel-buffering"] == "no"
        assert response.readline() == b"retry: 500\n"
        assert "gym" in next_event(response)["spaces"]


def test_a_change_comes_through_to_each_role_as_it_may_see_it() -> None:
    with a_server() as (port, ports, _):
        with stream(port, role="operator") as full, stream(port, role="viewer") as bands:
            next_event(full), next_event(bands)
            live = ports.live
            assert isinstance(live, MemoryLive)
            live.put(a_state(31), at=NOON)
            seen = [until_status(response, "moderate") for response in (full, bands)]
        assert seen[0]["people"] == 31
        assert "people" not in seen[1]


def until_status(response: http.client.HTTPResponse, status: str) -> dict[str, Any]:
    while True:
        space: dict[str, Any] = next_event(response).get("spaces", {}).get("gym", {})
        if space.get("status") == status:
            return space


def test_a_closing_server_ends_its_streams_in_order() -> None:
    with a_server() as (port, _, hub), stream(port, role="manager") as response:
        next_event(response)
        hub.close()
        assert response.read() is not None
        with stream(port, role="manager") as refused:
            assert refused.status == 503


def test_a_browser_that_leaves_takes_nothing_with_it() -> None:
    with a_server() as (port, ports, _):
        for _ in range(5):
            with stream(port, role="manager") as response:
                next_event(response)
        with stream(port, role="manager") as response:
            next_event(response)
            live = ports.live
            assert isinstance(live, MemoryLive)
            live.put(a_state(3), at=NOON)
            assert until_status(response, "quiet")["people"] == 3
